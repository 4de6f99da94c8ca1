import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isUnexpectedResponseError } from "../../src/index.js";
import { version } from "../../src/version.js";
import { apiKey, clientOf, rejection } from "./support/client.js";
import { json, ok, serve, text } from "./support/server.js";

const purchase = { email: "ann@example.com", order_number: "1001", subtotal: 49.9 };

test("a call resolves to the unwrapped result of its operation", async () => {
  const server = await serve(ok({ person: { email: "ann@example.com" } }));
  const { person } = await clientOf(server).GET("/api/v2/people/{person_slug}", {
    params: { path: { person_slug: "ann@example.com" } },
  });
  expect(person.email).toBe("ann@example.com");
  expect(server.only()).toMatchObject({
    method: "GET",
    target: "/api/v2/people/ann%40example.com?site_slug=my-shop",
  });
});

describe("headers", () => {
  test("the key goes out as a bearer token, trimmed", async () => {
    const server = await serve(ok({ campaigns: [] }));
    await clientOf(server, { apiKey: ` ${apiKey}\n` }).GET("/api/v2/campaigns");
    expect(server.only().headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  test("a GET asks for JSON and announces no body", async () => {
    const server = await serve(ok({ campaigns: [] }));
    await clientOf(server).GET("/api/v2/campaigns");
    const { headers } = server.only();
    expect(headers.accept).toBe("application/json");
    expect(headers).not.toHaveProperty("content-type");
    expect(headers).not.toHaveProperty("content-length");
  });

  test("the user agent names the package, after the caller's own", async () => {
    const server = await serve(ok({ campaigns: [] }));
    await clientOf(server).GET("/api/v2/campaigns");
    await clientOf(server, { userAgent: "my-shop/1.4" }).GET("/api/v2/campaigns");
    expect(server.requests.map(({ headers }) => headers["user-agent"])).toEqual([
      `talkable-client/${version}`,
      `my-shop/1.4 talkable-client/${version}`,
    ]);
  });

  test("the version in the user agent is that of the package", () => {
    const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
    expect(JSON.parse(manifest)).toMatchObject({ version });
  });

  test("a call's headers go on top of the client's, whatever their case", async () => {
    const server = await serve(ok({ campaigns: [] }));
    const talkable = clientOf(server, { headers: { "X-One": "client", "x-two": "client" } });
    await talkable.GET("/api/v2/campaigns", { headers: { "x-one": "call", "X-Three": "call" } });
    expect(server.only().headers).toMatchObject({
      "x-one": "call",
      "x-two": "client",
      "x-three": "call",
    });
  });
});

describe("site_slug", () => {
  test("goes to the query where the API wants it there, also for a POST", async () => {
    const server = await serve(ok({ friend_reward: null }));
    await clientOf(server).POST("/api/v2/offer_claims", {
      params: { query: { advocate_email: "ann@example.com", friend_email: "bo@example.com" } },
    });
    const { target, body } = server.only();
    expect(Object.fromEntries(new URL(target, server.url).searchParams)).toEqual({
      advocate_email: "ann@example.com",
      friend_email: "bo@example.com",
      site_slug: "my-shop",
    });
    expect(body).toHaveLength(0);
  });

  test("goes to the body where the API wants it there, also when no body was passed", async () => {
    const server = await serve(ok({ person: {} }));
    await clientOf(server).POST("/api/v2/people/{person_slug}/anonymize", {
      params: { path: { person_slug: "ann" } },
    });
    const { target, body, headers } = server.only();
    expect(target).toBe("/api/v2/people/ann/anonymize");
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body.toString())).toEqual({ site_slug: "my-shop" });
  });

  test("wins over the client's when a call names it, and undefined does not", async () => {
    const server = await serve(ok({ campaigns: [] }));
    const talkable = clientOf(server);
    await talkable.GET("/api/v2/campaigns", { params: { query: { site_slug: "other" } } });
    await talkable.GET("/api/v2/campaigns", { params: { query: { site_slug: undefined } } });
    await talkable.POST("/api/v2/origins/purchase", {
      body: { site_slug: "other", data: purchase },
    });
    const [first, second, third] = server.requests;
    expect(first?.target).toBe("/api/v2/campaigns?site_slug=other");
    expect(second?.target).toBe("/api/v2/campaigns?site_slug=my-shop");
    expect(JSON.parse(third?.body.toString() ?? "")).toMatchObject({ site_slug: "other" });
  });

  test("the caller's own objects are left as they were", async () => {
    const server = await serve(ok({ offer: null }));
    const body = Object.freeze({ data: purchase });
    await clientOf(server).POST("/api/v2/origins/purchase", { body });
    expect(body).toEqual({ data: purchase });
  });
});

describe("query", () => {
  test("list parameters repeat their name with its brackets, exactly as documented", async () => {
    const server = await serve(ok({ segmented: [] }));
    await clientOf(server).GET("/api/v2/metrics/{metric}/segmentize", {
      params: {
        path: { metric: "shares" },
        query: {
          start_date: "2026-01-01",
          end_date: "2026-01-31",
          "campaign_ids[]": [1, 2],
          "sharing_channels[]": ["e-mail & co", "sms"],
          "traffic_sources[]": undefined,
          "segment_by[period]": "day",
          "segment_by[campaign_types]": false,
          precision: 0,
          campaign_status: undefined,
        },
      },
    });
    expect(server.only().target).toBe(
      "/api/v2/metrics/shares/segmentize?start_date=2026-01-01&end_date=2026-01-31" +
        "&campaign_ids[]=1&campaign_ids[]=2" +
        "&sharing_channels[]=e-mail%20%26%20co&sharing_channels[]=sms" +
        "&segment_by[period]=day&segment_by[campaign_types]=false&precision=0&site_slug=my-shop",
    );
  });

  test("null is left out, as undefined is", async () => {
    const server = await serve(ok({ assets: [] }));
    const query: object = { page: null, sort: undefined };
    await clientOf(server).GET("/api/v2/assets", { params: { query } });
    expect(server.only().target).toBe("/api/v2/assets?site_slug=my-shop");
  });

  const day = new Date(0);
  test.each([
    ["a Date", day, "has to be a scalar"],
    ["an object", { from: 1 }, "has to be a scalar"],
    ["an empty list", [], "has to be a scalar, or a list of scalars, not empty"],
    ["a list in a list", [["a"]], "has to be a scalar"],
    ["a list with a gap", ["a", undefined], "has to be a scalar"],
    ["NaN", NaN, "is not a finite number"],
    ["half a surrogate pair", "\ud800", "is not well-formed"],
  ])("%s is refused by name instead of vanishing", async (_, value, message) => {
    const server = await serve(ok({ assets: [] }));
    const query = { content_type: value as string };
    const error = await rejection(clientOf(server).GET("/api/v2/assets", { params: { query } }));
    expect(error).toMatchObject({ code: "configuration", attempts: 0 });
    expect(String(error)).toContain(`query parameter content_type ${message}`);
    expect(server.requests).toHaveLength(0);
  });

  test("a name that would change the query is refused", async () => {
    const server = await serve(ok({ assets: [] }));
    const query: object = { "page&per_page": "1" };
    const error = await rejection(clientOf(server).GET("/api/v2/assets", { params: { query } }));
    expect(error).toMatchObject({ code: "configuration" });
    expect(String(error)).toContain("with a name that cannot be sent.");
    expect(server.requests).toHaveLength(0);
  });
});

describe("fetch", () => {
  test("is called without a receiver, as platforms require", async () => {
    const receivers: unknown[] = [];
    const server = await serve(ok({ campaigns: [] }));
    async function strict(this: unknown, ...args: Parameters<typeof fetch>) {
      receivers.push(this);
      return fetch(...args);
    }
    await clientOf(server, { fetch: strict }).GET("/api/v2/campaigns");
    expect(receivers).toEqual([undefined]);
  });

  test("is the platform's at the time of the call, so that it can be instrumented", async () => {
    const server = await serve(ok({ campaigns: [] }));
    const talkable = clientOf(server);
    const original = globalThis.fetch;
    const urls: unknown[] = [];
    globalThis.fetch = (input, init) => {
      urls.push(input);
      return original(input, init);
    };
    try {
      await talkable.GET("/api/v2/campaigns");
    } finally {
      globalThis.fetch = original;
    }
    expect(urls).toEqual([`${server.url}/api/v2/campaigns?site_slug=my-shop`]);
  });
});

describe("redirects", () => {
  test.each([301, 302, 303, 307, 308])("a %i is an error and is not followed", async (status) => {
    const target = await serve(ok({ campaigns: [] }));
    const server = await serve(text(status, "", { location: `${target.url}/api/v2/campaigns` }));
    const error = await rejection(clientOf(server).GET("/api/v2/campaigns"));
    expect(isUnexpectedResponseError(error)).toBe(true);
    expect(error).toMatchObject({ status, attempts: 1 });
    expect(String(error)).toContain("the answer is a redirect: check baseUrl.");
    expect(target.requests).toHaveLength(0);
  });

  test("one that a custom fetch followed is an error, too", async () => {
    const target = await serve(ok({ campaigns: [] }));
    const server = await serve(text(302, "", { location: target.url }));
    const following = (url: string, init: RequestInit) =>
      fetch(url, { ...init, redirect: "follow" });
    const error = await rejection(clientOf(server, { fetch: following }).GET("/api/v2/campaigns"));
    expect(isUnexpectedResponseError(error)).toBe(true);
  });
});

describe("withResponse", () => {
  test("resolves to the result, the status, the headers without cookies, and the attempts", async () => {
    const headers = { "x-request-id": "req-1", "set-cookie": "a=b", "x-quota": "9" };
    const server = await serve(json(201, { ok: true, result: { offer: null } }, headers));
    const delivery = await clientOf(server).withResponse.POST("/api/v2/origins/purchase", {
      body: { data: purchase },
    });
    expect(delivery).toMatchObject({ result: { offer: null }, attempts: 1 });
    expect(delivery.response).toMatchObject({ status: 201, requestId: "req-1" });
    expect(delivery.response.headers.get("x-quota")).toBe("9");
    expect(delivery.response.headers.has("set-cookie")).toBe(false);
  });

  test("methods return plain promises", async () => {
    const server = await serve(ok({ campaigns: [] }));
    const promise = clientOf(server).GET("/api/v2/campaigns");
    expect(Object.getPrototypeOf(promise)).toBe(Promise.prototype);
    expect(Object.keys(promise)).toEqual([]);
    await promise;
  });
});
