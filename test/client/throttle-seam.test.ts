import { describe, expect, test, vi } from "vitest";
import { type Permit, SiteThrottle, type Throttle, ThrottledError } from "../../src/throttle.js";
import { createClient, isTalkableError } from "../../src/index.js";
import { type CallSettings, makeCall, type Delivery } from "../../src/call.js";
import { apiKey, quickPolicy, rejection } from "./support/client.js";
import {
  closedPort,
  failure,
  ok,
  type Reply,
  serve,
  silence,
  stall,
  text,
} from "./support/server.js";

/** What a throttle that holds nothing up says. */
const open: Omit<Throttle, "acquire"> = { wait: () => 0 };

/** A throttle that lets everything through and writes down what it is told. */
function recorder(): { throttle: Throttle; told: string[] } {
  const told: string[] = [];
  const acquire = () => {
    told.push("acquire");
    const permit: Permit = {
      accepted: () => told.push("accepted"),
      throttled: (retryAfter) => told.push(`throttled ${retryAfter ?? "-"}`),
      unanswered: () => told.push("unanswered"),
    };
    return Promise.resolve(permit);
  };
  return { throttle: { acquire, ...open }, told };
}

/** Makes a call of GET /api/v2/campaigns to a server, through a throttle. */
function callThrough(
  throttle: Throttle,
  { url = "http://127.0.0.1", ...changes }: Partial<CallSettings> & { readonly url?: string } = {},
): Promise<Delivery> {
  const operation = "GET /api/v2/campaigns";
  const request = {
    operation,
    method: "GET",
    url,
    headers: {},
    body: undefined,
    siteSlug: undefined,
    hasResult: true,
  };
  return makeCall(request, {
    baseUrl: "http://127.0.0.1",
    apiKey,
    fetch: (to, init) => fetch(to, init),
    timeout: 100,
    totalTimeout: 10_000,
    maxRetries: 1,
    idempotent: true,
    signal: undefined,
    onRetry: undefined,
    onAttempt: undefined,
    policy: quickPolicy,
    throttle,
    ...changes,
  });
}

const cases: [string, Reply[], string[]][] = [
  ["a success", [ok({})], ["acquire", "accepted"]],
  ["a refusal", [failure(400, "")], ["acquire", "accepted"]],
  ["a redirect", [text(302, "")], ["acquire", "accepted"]],
  ["a server error", [failure(500, ""), ok({})], ["acquire", "accepted", "acquire", "accepted"]],
  [
    "a 429, with what it asks for",
    [text(429, "", { "retry-after": "0" }), failure(429, "")],
    ["acquire", "throttled 0", "acquire", "throttled -"],
  ],
  ["a stall in the headers", [silence, ok({})], ["acquire", "unanswered", "acquire", "accepted"]],
  ["a stall in the body", [stall(200), ok({})], ["acquire", "accepted", "acquire", "accepted"]],
  ["a 429 that stalls", [stall(429), ok({})], ["acquire", "throttled -", "acquire", "accepted"]],
];

test.each(cases)(
  "each attempt takes one permit and settles it once: %s",
  async (_, replies, told) => {
    const server = await serve(...replies);
    const recorded = recorder();
    await callThrough(recorded.throttle, { url: server.url }).catch(() => undefined);
    expect(recorded.told).toEqual(told);
  },
);

test("a refused connection, and a failing key, leave the permit unanswered", async () => {
  const refused = recorder();
  const url = await closedPort();
  await rejection(callThrough(refused.throttle, { url, maxRetries: 0 }));
  expect(refused.told).toEqual(["acquire", "unanswered"]);

  const keyless = recorder();
  const failing = () => Promise.reject(new Error("no"));
  await rejection(callThrough(keyless.throttle, { apiKey: failing }));
  expect(keyless.told).toEqual(["acquire", "unanswered"]);
});

test("the wait for a permit ends with totalTimeout or an abort, and sends nothing", async () => {
  const server = await serve(ok({}));
  const closed: Throttle = {
    acquire: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          reject(signal.reason as Error);
        });
      }),
    ...open,
  };
  const { url } = server;
  const late = await rejection(callThrough(closed, { url, totalTimeout: 30 }));
  expect(late).toMatchObject({ code: "timeout", limit: "totalTimeout", attempts: 0 });
  const signal = AbortSignal.timeout(20);
  const aborted = await rejection(callThrough(closed, { url, signal }));
  expect(aborted).toMatchObject({ code: "aborted", attempts: 0 });
  expect([late, aborted].every(isTalkableError)).toBe(true);
  expect(server.requests).toHaveLength(0);
});

test("the wait for a permit does not count against the attempt's timeout", async () => {
  const server = await serve(ok({ campaigns: [] }));
  const { throttle } = recorder();
  const slow: Throttle = {
    acquire: async (signal) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return throttle.acquire(signal);
    },
    ...open,
  };
  const delivery = await callThrough(slow, { url: server.url, timeout: 100 });
  expect(delivery).toMatchObject({ result: { campaigns: [] }, attempts: 1 });
});

