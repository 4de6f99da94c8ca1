import { expectTypeOf, test } from "vitest";
import type { Response as UndiciResponse } from "undici-types";
import {
  createClient,
  type ArgumentsOf,
  type BodyOf,
  type ClientOptions,
  type Fetch,
  type FetchResponse,
  type HttpMethod,
  type InitOf,
  type PathOf,
  type Person,
  type PersonUpdate,
  type QueryOf,
  type ReferralUpdateStatus,
  type ResultOf,
  type UpdatePersonInit,
  type WithResponse,
} from "../../src/index.js";

const talkable = createClient({ apiKey: "key", siteSlug: "my-shop" });
const purchase = { email: "ann@example.com", order_number: "1001", subtotal: 49.9 };

test("a path resolves to its operation's unwrapped result", () => {
  expectTypeOf(
    talkable.GET("/api/v2/people/{person_slug}", { params: { path: { person_slug: "ann" } } }),
  ).resolves.toEqualTypeOf<{ person: Person }>();
  expectTypeOf<ResultOf<"get", "/api/v2/people/{person_slug}">>().toEqualTypeOf<{
    person: Person;
  }>();
});

test("an operation that answers ok alone resolves to undefined", () => {
  expectTypeOf<ResultOf<"post", "/api/v2/origins/batch/purchases">>().toEqualTypeOf<undefined>();
});

test("withResponse resolves to the result beside the response", () => {
  const call = talkable.withResponse.GET("/api/v2/campaigns");
  expectTypeOf(call).resolves.toHaveProperty("attempts").toEqualTypeOf<number>();
  expectTypeOf(call)
    .resolves.toHaveProperty("result")
    .toEqualTypeOf<ResultOf<"get", "/api/v2/campaigns">>();
});

test("init is optional when nothing in it is required, and required otherwise", () => {
  void talkable.GET("/api/v2/campaigns");
  void talkable.POST("/api/v2/people/{person_slug}/anonymize", {
    params: { path: { person_slug: "ann" } },
  });
  // @ts-expect-error -- person_slug is required
  void talkable.GET("/api/v2/people/{person_slug}");
  // @ts-expect-error -- the body is required
  void talkable.POST("/api/v2/origins/purchase");
});

test("a path is accepted by the methods it has, and by no other", () => {
  expectTypeOf<HttpMethod>().toEqualTypeOf<"get" | "post" | "put">();
  // @ts-expect-error -- purchases are posted
  void talkable.PUT("/api/v2/origins/purchase", { body: { data: purchase } });
  // @ts-expect-error -- no such path
  void talkable.GET("/api/v2/person");
});

test("an unknown member is a compile error at every level of init", () => {
  // @ts-expect-error -- beside params
  void talkable.GET("/api/v2/campaigns", { query: { site_slug: "my-shop" } });
  // @ts-expect-error -- in params
  void talkable.GET("/api/v2/campaigns", { params: { header: {} } });
  // @ts-expect-error -- in params.query
  void talkable.GET("/api/v2/campaigns", { params: { query: { siteslug: "my-shop" } } });
  void talkable.GET("/api/v2/people/{person_slug}", {
    // @ts-expect-error -- in params.path
    params: { path: { person_slug: "ann", slug: "ann" } },
  });
  // @ts-expect-error -- a body where there is none
  void talkable.GET("/api/v2/campaigns", { body: {} });
  void talkable.POST("/api/v2/origins/purchase", {
    // @ts-expect-error -- params where there are none
    params: { query: {} },
    body: { data: purchase },
  });
  void talkable.POST("/api/v2/origins/purchase", {
    // @ts-expect-error -- in the body
    body: { data: purchase, create_offer: true },
  });
  void talkable.POST("/api/v2/origins/purchase", {
    // @ts-expect-error -- in the body's data
    body: { data: { ...purchase, sub_total: 1 } },
  });
  // @ts-expect-error -- a misspelled setting
  void talkable.GET("/api/v2/campaigns", { maxRetry: 1 });
});

test("optional values may be undefined, so that they can be passed on", () => {
  const maybe: string | undefined = undefined as string | undefined;
  void talkable.GET("/api/v2/assets", {
    params: { query: { content_type: maybe, site_slug: maybe } },
    signal: undefined,
    timeout: undefined,
  });
  createClient({ apiKey: maybe, siteSlug: maybe, fetch: undefined });
});

