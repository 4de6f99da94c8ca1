import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type CallOptions,
  type ClientOptions,
  createClient,
  isConfigurationError,
  isNotFoundError,
  SiteThrottle,
} from "../../src/index.js";
import { resolveCall, resolveOptions } from "../../src/options/resolve-options.js";
import { apiKey, clientOf, rejection } from "./support/client.js";
import { failure, ok, serve } from "./support/server.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

function refusal(options: object): Error {
  try {
    createClient({ apiKey, siteSlug: "my-shop", ...options });
  } catch (error) {
    if (isConfigurationError(error)) return error;
    throw error;
  }
  throw new Error("expected a ConfigurationError");
}

describe("apiKey", () => {
  const missing = "apiKey is missing: pass it or set TALKABLE_API_KEY.";
  const wrong = "apiKey has to be a string that can be sent, or a function that returns one.";
  test.each([
    ["a line break inside", "canary\nkey", wrong],
    ["a space inside", "canary key", wrong],
    ["a tab", "canary\tkey", wrong],
    ["a character beyond ASCII", "canary–key", wrong],
    ["a null", "canary\u0000key", wrong],
    ["a number", 7_031_988_123, wrong],
    ["nothing", " \n", missing],
    ["null", null, missing],
  ])("with %s is refused when the client is made, without being quoted", (_, key, message) => {
    vi.stubEnv("TALKABLE_API_KEY", "");
    const error = refusal({ apiKey: key });
    expect(error.message).toBe(message);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/canary|7031988123/);
  });

  test("is asked for before every attempt, so that a rotated key works on the next retry", async () => {
    const keys = ["first", "second", "third"];
    const server = await serve(failure(429, ""), failure(429, ""), ok({ campaigns: [] }));
    await clientOf(server, { apiKey: () => keys.shift() ?? "" }).GET("/api/v2/campaigns");
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer first",
      "Bearer second",
      "Bearer third",
    ]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error(apiKey);
      },
    ],
    ["rejects", () => Promise.reject(new Error(apiKey))],
    ["returns a key that cannot be sent", () => `${apiKey}\n${apiKey}`],
    ["returns nothing", () => undefined as unknown as string],
  ])("as a function that %s is a ConfigurationError and not retried", async (_, source) => {
    const server = await serve(ok({ campaigns: [] }));
    const error = await rejection(clientOf(server, { apiKey: source }).GET("/api/v2/campaigns"));
    expect(isConfigurationError(error)).toBe(true);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(apiKey);
    expect(server.requests).toHaveLength(0);
  });

  test("as a function that never answers ends with the attempt's timeout", async () => {
    const server = await serve(ok({ campaigns: [] }));
    const talkable = clientOf(server, { apiKey: () => new Promise<string>(() => undefined) });
    const error = await rejection(
      talkable.POST("/api/v2/visitors", {
        body: { data: { uuid: "5d3b8f0e-8a55-4f0c-9a37-0c1c6a3f4d11" } },
        timeout: 30,
      }),
    );
    expect(error).toMatchObject({ code: "timeout", outcome: "not-processed" });
  });
});

