import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { isAPIUserAbortError } from "../../src/index.js";
import { clientOf, patientClientOf } from "./support/client.js";

/** How many timers are running. */
function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

const envelope = JSON.stringify({ ok: true, result: { campaigns: [] } });

const fetches: [string, () => Promise<Response>][] = [
  ["succeed", () => Promise.resolve(new Response(envelope))],
  ["fail", () => Promise.resolve(new Response("{}", { status: 400 }))],
  ["lose the connection", () => Promise.reject(new TypeError("fetch failed"))],
];

describe("a thousand calls leave no timer behind, and one listener on the signal they share, when they", () => {
  test.each(fetches)("%s", async (_, fetch) => {
    const talkable = clientOf({ url: "https://talkable.invalid" }, { fetch, maxRetries: 1 });
    const { signal } = new AbortController();
    const timersBefore = activeTimers();
    for (let batch = 0; batch < 10; batch++) {
      const calls = Array.from({ length: 100 }, () =>
        talkable.GET("/api/v2/campaigns", { signal }).catch(() => undefined),
      );
      await Promise.all(calls);
    }
    expect(getEventListeners(signal, "abort").length).toBeLessThanOrEqual(1);
    expect(activeTimers()).toBeLessThanOrEqual(timersBefore);
  });

  test("are aborted in the wait before a retry", async () => {
    const headers = { "retry-after": "60" };
    const fetch = () => Promise.resolve(new Response("", { status: 429, headers }));
    const controller = new AbortController();
    let waiting = 0;
    const onRetry = () => {
      waiting += 1;
      if (waiting === 1_000) {
        setImmediate(() => {
          controller.abort();
        });
      }
    };
    const talkable = patientClientOf({ url: "https://talkable.invalid" }, { fetch, onRetry });
    const timersBefore = activeTimers();
    const calls = Array.from({ length: 1_000 }, () =>
      talkable
        .GET("/api/v2/campaigns", { signal: controller.signal })
        .catch((error: unknown) => error),
    );
    const errors = await Promise.all(calls);
    expect(waiting).toBe(1_000);
    expect(errors.every(isAPIUserAbortError)).toBe(true);
    expect(getEventListeners(controller.signal, "abort").length).toBeLessThanOrEqual(1);
    expect(activeTimers()).toBeLessThanOrEqual(timersBefore);
  });

  test("share a signal: it carries one listener, so Node has nothing to warn of", async () => {
    const { signal } = new AbortController();
    const counts: number[] = [];
    const fetch = () => {
      counts.push(getEventListeners(signal, "abort").length);
      return Promise.resolve(new Response(envelope));
    };
    const talkable = clientOf({ url: "https://talkable.invalid" }, { fetch });
    const calls = Array.from({ length: 1_000 }, () =>
      talkable.GET("/api/v2/campaigns", { signal }),
    );
    await Promise.all(calls);
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(getEventListeners(signal, "abort").length).toBeLessThanOrEqual(1);
  });
});
