import { describe, expectTypeOf, test } from "vitest";
import type { Person, PurchaseData } from "../../src/index.js";
import {
  createFakeTalkable,
  duplicate,
  exampleResult,
  notFound,
  webhookBody,
  webhookDelivery,
} from "../../src/testing/index.js";

const fake = createFakeTalkable();
const find = "/api/v2/people/{person_slug}";

describe("fake.on", () => {
  test("takes what the operation answers, and nothing else", () => {
    fake.on("GET", "/api/v2/traffic_sources", [{ identifier: "newsletter" }]);
    fake.on("GET", find, exampleResult("GET", find));
    fake.on("GET", find, notFound());
    fake.on("GET", find, () => duplicate());
    fake.on("POST", "/api/v2/origins/batch/events", undefined);
    // @ts-expect-error the member is called identifier
    fake.on("GET", "/api/v2/traffic_sources", [{ name: "newsletter" }]);
    // @ts-expect-error members of a person are missing
    fake.on("GET", find, { person: { email: "ann@example.com" } });
    // @ts-expect-error the example of another operation
    fake.on("GET", find, exampleResult("GET", "/api/v2/campaigns"));
    // @ts-expect-error text is no amount
    fake.on("GET", "/api/v2/assets", { assets: [], total: "2" });
    // @ts-expect-error the operation answers without a result
    fake.on("POST", "/api/v2/origins/batch/events", {});
    // @ts-expect-error a result is needed
    fake.on("GET", "/api/v2/traffic_sources", undefined);
    // @ts-expect-error no failure
    fake.on("GET", find, new Error("not found"));
  });

  test("knows methods and paths", () => {
    // @ts-expect-error GET has no such path
    fake.on("GET", "/api/v2/origins/purchase", notFound());
    // @ts-expect-error the API has no DELETE
    fake.on("DELETE", find, notFound());
    // @ts-expect-error methods are upper case
    fake.on("get", find, notFound());
  });

  test("gives a function the typed request, and holds it to the result", () => {
    fake.on("PUT", find, ({ operation, params, body, siteSlug }) => {
      expectTypeOf(operation).toEqualTypeOf<"PUT /api/v2/people/{person_slug}">();
      expectTypeOf(params.path.person_slug).toBeString();
      expectTypeOf(body.data.first_name).toEqualTypeOf<string | undefined>();
      expectTypeOf(siteSlug).toEqualTypeOf<string | undefined>();
      // @ts-expect-error there is no such parameter
      expectTypeOf(params.path.email).toBeString();
      return { person: { ...exampleResult("GET", find).person, first_name: "Bob" } };
    });
    fake.on("GET", "/api/v2/assets", ({ params, body }) => {
      expectTypeOf(params.query.page).toEqualTypeOf<number | undefined>();
      expectTypeOf(params.path).toEqualTypeOf<Record<string, never>>();
      expectTypeOf(body).toEqualTypeOf<undefined>();
      return { assets: [], total: 0 };
    });
    fake.on("POST", "/api/v2/assets", async ({ body }) => {
      expectTypeOf(body.file).toEqualTypeOf<Blob | File>();
      await Promise.resolve();
      return exampleResult("POST", "/api/v2/assets");
    });
    // @ts-expect-error the function answers with too little
    fake.on("GET", "/api/v2/assets", () => ({ assets: [] }));
    // @ts-expect-error and so does the one that takes its time
    fake.on("GET", "/api/v2/assets", () => Promise.resolve({ assets: [] }));
  });
});

describe("what was called", () => {
  test("narrows by operation", () => {
    for (const call of fake.calls) {
      expectTypeOf(call.status).toEqualTypeOf<number | undefined>();
      if (call.operation === "POST /api/v2/origins/purchase") {
        expectTypeOf(call.body.data).toEqualTypeOf<PurchaseData>();
        expectTypeOf(call.params.path).toEqualTypeOf<Record<string, never>>();
      } else if (call.operation === "GET /api/v2/people/{person_slug}/rewards") {
        expectTypeOf(call.params.path.person_slug).toBeString();
        expectTypeOf(call.body).toEqualTypeOf<undefined>();
      }
      // @ts-expect-error there is no such operation
      if (call.operation === "GET /api/v2/persons") throw new Error("unheard of");
    }
  });

  test("is typed when picked by operation", () => {
    const [call] = fake.callsOf("POST", "/api/v2/origins/purchase");
    expectTypeOf(call?.body.data.order_number).toEqualTypeOf<string | undefined>();
    // @ts-expect-error POST has no such path
    fake.callsOf("POST", "/api/v2/campaigns");
  });
});

test("an example has the type of a result", () => {
  expectTypeOf(exampleResult("GET", find)).toEqualTypeOf<{ person: Person }>();
});

test("deliveries are typed by webhook, their payload in any depth", () => {
  webhookDelivery("reward_web_hook", { key: "k", payload: { reward: { amount: 5 } } });
  webhookDelivery("reward_web_hook", { key: "k", payload: { person: null } });
  webhookBody("event_web_hook", {
    key: "k",
    form: "form",
    payload: { person: { email: "a@b.c" } },
  });
  webhookBody("post_share_web_hook", { key: "k", payload: { share_type: "a channel of ours" } });
  webhookBody("check_unsubscribe_web_hook", {
    key: "k",
    payload: { recipient: { custom_properties: { tier: "gold" }, customer_id: undefined } },
  });
  // @ts-expect-error deliveries carry a key
  webhookDelivery("reward_web_hook", {});
  // @ts-expect-error there is no such webhook
  webhookDelivery("refund_web_hook", { key: "k" });
  // @ts-expect-error amounts of rewards are numbers
  webhookDelivery("reward_web_hook", { key: "k", payload: { reward: { amount: "5" } } });
  // @ts-expect-error rewards have no such member
  webhookDelivery("reward_web_hook", { key: "k", payload: { reward: { total: 5 } } });
  // @ts-expect-error that is what another webhook carries
  webhookDelivery("reward_web_hook", { key: "k", payload: { coupon_code: "X" } });
  // @ts-expect-error there is no such form
  webhookDelivery("reward_web_hook", { key: "k", form: "xml" });
});