describe("environment", () => {
  test("TALKABLE_API_KEY and TALKABLE_SITE_SLUG are read when the client is made", async () => {
    vi.stubEnv("TALKABLE_API_KEY", "from-environment");
    vi.stubEnv("TALKABLE_SITE_SLUG", "env-shop");
    const server = await serve(ok({ campaigns: [] }));
    await createClient({ baseUrl: server.url }).GET("/api/v2/campaigns");
    const { target, headers } = server.only();
    expect(target).toBe("/api/v2/campaigns?site_slug=env-shop");
    expect(headers.authorization).toBe("Bearer from-environment");
  });

  test("options win over it", async () => {
    vi.stubEnv("TALKABLE_API_KEY", "from-environment");
    vi.stubEnv("TALKABLE_SITE_SLUG", "env-shop");
    const server = await serve(ok({ campaigns: [] }));
    await clientOf(server).GET("/api/v2/campaigns");
    expect(server.only().headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(server.only().target).toContain("site_slug=my-shop");
  });

  test("is not read again for a client made from another", async () => {
    vi.stubEnv("TALKABLE_API_KEY", "from-environment");
    vi.stubEnv("TALKABLE_SITE_SLUG", "env-shop");
    const server = await serve(ok({ campaigns: [] }));
    const talkable = createClient({ baseUrl: server.url });
    vi.stubEnv("TALKABLE_API_KEY", "");
    vi.stubEnv("TALKABLE_SITE_SLUG", "another-shop");
    await talkable.withOptions({ timeout: 500 }).GET("/api/v2/campaigns");
    expect(server.only().target).toBe("/api/v2/campaigns?site_slug=env-shop");
  });

  test("without a key anywhere, the error names both ways to give one", () => {
    vi.stubEnv("TALKABLE_API_KEY", "");
    expect(refusal({ apiKey: undefined }).message).toMatch(/apiKey.*pass it.*TALKABLE_API_KEY/);
  });

  test("a runtime without process, or that forbids reading it, is no obstacle", () => {
    vi.stubGlobal("process", undefined);
    expect(() => createClient({ apiKey })).not.toThrow();
    const forbidding = {
      get env(): never {
        throw new Error("no permission");
      },
    };
    vi.stubGlobal("process", forbidding);
    expect(() => createClient({ apiKey })).not.toThrow();
  });
});

describe("siteSlug", () => {
  test("is not needed to make a client, but to call without site_slug", async () => {
    vi.stubEnv("TALKABLE_SITE_SLUG", "");
    const server = await serve(ok({ campaigns: [] }));
    const talkable = createClient({ apiKey, baseUrl: server.url });
    const error = await rejection(talkable.GET("/api/v2/campaigns"));
    expect(error).toMatchObject({ code: "configuration", operation: "GET /api/v2/campaigns" });
    expect(String(error)).toMatch(/siteSlug.*site_slug.*TALKABLE_SITE_SLUG/);
    await talkable.GET("/api/v2/campaigns", { params: { query: { site_slug: "named" } } });
    expect(server.only().target).toBe("/api/v2/campaigns?site_slug=named");
  });

  test("that a call names as nothing is refused, as is one that is no text", async () => {
    for (const site_slug of ["", 7 as unknown as string]) {
      const query = { site_slug };
      const call = clientOf({ url: "http://127.0.0.1:9" }).GET("/api/v2/campaigns", {
        params: { query },
      });
      expect(String(await rejection(call))).toMatch(/siteSlug or site_slug is missing/);
    }
  });

  test.each([[""], [" "], [7]])("of %j is refused", (siteSlug) => {
    expect(refusal({ siteSlug }).message).toContain("siteSlug");
  });

  test("is taken without white space around it", () => {
    expect(resolveOptions({ apiKey, siteSlug: " my-shop\n" }).siteSlug).toBe("my-shop");
  });
});

describe("baseUrl", () => {
  test.each([
    "https://www.talkable.com",
    "https://www.talkable.com/",
    "https://proxy.example/talkable/",
    "https://proxy.example//",
    "http://localhost:3000",
    "http://api.localhost",
    "http://127.0.0.1:8080",
    "http://127.8.9.10",
    "http://[::1]:8080",
  ])("%s is accepted", (baseUrl) => {
    const resolved = resolveOptions({ apiKey, baseUrl }).baseUrl;
    expect(resolved).toBe(baseUrl.replace(/\/+$/, ""));
  });

  test.each([
    ["http://www.talkable.com", "https"],
    ["http://localhost.evil.example", "https"],
    ["http://127.0.0.1.evil.example", "https"],
    ["ftp://www.talkable.com", "https"],
    ["www.talkable.com", "URL"],
    ["", "URL"],
    ["https://user:canary@www.talkable.com", "credentials"],
    ["https://www.talkable.com?key=canary", "query"],
    ["https://www.talkable.com#canary", "fragment"],
    ["https://www.talkable.com/api/v2", "/api/v2"],
    ["https://www.talkable.com/api/v2/", "/api/v2"],
  ])("%s is refused", (baseUrl, reason) => {
    const { message } = refusal({ baseUrl });
    expect(message).toContain(reason);
    expect(message).not.toContain("canary");
  });

  test("may have a path of its own, which paths are put behind", async () => {
    const server = await serve(ok({ campaigns: [] }));
    await clientOf({ url: `${server.url}/proxy/` }).GET("/api/v2/campaigns");
    expect(server.only().target).toBe("/proxy/api/v2/campaigns?site_slug=my-shop");
  });
});

describe("numbers", () => {
  test.each(["timeout", "totalTimeout"])("%s takes milliseconds a timer can hold", (name) => {
    for (const value of [0, -1, NaN, Infinity, 2 ** 31, "1000", null]) {
      expect(refusal({ [name]: value }).message).toContain(name);
    }
    for (const value of [0.5, 1, 2 ** 31 - 1]) {
      expect(() => createClient({ apiKey, [name]: value })).not.toThrow();
    }
  });

  test("maxRetries takes an integer from 0", () => {
    for (const value of [-1, 0.5, NaN, Infinity, "3", null]) {
      expect(refusal({ maxRetries: value }).message).toContain("maxRetries");
    }
    expect(() => createClient({ apiKey, maxRetries: 0 })).not.toThrow();
  });

  test("a call's are checked, too, before anything is sent", async () => {
    const server = await serve(ok({ campaigns: [] }));
    for (const wrong of [{ timeout: 0 }, { totalTimeout: NaN }, { maxRetries: -1 }]) {
      const error = await rejection(clientOf(server).GET("/api/v2/campaigns", wrong));
      expect(error).toMatchObject({ code: "configuration", operation: "GET /api/v2/campaigns" });
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe("precedence", () => {
  const defaults = { timeout: 30_000, totalTimeout: 300_000, maxRetries: 8 };
  const rows: [string, ClientOptions, CallOptions, object][] = [
    ["defaults", {}, {}, defaults],
    ["undefined is no value", { timeout: undefined, maxRetries: undefined }, {}, defaults],
    [
      "the client's",
      { timeout: 1, totalTimeout: 2, maxRetries: 3 },
      {},
      { timeout: 1, totalTimeout: 2, maxRetries: 3 },
    ],
    ["the client's zero", { maxRetries: 0 }, {}, { ...defaults, maxRetries: 0 }],
    [
      "the call's",
      { timeout: 1 },
      { timeout: 5, maxRetries: 6 },
      { ...defaults, timeout: 5, maxRetries: 6 },
    ],
    ["the call's zero", { maxRetries: 5 }, { maxRetries: 0 }, { ...defaults, maxRetries: 0 }],
    [
      "the call's undefined",
      { maxRetries: 5 },
      { maxRetries: undefined },
      { ...defaults, maxRetries: 5 },
    ],
  ];
  test.each(rows)("%s", (_, client, call, expected) => {
    expect(resolveCall(resolveOptions({ apiKey, ...client }), call, {})).toMatchObject(expected);
  });
});

describe("withOptions", () => {
  test("changes what it names and keeps the rest; the first client stays as it was", async () => {
    const server = await serve(ok({ campaigns: [] }));
    const talkable = clientOf(server, { headers: { "x-one": "1", "x-two": "2" } });
    const other = talkable.withOptions({
      siteSlug: "other",
      apiKey: undefined,
      headers: { "x-two": "two" },
    });
    await other.GET("/api/v2/campaigns");
    await talkable.GET("/api/v2/campaigns");
    const [first, second] = server.requests;
    expect(first?.target).toContain("site_slug=other");
    expect(first?.headers).toMatchObject({
      "x-one": "1",
      "x-two": "two",
      authorization: `Bearer ${apiKey}`,
    });
    expect(second?.target).toContain("site_slug=my-shop");
    expect(second?.headers["x-two"]).toBe("2");
  });

  test("checks what it is given", () => {
    const talkable = createClient({ apiKey });
    expect(() => talkable.withOptions({ timeout: -1 })).toThrow("timeout");
  });
});

describe("mistakes the compiler cannot see are refused at run time", () => {
  test.each([
    ["an unknown option", { api_key: "canary" }, "there is no option api_key."],
    [
      "maxRetries as text",
      { maxRetries: "3" },
      "option maxRetries has to be an integer of 0 or more.",
    ],
    ["a throttle that is none", { throttle: true }, "option throttle has to be a Throttle."],
    [
      "a throttle without wait",
      { throttle: { acquire: () => 0 } },
      "throttle has to be a Throttle",
    ],
    [
      "a throttle without acquire",
      { throttle: { wait: () => 0 } },
      "throttle has to be a Throttle",
    ],
    ["a fetch that is none", { fetch: "fetch" }, "fetch"],
    ["a throttle of no site", { siteSlug: undefined, throttle: new SiteThrottle() }, "siteSlug"],
    ["an onRetry that is none", { onRetry: true }, "onRetry"],
    ["a header the client sets", { headers: { Authorization: "canary" } }, "authorization"],
    ["a content type", { headers: { "Content-Type": "canary" } }, "content-type"],
    ["a header with a line break", { headers: { "x-a": "canary\r\nx-b: 1" } }, "x-a"],
    ["a header's name with a line break", { headers: { "x\ncanary": "1" } }, "name"],
    ["headers of the platform's kind", { headers: new Headers({ "x-a": "canary" }) }, "headers"],
    ["a header that is no string", { headers: { "x-a": 7 } }, "x-a"],
    ["a user agent with a line break", { userAgent: "canary\n" }, "user-agent"],
  ])("in createClient: %s", (_, options, named) => {
    const { message } = refusal(options);
    expect(message).toContain(named);
    expect(message).not.toContain("canary");
  });

  test("a header that is undefined is none", () => {
    const { headers } = resolveOptions({ apiKey, headers: { "X-A": undefined, "X-B": "" } });
    expect(headers).toMatchObject({ "x-b": "" });
    expect(headers).not.toHaveProperty("x-a");
  });

  test.each([[], null, "sk-canary", new Map(), () => apiKey])("as options: %s", (options) => {
    const create = createClient as (options: unknown) => unknown;
    expect(() => create(options)).toThrow("options has to be a plain object.");
  });

  const calls: [string, object, string][] = [
    ["an unknown call option", { query: { page: 1 } }, "query"],
    ["an unknown kind of parameter", { params: { header: { "x-a": "1" } } }, "params.header"],
    ["params that are a list", { params: [] }, "params"],
    ["a query that is a string", { params: { query: "page=1" } }, "params.query"],
    ["a body where there is none", { body: {} }, "body"],
    ["a controller instead of its signal", { signal: new AbortController() }, "signal"],
  ];
  test.each(calls)("in a call: %s", async (_, init, named) => {
    const server = await serve(ok({ campaigns: [] }));
    const error = await rejection(clientOf(server).GET("/api/v2/campaigns", init));
    expect(error).toMatchObject({ code: "configuration", attempts: 0 });
    expect(String(error)).toContain(named);
    expect(server.requests).toHaveLength(0);
  });

  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  test.each([
    ["a list", [], "plain object"],
    ["a string", "{}", "plain object"],
    ["a form", new FormData(), "plain object"],
    ["a promise, for want of an await", Promise.resolve({ data: {} }), "plain object"],
    ["a Map", new Map([["data", {}]]), "plain object"],
    ["a circle", { data: circular }, "JSON"],
    [
      "a number that JSON makes null of",
      { data: { subtotal: NaN } },
      "subtotal is not a finite number",
    ],
    ["a BigInt", { data: 1n }, "JSON"],
  ])("in a body: %s", async (_, body, named) => {
    const server = await serve(ok({ offer: null }));
    const post = clientOf(server).POST as (path: string, init: unknown) => Promise<unknown>;
    const error = await rejection(post("/api/v2/origins/purchase", { body }));
    expect(error).toMatchObject({ code: "configuration", outcome: "not-processed" });
    expect(String(error)).toContain(named);
    expect(server.requests).toHaveLength(0);
  });
});

describe("in a browser", () => {
  test("the client refuses to be made, and says what to do", () => {
    vi.stubGlobal("document", {});
    expect(refusal({}).message).toMatch(/server.*dangerouslyAllowBrowser/);
  });

  test("it works when the danger is accepted", () => {
    vi.stubGlobal("document", {});
    expect(() => createClient({ apiKey, dangerouslyAllowBrowser: true })).not.toThrow();
  });

  test("a server runtime that has a window but no document is none", () => {
    vi.stubGlobal("window", {});
    expect(() => createClient({ apiKey })).not.toThrow();
  });
});

test("a missing item is a NotFoundError through the whole client", async () => {
  const server = await serve(failure(400, "No person found by `person_slug`."));
  const error = await rejection(
    clientOf(server).GET("/api/v2/people/{person_slug}", {
      params: { path: { person_slug: "nobody" } },
    }),
  );
  expect(isNotFoundError(error) && error.status).toBe(400);
});
