import { describe, expect, test, vi } from "vitest";
import {
  APIConnectionError,
  APIError,
  APITimeoutError,
  APIUserAbortError,
  AuthenticationError,
  ConfigurationError,
  DuplicateError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
  UnprocessableEntityError,
} from "../../src/index.js";
import {
  connectionLost,
  createFakeTalkable,
  duplicate,
  errorAnswer,
  exampleResult,
  notFound,
  serverError,
  throttled,
  unanswered,
} from "../../src/testing/index.js";
import { clientOf, findAnn, purchase } from "./support.js";

const person = "/api/v2/people/{person_slug}";
const purchases = "/api/v2/origins/purchase";

describe("what it answers", () => {
  test("is the result that was set last, for that operation alone", async () => {
    const fake = createFakeTalkable()
      .on("GET", "/api/v2/traffic_sources", [])
      .on("GET", "/api/v2/traffic_sources", [{ identifier: "newsletter" }]);
    const talkable = clientOf(fake);
    expect(await talkable.GET("/api/v2/traffic_sources")).toEqual([{ identifier: "newsletter" }]);
    expect(await talkable.GET("/api/v2/campaigns")).toEqual(
      exampleResult("GET", "/api/v2/campaigns"),
    );
  });

  test("may depend on the request, whose values have the types of the document", async () => {
    const fake = createFakeTalkable();
    fake.on("GET", "/api/v2/assets", ({ params: { query } }) => ({
      assets: [],
      total: (query.page ?? 1) * (query.per_page ?? 25),
    }));
    const query = { page: 3, per_page: 7 };
    const { total } = await clientOf(fake).GET("/api/v2/assets", { params: { query } });
    expect(total).toBe(21);
  });

  test("may come late, and be a failure for some", async () => {
    const fake = createFakeTalkable();
    const example = exampleResult("GET", person);
    fake.on("GET", person, async ({ params }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return params.path.person_slug === "bob@example.com" ? notFound() : example;
    });
    const talkable = clientOf(fake);
    expect(await talkable.GET(person, findAnn)).toEqual(example);
    const bob = { params: { path: { person_slug: "bob@example.com" } } };
    await expect(talkable.GET(person, bob)).rejects.toThrow(NotFoundError);
  });

  test("is undefined where the API answers without a result", async () => {
    const fake = createFakeTalkable();
    const call = (): Promise<unknown> =>
      clientOf(fake).POST("/api/v2/origins/batch/purchases", { body: { data: [purchase] } });
    expect(await call()).toBeUndefined();
    fake.on("POST", "/api/v2/origins/batch/purchases", undefined);
    expect(await call()).toBeUndefined();
    fake.on("POST", "/api/v2/origins/batch/purchases", errorAnswer(422));
    await expect(call()).rejects.toThrow(UnprocessableEntityError);
  });

  test("may differ by site, for clients of several", async () => {
    const fake = createFakeTalkable();
    fake.on("GET", "/api/v2/traffic_sources", ({ siteSlug = "" }) => [{ identifier: siteSlug }]);
    const acme = clientOf(fake);
    const other = acme.withOptions({ siteSlug: "other-shop" });
    const query = { site_slug: "third-shop" };
    expect(await acme.GET("/api/v2/traffic_sources")).toEqual([{ identifier: "acme-shop" }]);
    expect(await other.GET("/api/v2/traffic_sources")).toEqual([{ identifier: "other-shop" }]);
    expect(await other.GET("/api/v2/traffic_sources", { params: { query } })).toEqual([
      { identifier: "third-shop" },
    ]);
    await other.POST(purchases, { body: { data: purchase } });
    expect(fake.calls.at(-1)?.siteSlug).toBe("other-shop");
  });

  test("an exception in a function is a ConfigurationError of the call", async () => {
    const fake = createFakeTalkable().on("GET", "/api/v2/traffic_sources", () => {
      throw new RangeError("of my own");
    });
    const call = clientOf(fake).GET("/api/v2/traffic_sources");
    await expect(call).rejects.toThrow("fetch failed with RangeError: of my own");
  });

  test("may be a mock function, unless it answers with nothing", async () => {
    const sources = vi.fn(() => [{ identifier: "newsletter" }]);
    const fake = createFakeTalkable().on("GET", "/api/v2/traffic_sources", sources);
    const call = () => clientOf(fake).GET("/api/v2/traffic_sources");
    await expect(call()).resolves.toEqual([{ identifier: "newsletter" }]);
    expect(sources).toHaveBeenCalledOnce();
    // @ts-expect-error it returns undefined
    fake.on("GET", "/api/v2/traffic_sources", vi.fn());
    await expect(call()).rejects.toThrow("Undefined is what the fake was told to answer");
  });

  test("a path that the API does not have is refused", () => {
    const fake = createFakeTalkable();
    // @ts-expect-error there is no such path
    expect(() => fake.on("GET", "/api/v2/persons", notFound())).toThrow("GET has no such path");
    // @ts-expect-error there is no such path
    expect(() => exampleResult("GET", "/api/v2/persons")).toThrow("GET has no such path");
  });
});

