import { createClient, createClientIn } from "../../../src/client.js";
import type { ClientOptions, TalkableClient } from "../../../src/index.js";
import { type RetryPolicy, retryPolicy } from "../../../src/call/retry-delay.js";
import { SiteThrottle, type Throttle } from "../../../src/throttle.js";
import { SiteThrottles } from "../../../src/throttle/sites.js";

export const apiKey = "canary-5f3a9c";

/** The real policy with waits a hundred times shorter, and without chance. */
export const quickPolicy: RetryPolicy = { ...retryPolicy, base: 5, random: () => 0.5 };

/** The real throttle with waits a hundred times shorter, and without chance. */
function quickThrottle(): Throttle {
  const clock = {
    now: () => performance.now() * 100,
    after: (delay: number, callback: () => void) => {
      const timer = setTimeout(callback, delay / 100);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  const throttle = new SiteThrottle({ clock, random: () => 0.5 });
  return {
    acquire: (signal, { previous, within = Infinity } = {}) =>
      throttle.acquire(signal, { previous, within: within * 100 }),
    wait: (previous) => throttle.wait(previous) / 100,
  };
}

/** A client of a server under test, which waits a hundredth of the time before it retries. */
export function clientOf(
  server: { url: string },
  options: ClientOptions = {},
  policy: RetryPolicy = quickPolicy,
): TalkableClient {
  const shared = { throttles: new SiteThrottles(quickThrottle), policy };
  return createClientIn(shared, { apiKey, siteSlug: "my-shop", baseUrl: server.url, ...options });
}

/** A client of a server under test as users have it, with waits of real length. */
export function patientClientOf(
  server: { url: string },
  options: ClientOptions = {},
): TalkableClient {
  return createClient({ apiKey, siteSlug: "my-shop", baseUrl: server.url, ...options });
}

/** What a promise was rejected with; a test that expects an error fails when there is none. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const settled = await promise.then(
    () => ({ rejected: false, error: undefined }),
    (error: unknown) => ({ rejected: true, error }),
  );
  if (!settled.rejected) throw new Error("expected a rejection");
  return settled.error;
}