test("a passed throttle is that of the client's site, for all clients made from it and no other site", async () => {
  const server = await serve(ok({ campaigns: [] }));
  const throttle = new SiteThrottle();
  const acquire = vi.spyOn(throttle, "acquire");
  const options = { apiKey, siteSlug: "shop", baseUrl: server.url, throttle };
  const talkable = createClient(options);
  const elsewhere = talkable.withOptions({ siteSlug: "elsewhere" });
  const ofShop = { params: { query: { site_slug: "shop" } } };
  await talkable.GET("/api/v2/campaigns");
  await talkable.withOptions({ timeout: 500 }).GET("/api/v2/campaigns");
  await talkable.withOptions({ siteSlug: "shop" }).GET("/api/v2/campaigns");
  await elsewhere.GET("/api/v2/campaigns", ofShop);
  expect(acquire).toHaveBeenCalledTimes(4);
  await elsewhere.GET("/api/v2/campaigns");
  await talkable.GET("/api/v2/campaigns", { params: { query: { site_slug: "elsewhere" } } });
  expect(acquire).toHaveBeenCalledTimes(4);
});

test("a call that the throttle cannot let through in time fails at once, as a 429 that was not sent", async () => {
  const server = await serve(ok({}));
  const throttle: Throttle = {
    acquire: () => Promise.reject(new ThrottledError(42_000)),
    ...open,
    wait: () => 42_000,
  };
  const error = await rejection(callThrough(throttle, { url: server.url }));
  expect(error).toMatchObject({ code: "rate_limited", attempts: 0, retryAfter: 42_000 });
  expect(server.requests).toHaveLength(0);
});

test("a retry that the throttle cannot let through in time throws the failure there was", async () => {
  const server = await serve(failure(503, "away"));
  const { throttle } = recorder();
  let attempts = 0;
  const closing: Throttle = {
    acquire: (signal) => {
      attempts += 1;
      return attempts === 1 ? throttle.acquire(signal) : Promise.reject(new ThrottledError(42_000));
    },
    ...open,
  };
  const error = await rejection(callThrough(closing, { url: server.url }));
  expect(error).toMatchObject({ status: 503, attempts: 1 });
  expect(server.requests).toHaveLength(1);
});

describe("a throttle of the user's", () => {
  const granting = recorder().throttle;
  const broken = () => {
    throw new Error("no redis");
  };
  const permitWith = (changes: Partial<Record<keyof Permit, unknown>>): Throttle => ({
    ...granting,
    acquire: async (signal) => Object.assign(await granting.acquire(signal), changes),
  });
  const failing: [string, Throttle, Reply][] = [
    ["acquire throws", { ...granting, acquire: broken }, ok({})],
    [
      "acquire rejects",
      { ...granting, acquire: () => Promise.reject(new Error("no redis")) },
      ok({}),
    ],
    ["accepted throws", permitWith({ accepted: broken }), ok({})],
    ["throttled throws", permitWith({ throttled: broken }), failure(429, "")],
    ["unanswered throws", permitWith({ unanswered: broken }), silence],
    ["wait throws", { ...granting, wait: broken }, failure(429, "")],
  ];

  test.each(failing)(
    "that fails is no failure of the API, and is not tried again: %s",
    async (_, throttle, reply) => {
      const server = await serve(reply, reply);
      const error = await rejection(callThrough(throttle, { url: server.url, maxRetries: 3 }));
      expect(error).toMatchObject({
        code: "configuration",
        operation: "GET /api/v2/campaigns",
        message: expect.stringContaining("throttle failed") as string,
        cause: expect.any(Error) as Error,
      });
      expect(server.requests.length).toBeLessThanOrEqual(1);
    },
  );

  test("that rejects with something else when the call is aborted changes nothing in how it ends", async () => {
    const throttle: Throttle = {
      wait: () => 0,
      acquire: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(new Error("gave up"));
          });
        }),
    };
    const late = await rejection(callThrough(throttle, { totalTimeout: 30 }));
    expect(late).toMatchObject({ code: "timeout", limit: "totalTimeout" });
    const aborted = await rejection(callThrough(throttle, { signal: AbortSignal.timeout(20) }));
    expect(aborted).toMatchObject({ code: "aborted" });
  });

  test("needs no more than acquire and wait, and decides when a call is sent and sent again", async () => {
    const server = await serve(failure(429, ""), ok({ campaigns: [] }));
    const events: string[] = [];
    const throttle: Throttle = {
      acquire: (signal, options) => {
        events.push(options?.previous === undefined ? "first" : "again");
        return granting.acquire(signal);
      },
      wait: () => 30,
    };
    const talkable = createClient({
      apiKey,
      siteSlug: "shop",
      baseUrl: server.url,
      throttle,
      onRetry: ({ delay }) => events.push(`after ${delay} ms`),
    });
    expect(await talkable.GET("/api/v2/campaigns")).toEqual({ campaigns: [] });
    expect(events).toEqual(["first", "after 30 ms", "again"]);
  });
});
