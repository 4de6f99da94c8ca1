import { AdaptiveRetryStrategy } from "@smithy/core/retry";
import type { RetryStrategyV2 } from "@smithy/types";
import ky from "ky";
import pRetry from "p-retry";
import { createClient } from "../../../src/index.js";

/** Something that calls an API which may throttle it. */
export interface BenchClient {
  readonly name: string;
  /** Returns what makes one call; that rejects when the client gives up. */
  readonly connect: (url: string) => () => Promise<unknown>;
}

export const ours: BenchClient = {
  name: "talkable-client",
  connect: (baseUrl) => {
    const client = createClient({ baseUrl, apiKey: "key", siteSlug: "shop" });
    return () => client.GET("/api/v2/campaigns");
  },
};

/** ky with 10 retries after 1 s · 2ⁿ, full jitter. */
const kyAlone: BenchClient = {
  name: "ky",
  connect: (url) => {
    const client = ky.create({
      timeout: false,
      retry: { limit: 10, delay: (attempt) => 1_000 * 2 ** (attempt - 1), jitter: true },
    });
    return () => client.get(url).json();
  },
};

const pRetryAlone: BenchClient = {
  name: "p-retry",
  connect: (url) => () => pRetry(() => fetchGranted(url)),
};

/** The adaptive mode of the AWS SDKs, with 10 retries. */
const smithy: BenchClient = {
  name: "smithy, adaptive",
  connect: (url) => {
    const strategy: RetryStrategyV2 = new AdaptiveRetryStrategy(11);
    return async () => {
      let token = await strategy.acquireInitialRetryToken("");
      for (;;) {
        try {
          const result = await fetchGranted(url);
          strategy.recordSuccess(token);
          return result;
        } catch {
          token = await strategy.refreshRetryTokenForRetry(token, { errorType: "THROTTLING" });
        }
      }
    };
  },
};

export const peers: readonly BenchClient[] = [kyAlone, pRetryAlone, smithy];

async function fetchGranted(url: string): Promise<unknown> {
  const response = await fetch(url);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return body;
}