describe("how it fails", () => {
  test.each([
    ["notFound()", notFound(), NotFoundError, { status: 400, outcome: "not-processed" }],
    ["duplicate()", duplicate(), DuplicateError, { status: 400, outcome: "not-processed" }],
    ["throttled()", throttled(), RateLimitError, { status: 429, outcome: "not-processed" }],
    [
      "throttled() with retryAfter",
      throttled({ retryAfter: 1_500 }),
      RateLimitError,
      { retryAfter: 1_500 },
    ],
    ["serverError()", serverError(), InternalServerError, { status: 500, outcome: "unknown" }],
    ["serverError() of a kind", serverError({ status: 503 }), InternalServerError, { status: 503 }],
    [
      "connectionLost()",
      connectionLost(),
      APIConnectionError,
      { connectionCode: "ECONNRESET", outcome: "unknown" },
    ],
    [
      "connectionLost() before it was made",
      connectionLost({ code: "ECONNREFUSED" }),
      APIConnectionError,
      { connectionCode: "ECONNREFUSED", outcome: "not-processed" },
    ],
    ["unanswered()", unanswered(), APITimeoutError, { limit: "timeout", outcome: "unknown" }],
    [
      "errorAnswer()",
      errorAnswer(401, { message: "Who are you?" }),
      AuthenticationError,
      { status: 401, errorMessage: "Who are you?" },
    ],
  ] as const)("%s is the error that users know", async (_, failure, ErrorClass, facts) => {
    const fake = createFakeTalkable().on("POST", purchases, failure);
    const talkable = clientOf(fake, { maxRetries: 0, timeout: 20 });
    const call = talkable.POST(purchases, { body: { data: purchase } });
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ErrorClass);
    expect(error).toMatchObject(facts);
    const answered = error instanceof APIError ? error.status : undefined;
    expect(fake.calls.map(({ status }) => status)).toEqual([answered]);
  });

  test("so many times, then as before; every attempt is a call", async () => {
    const sources = [{ identifier: "newsletter" }];
    const fake = createFakeTalkable()
      .on("GET", "/api/v2/traffic_sources", sources)
      .on("GET", "/api/v2/traffic_sources", connectionLost({ times: 1 }))
      .on("GET", "/api/v2/traffic_sources", throttled({ times: 1, retryAfter: 10 }));
    const { result, attempts } = await clientOf(fake).withResponse.GET("/api/v2/traffic_sources");
    expect(result).toEqual(sources);
    expect(attempts).toBe(3);
    expect(fake.calls.map(({ status }) => status)).toEqual([429, undefined, 200]);
  });

  test("unanswered calls end with their signal", async () => {
    const fake = createFakeTalkable().on("GET", person, unanswered());
    const controller = new AbortController();
    const call = clientOf(fake).GET(person, { ...findAnn, signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toThrow(APIUserAbortError);
  });

  test("options that mean nothing are refused", () => {
    for (const times of [0, 1.5, NaN, -Infinity]) {
      expect(() => throttled({ times })).toThrow("times has to be a whole number from 1");
    }
    expect(() => throttled({ retryAfter: -1 })).toThrow("retryAfter has to be");
    expect(() => errorAnswer(200)).toThrow("400 to 599");
    // @ts-expect-error no status of a server's error
    expect(() => serverError({ status: 200 })).toThrow("500 to 599");
  });
});

describe("what it noted", () => {
  test("has the values that were passed, as they were passed", async () => {
    const fake = createFakeTalkable();
    const talkable = clientOf(fake);
    const query = {
      start_date: "2026-01-01",
      end_date: "1/31/2026",
      "campaign_ids[]": [11, 12],
      "sharing_channels[]": ["email"],
      mobile_visitor: false,
      live_campaigns_only: true,
    };
    const path = { metric: "shares" };
    await talkable.GET("/api/v2/metrics/{metric}", { params: { path, query } });
    await talkable.POST(purchases, { body: { data: purchase } });
    expect(fake.calls).toEqual([
      {
        operation: "GET /api/v2/metrics/{metric}",
        siteSlug: "acme-shop",
        params: { path, query: { ...query, site_slug: "acme-shop" } },
        body: undefined,
        status: 200,
      },
      {
        operation: "POST /api/v2/origins/purchase",
        siteSlug: "acme-shop",
        params: { path: {}, query: {} },
        body: { data: purchase, site_slug: "acme-shop" },
        status: 201,
      },
    ]);
  });

  test.each(["ann/x@example.com", "100%", "a b+c", "ünï", "%2F", "a?b#c"])(
    "has the slug %s",
    async (person_slug) => {
      const fake = createFakeTalkable();
      await clientOf(fake).GET(person, { params: { path: { person_slug } } });
      expect(fake.callsOf("GET", person)[0]?.params.path.person_slug).toBe(person_slug);
    },
  );

  test("has the file of an upload, with its name", async () => {
    const fake = createFakeTalkable();
    const file = new File(["banner"], "banner.png", { type: "image/png" });
    await clientOf(fake).POST("/api/v2/assets", { body: { file } });
    const sent = fake.callsOf("POST", "/api/v2/assets")[0]?.body.file;
    expect(sent).toMatchObject({ name: "banner.png", type: "image/png" });
    expect(await sent?.text()).toBe("banner");
  });

  test("tells operations apart whose paths look alike", async () => {
    const fake = createFakeTalkable();
    const talkable = clientOf(fake, { baseUrl: "https://proxy.example/api/v2/talkable/" });
    const data = { email: "ann@example.com" };
    await talkable.POST("/api/v2/origins/affiliate_member", { body: { data } });
    await talkable.POST("/api/v2/origins/{origin_slug}/refund", {
      params: { path: { origin_slug: "affiliate_member" } },
      body: { data: {} },
    });
    expect(fake.calls.map(({ operation }) => operation)).toEqual([
      "POST /api/v2/origins/affiliate_member",
      "POST /api/v2/origins/{origin_slug}/refund",
    ]);
    expect(fake.callsOf("POST", "/api/v2/origins/affiliate_member")).toEqual([fake.calls[0]]);
  });

  test("has also the query parameters that the document does not know, as text", async () => {
    const fake = createFakeTalkable();
    const query: Record<string, unknown> = { page: 2, sort: "name", depth: 1 };
    await clientOf(fake).GET("/api/v2/assets", { params: { query } });
    expect(fake.callsOf("GET", "/api/v2/assets")[0]?.params.query).toEqual({
      page: 2,
      sort: "name",
      depth: "1",
      site_slug: "acme-shop",
    });
  });

  test("holds no API key", async () => {
    const fake = createFakeTalkable();
    await clientOf(fake).GET(person, findAnn);
    expect(JSON.stringify(fake)).not.toContain("fake-key");
  });

  test("is forgotten by reset, and so are the answers; its members work on their own", async () => {
    const fake = createFakeTalkable();
    const { calls, refusals, on, reset } = fake;
    on("GET", person, notFound());
    const talkable = clientOf(fake);
    await expect(talkable.GET(person, findAnn)).rejects.toThrow(NotFoundError);
    const asset = talkable.GET("/api/v2/assets", { params: { query: { page: 0 } } });
    await expect(asset).rejects.toThrow(ConfigurationError);
    expect([calls.length, refusals.length]).toEqual([1, 1]);
    reset();
    expect([calls.length, refusals.length]).toEqual([0, 0]);
    await expect(talkable.GET(person, findAnn)).resolves.toEqual(exampleResult("GET", person));
  });
});
