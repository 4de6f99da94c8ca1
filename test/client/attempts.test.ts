import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  type AttemptEvent,
  type ClientOptions,
  isConfigurationError,
  isRateLimitError,
  SiteThrottle,
  type Throttle,
} from "../../src/index.js";
import { apiKey, clientOf, rejection } from "./support/client.js";
import { closedPort, failure, ok, type Reply, serve } from "./support/server.js";

const address = "ann.canary@example.com";

async function recorded(
  replies: readonly Reply[],
  options: ClientOptions = {},
): Promise<{ events: AttemptEvent[]; error: unknown }> {
  const server = await serve(...replies);
  const events: AttemptEvent[] = [];
  const onAttempt = (event: AttemptEvent) => events.push(event);
  const call = clientOf(server, { onAttempt, ...options }).PUT("/api/v2/people/{person_slug}", {
    params: { path: { person_slug: address } },
    body: { data: { first_name: "Canary" } },
  });
  return {
    events,
    error: await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  };
}

describe("onAttempt", () => {
  test("is told of every attempt, the successful one too, with what a metric needs", async () => {
    const { events } = await recorded([
      failure(429, "", { "x-request-id": "r-1" }),
      ok({ person: {} }),
    ]);
    const operation = "PUT /api/v2/people/{person_slug}";
    expect(events).toMatchObject([
      { operation, attempt: 1, status: 429, requestId: "r-1", outcome: "not-processed" },
      { operation, attempt: 2, status: 200, requestId: undefined, outcome: undefined },
    ]);
    const [first, second] = events;
    expect(isRateLimitError(first?.error)).toBe(true);
    expect(second?.error).toBeUndefined();
    for (const { duration, throttledFor } of events) {
      expect(duration).toBeGreaterThan(0);
      expect(throttledFor).toBeGreaterThanOrEqual(0);
    }
  });

  test("is told how long the throttle held the attempt back, apart from its duration", async () => {
    const held = 40;
    const waiting: Throttle = {
      acquire: async () => {
        await new Promise((resolve) => setTimeout(resolve, held));
        const ended = (): void => undefined;
        return { accepted: ended, throttled: ended, unanswered: ended };
      },
      wait: () => 0,
    };
    const began = performance.now();
    const { events } = await recorded([ok({ person: {} })], { throttle: waiting });
    const whole = performance.now() - began;
    const [event] = events;
    expect(event?.throttledFor).toBeGreaterThan(held - 2);
    expect((event?.throttledFor ?? 0) + (event?.duration ?? 0)).toBeLessThanOrEqual(whole);
  });

  test("holds no value of the call and no key", async () => {
    const { events } = await recorded([failure(400, `No person ${address} found`), ok({})]);
    expect(events).toHaveLength(1);
    expect(inspect(events, { depth: Infinity })).not.toMatch(/canary/i);
    expect(inspect(events, { depth: Infinity })).not.toContain(apiKey);
  });

  test("masks a key that the answer repeats as its request id", async () => {
    const { events } = await recorded([ok({ person: {} }, { "x-request-id": `id-${apiKey}` })]);
    expect(events[0]?.requestId).toBe("id-[redacted]");
  });

  test("is told when no answer came", async () => {
    const events: AttemptEvent[] = [];
    const talkable = clientOf(
      { url: await closedPort() },
      { onAttempt: (event) => events.push(event), maxRetries: 0 },
    );
    await rejection(talkable.GET("/api/v2/campaigns"));
    expect(events).toMatchObject([
      { attempt: 1, status: undefined, outcome: undefined, error: { code: "connection_error" } },
    ]);
  });

  test("knows the caller's signal", async () => {
    const { signal } = new AbortController();
    const server = await serve(ok({ campaigns: [] }));
    const events: AttemptEvent[] = [];
    const onAttempt = (event: AttemptEvent) => events.push(event);
    await clientOf(server, { onAttempt }).GET("/api/v2/campaigns", { signal });
    expect(events[0]?.signal).toBe(signal);
  });

  test("that throws ends the call, and the error says whether it may have taken effect", async () => {
    const mistake = new Error("no such label");
    const { error } = await recorded([ok({ person: {} })], {
      onAttempt: () => {
        throw mistake;
      },
    });
    expect(isConfigurationError(error)).toBe(true);
    expect(error).toMatchObject({ outcome: "unknown", cause: mistake, attempts: 1 });
    expect(String(error)).toContain("onAttempt failed");
  });
});

test("a call's async context is its own in fetch, hooks and after await, also after waiting in the queue", async () => {
  const replies = Array.from({ length: 30 }, (_, index) =>
    index % 3 === 0 ? failure(429, "", { "retry-after": "0" }) : ok({ campaigns: [] }),
  );
  const server = await serve(...replies);
  const context = new AsyncLocalStorage<number>();
  const seen: [string, number, number | undefined][] = [];
  const mine = new Map<AbortSignal, number>();
  const see = (where: string, signal: AbortSignal | undefined) => {
    seen.push([where, signal === undefined ? -1 : (mine.get(signal) ?? -1), context.getStore()]);
  };
  const throttle = new SiteThrottle();
  const talkable = clientOf(server, {
    throttle,
    onAttempt: ({ signal }) => {
      see("onAttempt", signal);
    },
  });
  const stores: (number | undefined)[] = [];
  await Promise.all(
    Array.from({ length: 20 }, (_, call) =>
      context.run(call, async () => {
        const { signal } = new AbortController();
        mine.set(signal, call);
        const own = talkable.withOptions({
          fetch: (url, init) => {
            see("fetch", signal);
            return fetch(url, init);
          },
          onRetry: () => {
            see("onRetry", signal);
          },
        });
        await own.GET("/api/v2/campaigns", { signal });
        stores[call] = context.getStore();
      }),
    ),
  );
  expect(new Set(seen.map(([where]) => where))).toEqual(new Set(["fetch", "onAttempt", "onRetry"]));
  for (const [where, call, store] of seen) expect([where, store]).toEqual([where, call]);
  expect(stores).toEqual(Array.from({ length: 20 }, (_, call) => call));
});
