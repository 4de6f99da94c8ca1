import ky from "ky";
import { RateLimitError } from "./errors/api-errors.js";
import {
  APITimeoutError,
  APIUserAbortError,
  ConfigurationError,
  TalkableError,
} from "./errors/errors.js";
import type { Fetch } from "./options/fetch.js";
import type { ApiKey, RetryEvent } from "./options/options.js";
import { type Permit, type Throttle, ThrottledError } from "./throttle.js";
import {
  asTalkableError,
  attempt,
  type Call,
  factsOf,
  type OutgoingRequest,
  type Success,
} from "./transport/attempt.js";
import { startDeadline } from "./transport/deadline.js";
import { retryDelay, type RetryPolicy } from "./transport/retry.js";

/** A request and how it is to be sent. Times are milliseconds. */
export interface SendOptions extends OutgoingRequest {
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
export interface Completed extends Success {
  readonly attempts: number;
}

/** Sends a request until it succeeds or trying again is pointless, within one deadline. */
export async function send(options: SendOptions): Promise<Completed> {
  const { totalTimeout, throttle } = options;
  const call: Call = { ...options, attempts: 0, mayHaveTakenEffect: false };
  const failures: TalkableError[] = [];
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
  let previous: Permit | undefined;
  const attemptOnce = async (): Promise<Success> => {
    previous = await throttle
      .acquire(deadline.signal, { previous, within: deadline.remaining() })
      .catch((thrown: unknown) => {
        throw thrown instanceof ThrottledError ? waitTooLong(thrown, call, failures) : thrown;
      });
    return attempt(call, deadline.signal, previous);
  };

  /** Milliseconds until the next attempt, or undefined when there is to be none. */
  const delayAfter = (error: TalkableError): number | undefined => {
    const { policy, repeatable } = options;
    if (failures.includes(error) || call.attempts === 0) return undefined;
    const remaining = deadline.remaining();
    const throttledFor = throttle.wait();
    const failed = { error, earlier: failures, repeatable, remaining, throttledFor };
    const delay = retryDelay(failed, policy);
    if (delay === undefined) return undefined;
    failures.push(error);
    announce(options, call, { error, delay });
    // A throttled call waits in the throttle's queue, where it has its place.
    return error instanceof RateLimitError ? 0 : delay;
  };

  try {
    const success = await attemptOnce().catch((thrown: unknown) =>
      retry(asTalkableError(thrown, call), attemptOnce, {
        limit: options.maxRetries,
        baseUrl: options.baseUrl,
        signal: deadline.signal,
        delayAfter,
      }),
    );
    return { ...success, attempts: call.attempts };
  } catch (thrown) {
    throw asTalkableError(thrown, call);
  } finally {
    deadline.dispose();
  }
}

/** The site stays throttled for longer than the call may wait: the last failure stands, or becomes a 429 unsent. */
function waitTooLong(
  { retryAfter }: ThrottledError,
  call: Call,
  failures: readonly TalkableError[],
): TalkableError {
  const last = failures.at(-1);
  if (last !== undefined) return last;
  const response = { status: 429, headers: new Headers(), errorMessage: "" };
  return new RateLimitError({ ...factsOf(call), ...response, retryAfter });
}

interface RetryOptions {
  readonly limit: number;
  readonly baseUrl: string;
  readonly signal: AbortSignal;
  readonly delayAfter: (error: TalkableError) => number | undefined;
}

/**
 * Goes on after a first attempt that failed. A call that needs no retry is spared the engine, which
 * costs more than the rest of the client; so the engine gets the failure as its first attempt.
 */
async function retry(
  failure: TalkableError,
  attemptOnce: () => Promise<Success>,
  { limit, baseUrl, signal, delayAfter }: RetryOptions,
): Promise<Success> {
  let failureIsNews = true;
  const successes: Success[] = [];
  let delay: number | undefined;
  // ky runs the attempts and waits between them. It sees neither the request nor the answer, so
  // nothing of either can surface through its errors, and it clones no body.
  await ky(baseUrl, {
    signal,
    timeout: false,
    retry: {
      limit,
      shouldRetry: ({ error }) => {
        delay = error instanceof TalkableError ? delayAfter(error) : undefined;
        return delay !== undefined;
      },
      delay: () => delay ?? 0,
    },
    fetch: async () => {
      if (failureIsNews) {
        failureIsNews = false;
        throw failure;
      }
      successes.push(await attemptOnce());
      return new Response();
    },
  });
  const [success] = successes;
  if (success === undefined) throw failure;
  return success;
}

function announce(
  { onRetry }: SendOptions,
  call: Call,
  { error, delay }: Pick<RetryEvent, "error" | "delay">,
): void {
  try {
    onRetry?.({ operation: call.operation, attempt: call.attempts, delay, error });
  } catch (cause) {
    throw new ConfigurationError("onRetry threw.", factsOf(call), { cause });
  }
}
