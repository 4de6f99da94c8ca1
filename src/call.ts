import ky from "ky";
import { type Answer, openAnswer, publicHeaders, requestIdOf } from "./answer.js";
import { asTalkableError, attempt, type Call, factsOf } from "./attempt.js";
import { startDeadline } from "./attempt/deadline.js";
import { retryDelay, type RetryPolicy } from "./call/retry-delay.js";
import { RateLimitError } from "./errors/api-errors.js";
import {
  APITimeoutError,
  APIUserAbortError,
  ConfigurationError,
  TalkableError,
} from "./errors/errors.js";
import { curated } from "./errors/foreign.js";
import type { ResolvedOptions } from "./options/options.js";
import type { ApiRequest } from "./request.js";
import { type Permit, type Throttle, throttledFor } from "./throttle.js";

/** How a request is to be sent. Times are milliseconds. */
export interface CallSettings extends Pick<
  ResolvedOptions,
  | "baseUrl"
  | "apiKey"
  | "fetch"
  | "timeout"
  | "totalTimeout"
  | "maxRetries"
  | "onRetry"
  | "onAttempt"
> {
  /** Whether sending the request twice does no more than sending it once. */
  readonly isIdempotent: boolean;
  readonly signal: AbortSignal | undefined;
  readonly throttle: Throttle;
  readonly policy: RetryPolicy;
}

/** What a call ends with when it succeeds. */
export interface Delivery {
  readonly result: unknown;
  readonly answer: Answer;
  /** How many attempts it took. */
  readonly attempts: number;
}

/** Makes attempts until one succeeds or another is pointless, within one deadline. */
export async function makeCall(request: ApiRequest, settings: CallSettings): Promise<Delivery> {
  const { apiKey, fetch, timeout, totalTimeout, throttle, signal, onAttempt, onRetry } = settings;
  const call: Call = { request, apiKey, fetch, timeout, attempts: 0, mayHaveTakenEffect: false };
  const failures: TalkableError[] = [];
  const deadline = startDeadline({
    timeout: totalTimeout,
    parent: signal,
    onTimeout: () => {
      const cause = failures.at(-1);
      const facts = factsOf(call);
      return new APITimeoutError("totalTimeout", totalTimeout, facts, cause && { cause });
    },
    onAbort: (cause) => new APIUserAbortError(factsOf(call), { cause }),
  });
  let permit: Permit | undefined;

  /** The way of one attempt: permit, attempt, answer. */
  const tryOnce = async (): Promise<Delivery> => {
    const asked = performance.now();
    const within = deadline.remaining();
    permit = await throttle
      .acquire(deadline.signal, { previous: permit, within })
      .catch((thrown: unknown) => {
        throw deadline.signal.aborted ? thrown : notPermitted(thrown, call, failures);
      });
    const started = performance.now();
    let answer: Answer | undefined;
    let error: TalkableError | undefined;
    try {
      answer = await attempt(call, permit, deadline.signal);
      const result = openAnswer(answer, request.hasResult, factsOf(call));
      return { result, answer, attempts: call.attempts };
    } catch (thrown) {
      throw (error = asTalkableError(thrown, call));
    } finally {
      const duration = performance.now() - started;
      notify("onAttempt", call, () => {
        onAttempt?.({
          operation: request.operation,
          attempt: call.attempts,
          throttledFor: started - asked,
          duration,
          status: answer?.status,
          requestId: answer && requestIdOf(publicHeaders(answer)),
          error,
          outcome: error?.outcome,
          signal,
        });
      });
    }
  };

  /** Milliseconds until the next attempt, or undefined when there is to be none. */
  const delayAfter = (error: TalkableError): number | undefined => {
    if (failures.includes(error) || permit === undefined) return undefined;
    const { policy, isIdempotent } = settings;
    const failed = { error, earlier: failures, isIdempotent };
    const times = { remaining: deadline.remaining(), closedFor: throttle.wait() };
    const delay = retryDelay({ ...failed, ...times }, policy);
    if (delay === undefined) return undefined;
    failures.push(error);
    notify("onRetry", call, () => {
      onRetry?.({ operation: request.operation, attempt: call.attempts, delay, error });
    });
    if (error instanceof RateLimitError) throttle.reserve(permit, delay);
    return delay;
  };

  try {
    const first = tryOnce();
    // Awaiting it without ky, which costs more than all the rest: most calls need no second attempt.
    return await first.catch(() => {
      const { baseUrl, maxRetries: limit } = settings;
      return retry(first, tryOnce, { baseUrl, limit, signal: deadline.signal, delayAfter });
    });
  } catch (thrown) {
    throw asTalkableError(thrown, call);
  } finally {
    deadline.dispose();
  }
}

interface RetryOptions {
  readonly baseUrl: string;
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly delayAfter: (error: TalkableError) => number | undefined;
}

/**
 * Lets ky take over an attempt that failed: it waits and tries again until one succeeds. It sees
 * neither the request nor what was answered, so nothing of either surfaces through its errors, and no
 * body is cloned.
 */
async function retry(
  first: Promise<Delivery>,
  tryOnce: () => Promise<Delivery>,
  { baseUrl, limit, signal, delayAfter }: RetryOptions,
): Promise<Delivery> {
  const begun = [first];
  let delay: number | undefined;
  const response = await ky<Delivery>(baseUrl, {
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
      const success = await (begun.pop() ?? tryOnce());
      // Its body is read, and parsed, as part of the attempt.
      return Object.assign(new Response(), { json: () => Promise.resolve(success) });
    },
  });
  return response.json();
}

/** Why there is no permit: the site stays throttled for longer than the call may wait, or a throttle of the user's failed. */
function notPermitted(
  thrown: unknown,
  call: Call,
  failures: readonly TalkableError[],
): TalkableError {
  const retryAfter = throttledFor(thrown);
  if (retryAfter === undefined) {
    const cause = curated(thrown, typeof call.apiKey === "string" ? call.apiKey : undefined);
    return new ConfigurationError("the throttle failed.", factsOf(call), { cause });
  }
  const response = { status: 429, headers: new Headers(), errorMessage: "" };
  return failures.at(-1) ?? new RateLimitError({ ...factsOf(call), ...response, retryAfter });
}

/** Calls a hook of the caller's. */
function notify(name: "onRetry" | "onAttempt", call: Call, hook: () => void): void {
  try {
    hook();
  } catch (cause) {
    throw new ConfigurationError(`${name} threw.`, factsOf(call), { cause });
  }
}
