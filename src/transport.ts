import ky from "ky";
import {
  asTalkableError,
  attempt,
  type Call,
  factsOf,
  type OutgoingRequest,
  type Success,
} from "./attempt.js";
import { startDeadline } from "./deadline.js";
import {
  APITimeoutError,
  APIUserAbortError,
  ConfigurationError,
  type TalkableError,
} from "./errors.js";
import type { ApiKey, RetryEvent } from "./options.js";
import type { Fetch } from "./platform-fetch.js";
import { retryDelay, type RetryPolicy } from "./retry.js";
import type { Throttle } from "./throttle-seam.js";

/** How a request is to be sent. Times are milliseconds. */
export interface SendOptions {
  readonly baseUrl: string;
  readonly apiKey: ApiKey;
  readonly fetch: Fetch;
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  /** Whether sending the request twice does no more than sending it once. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onRetry: ((event: RetryEvent) => void) | undefined;
  readonly throttle: Throttle;
  readonly policy: RetryPolicy;
}

/** A success, and how many attempts it took. */
export interface Delivery extends Success {
  readonly attempts: number;
}

/** Sends a request until it succeeds or trying again is pointless, within one deadline. */
export async function send(request: OutgoingRequest, options: SendOptions): Promise<Delivery> {
  const { apiKey, fetch, timeout, totalTimeout, repeatable, throttle } = options;
  const call: Call = { request, apiKey, fetch, timeout, attempts: 0, mayHaveTakenEffect: false };
  const failures: TalkableError[] = [];
  const successes: Success[] = [];
  let delay = 0;

  const deadline = startDeadline({
    timeout: totalTimeout,
    parent: options.signal,
    onTimeout: () => {
      const cause = failures.at(-1);
      const facts = factsOf(call);
      return new APITimeoutError("totalTimeout", totalTimeout, facts, cause && { cause });
    },
    onAbort: (cause) => new APIUserAbortError(factsOf(call), { cause }),
  });

  const shouldRetry = (thrown: unknown): boolean => {
    const error = asTalkableError(thrown, call);
    const failed = { error, earlier: failures, repeatable, remaining: deadline.remaining() };
    const wait = retryDelay(failed, options.policy);
    if (wait === undefined) return false;
    failures.push(error);
    delay = wait;
    announce(options, call, { error, delay });
    return true;
  };

  try {
    // ky runs the attempts and waits between them. It sees neither the request nor the answer, so
    // nothing of either can surface through its errors, and it clones no body for a retry.
    await ky(options.baseUrl, {
      signal: deadline.signal,
      timeout: false,
      retry: {
        limit: options.maxRetries,
        shouldRetry: ({ error }) => shouldRetry(error),
        delay: () => delay,
      },
      fetch: async () => {
        const permit = await throttle.acquire(deadline.signal);
        successes.push(await attempt(call, deadline.signal, permit));
        return new Response();
      },
    });
  } catch (thrown) {
    throw asTalkableError(thrown, call);
  } finally {
    deadline.dispose();
  }
  const [success] = successes;
  if (success === undefined) throw asTalkableError(undefined, call);
  return { ...success, attempts: call.attempts };
}

function announce(
  { onRetry }: SendOptions,
  call: Call,
  { error, delay }: Pick<RetryEvent, "error" | "delay">,
): void {
  try {
    onRetry?.({ operation: call.request.operation, attempt: call.attempts, delay, error });
  } catch (cause) {
    throw new ConfigurationError("onRetry threw.", factsOf(call), { cause });
  }
}