test("an upload takes a Blob or a File, not a path or a form", () => {
  void talkable.POST("/api/v2/assets", { body: { file: new Blob(["x"]) } });
  void talkable.POST("/api/v2/assets", { body: { file: new File(["x"], "x.png") } });
  // @ts-expect-error -- a path is not a file
  void talkable.POST("/api/v2/assets", { body: { file: "./x.png" } });
  // @ts-expect-error -- the client makes the form
  void talkable.POST("/api/v2/assets", { body: new FormData() });
});

test("bodies and queries have names of their own", () => {
  expectTypeOf<BodyOf<"post", "/api/v2/origins/purchase">>().toHaveProperty("data");
  expectTypeOf<BodyOf<"get", "/api/v2/campaigns">>().toEqualTypeOf<never>();
  expectTypeOf<QueryOf<"post", "/api/v2/visitors">>().toBeNever();
  expectTypeOf<QueryOf<"get", "/api/v2/metrics/{metric}">>()
    .toHaveProperty("start_date")
    .toEqualTypeOf<string>();
});

test("the platform's fetch fits the fetch option, and so do other implementations' responses", () => {
  expectTypeOf<typeof globalThis.fetch>().toExtend<Fetch>();
  expectTypeOf<UndiciResponse>().toExtend<FetchResponse>();
});

test("an unknown client option is a compile error", () => {
  // @ts-expect-error -- misspelled
  createClient({ apikey: "key" });
  expectTypeOf(talkable.withOptions).parameter(0).toEqualTypeOf<ClientOptions>();
});

test("a path of a union type needs what all of its paths need", () => {
  const either = "/api/v2/people/{person_slug}" as
    "/api/v2/people/{person_slug}" | "/api/v2/assets/{id}";
  void talkable.GET(either, { params: { path: { person_slug: "ann", id: 5 } } });
  // @ts-expect-error -- an asset has an id
  void talkable.GET(either, { params: { path: { person_slug: "ann" } } });
  // @ts-expect-error -- both have path parameters
  void talkable.GET(either);
  const optional = "/api/v2/campaigns" as "/api/v2/campaigns" | "/api/v2/traffic_sources";
  expectTypeOf(talkable.GET(optional)).resolves.toEqualTypeOf<
    ResultOf<"get", "/api/v2/campaigns"> | ResultOf<"get", "/api/v2/traffic_sources">
  >();
});

test("arguments pass through a method of one's own, for the result and with the response", () => {
  const get = <Path extends PathOf<"get">>(
    path: Path,
    ...init: ArgumentsOf<"get", Path>
  ): Promise<ResultOf<"get", Path>> => talkable.GET(path, ...init);
  const describe = async <Path extends PathOf<"post">>(
    path: Path,
    ...init: ArgumentsOf<"post", Path>
  ): Promise<WithResponse<ResultOf<"post", Path>>> => talkable.withResponse.POST(path, ...init);
  expectTypeOf(
    get("/api/v2/people/{person_slug}", { params: { path: { person_slug: "ann" } } }),
  ).resolves.toEqualTypeOf<{ person: Person }>();
  // @ts-expect-error -- person_slug is required here, too
  void get("/api/v2/people/{person_slug}");
  expectTypeOf(describe("/api/v2/origins/purchase", { body: { data: purchase } }))
    .resolves.toHaveProperty("attempts")
    .toEqualTypeOf<number>();
});

test("what a call takes has a name, and its body one of its own", () => {
  expectTypeOf<InitOf<"put", "/api/v2/people/{person_slug}">>().toEqualTypeOf<UpdatePersonInit>();
  expectTypeOf<
    BodyOf<"put", "/api/v2/people/{person_slug}">["data"]
  >().toEqualTypeOf<PersonUpdate>();
  expectTypeOf<
    BodyOf<"put", "/api/v2/origins/{origin_slug}/referral">["data"]["status"]
  >().toEqualTypeOf<ReferralUpdateStatus>();
  expectTypeOf<BodyOf<"get", "/api/v2/campaigns">>().toEqualTypeOf<never>();
});
