import { afterEach, expect, test, vi } from "vitest";
import { isRateLimitError, type RetryEvent } from "../../src/index.js";
import { patientClientOf, rejection } from "./support/client.js";
import { failure, ok, type Reply, serve, text } from "./support/server.js";

interface Timer {
  readonly delay: number;
  readonly stack: string;
}

/** Every timer of 20 ms and more that is set from here on, but for those of the platform and of deadlines. */
function watchTimers(): Timer[] {
  const timers: Timer[] = [];
  const real = globalThis.setTimeout;
  vi.spyOn(globalThis, "setTimeout").mockImplementation((callback: () => void, delay = 0) => {
    const stack = new Error("set here").stack ?? "";
    const isOurs = /\/(?:src|ky|ky-2)\//.test(stack) && !stack.includes("startDeadline");
    if (isOurs) timers.push({ delay, stack });
    return real(callback, delay);
  });
  return timers;
}

afterEach(() => {
  vi.restoreAllMocks();
});

const asking = (seconds: string): Reply => text(429, "", { "retry-after": seconds });

const waits: [string, Reply[]][] = [
  ["a bare 429", [failure(429, "")]],
  ["a 429 after another, whose wait is the backoff", [failure(429, ""), failure(429, "")]],
  ["a 429 with Retry-After", [asking("1")]],
  ["a 429 with Retry-After twice", [asking("1, 1")]],
];

test.each(waits)(
  "after %s the only timer that waits is ky's, for as long as onRetry is told",
  async (_, replies) => {
    const server = await serve(...replies, ok({ campaigns: [] }));
    const events: RetryEvent[] = [];
    const talkable = patientClientOf(server, { onRetry: (event) => events.push(event) });
    const timers = watchTimers();
    expect(await talkable.GET("/api/v2/campaigns")).toEqual({ campaigns: [] });
    expect(timers.map(({ delay }) => delay)).toEqual(events.map(({ delay }) => delay));
    for (const { stack } of timers) expect(stack).toMatch(/\/ky(?:-2)?\/.*delay/);
    expect(events).toHaveLength(replies.length);
  },
);

test("Retry-After is never undercut, also when a header was merged from two", async () => {
  const server = await serve(asking("1, 0"), ok({ campaigns: [] }));
  await patientClientOf(server).GET("/api/v2/campaigns");
  const [first, second] = server.requests.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test.each(["60, 60", "60s", new Date(Date.now() + 3_600_000).toISOString()])(
  "a Retry-After of %s that does not fit into totalTimeout ends the call at once",
  async (value) => {
    const server = await serve(asking(value));
    const error = await rejection(
      patientClientOf(server, { totalTimeout: 50_000 }).GET("/api/v2/campaigns"),
    );
    expect(isRateLimitError(error) && error.retryAfter).toBeGreaterThanOrEqual(60_000);
    expect(server.requests).toHaveLength(1);
  },
);

test("a call that was throttled goes before those that came while it waited", async () => {
  const order: string[] = [];
  const server = await serve(asking("0.3"), (response, seen) => {
    order.push(seen.target);
    ok({ assets: [] })(response, seen);
  });
  const talkable = patientClientOf(server);
  let announce: () => void = () => undefined;
  const throttled = new Promise<void>((resolve) => (announce = resolve));
  const first = talkable
    .withOptions({
      onRetry: () => {
        announce();
      },
    })
    .GET("/api/v2/assets", { params: { query: { page: 1 } } });
  await throttled;
  const later = [2, 3, 4].map((page) =>
    talkable.GET("/api/v2/assets", { params: { query: { page } } }),
  );
  await Promise.all([first, ...later]);
  const pages = order.map((target) => new URL(target, server.url).searchParams.get("page"));
  expect(pages).toEqual(["1", "2", "3", "4"]);
});
