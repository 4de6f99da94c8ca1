import ky from "ky";
import { type Answer, openAnswer, publicHeaders } from "./answer.js";
import { type Permit, type Throttle, throttledFor } from "./throttle.js";
import { startDeadline } from "./attempt/deadline.js";
import { RateLimitError } from "./errors/api-errors.js";
import { APITimeoutError, APIUserAbortError, requestIdOf, TalkableError } from "./errors/errors.js";
import { retryDelay, type RetryPolicy } from "./call/retry-delay.js";
import {
  asTalkableError,
  attempt,
  type AttemptSettings,
  type Call,
  factsOf,
  hookFailed,
  runHook,
} from "./attempt.js";
import type { ResolvedOptions } from "./options/options.js";
import type { ApiRequest } from "./request.js";

/** How a request is to be sent. Times are milliseconds. */
export interface CallSettings
  extends
    AttemptSettings,
    Pick<ResolvedOptions, "baseUrl" | "totalTimeout" | "maxRetries" | "onRetry" | "onAttempt"> {
  /** Whether sending the request twice does no more than sending it once. */
  readonly idempotent: boolean;
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
  const { totalTimeout, throttle, signal, onAttempt, onRetry } = settings;
  const call: Call = { ...settings, request, attempts: 0, outcome: "not-processed" };
  const failures: TalkableError[] = [];
  const deadline = startDeadline(
    totalTimeout,
    signal,
    () => {
      const cause = failures.at(-1);
      const facts = factsOf(call);
      return new APITimeoutError("totalTimeout", totalTimeout, facts, cause && { cause });
    },
    (cause) => new APIUserAbortError(factsOf(call), { cause }),
  );
  let permit: Permit | undefined;

  /** The way of one attempt: permit, attempt, answer. */
  const tryOnce = async (): Promise<Delivery> => {
    const asked = performance.now();
    const within = deadline.remaining();
    try {
      permit = await throttle.acquire(deadline.signal, { previous: permit, within });
    } catch (thrown) {
      deadline.signal.throwIfAborted();
      throw notPermitted(thrown, call, failures);
    }
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
      runHook("onAttempt", call, () => {
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

  let delay: number | undefined;
  const shouldRetry = ({ error }: { readonly error: unknown }): boolean => {
    if (!(error instanceof TalkableError) || failures.includes(error)) return false;
    const isThrottled = error instanceof RateLimitError;
    const closedFor = runHook("throttle", call, () =>
      throttle.wait(isThrottled ? permit : undefined),
    );
    const times = { remaining: deadline.remaining(), closedFor };
    delay = retryDelay({ ...settings, ...times, error, earlier: failures }, settings.policy);
    if (delay === undefined) return false;
    const event = { operation: request.operation, attempt: call.attempts, delay, error };
    failures.push(error);
    runHook("onRetry", call, () => onRetry?.(event));
    return true;
  };

  try {
    const first = tryOnce();
    // Awaiting it without ky, which costs more than all the rest: most calls need no second attempt.
    return await first.catch(async () => {
      const begun = [first];
      // Ky sees neither the request nor what was answered, so nothing of either surfaces through its errors.
      const response = await ky<Delivery>(settings.baseUrl, {
        signal: deadline.signal,
        timeout: false,
        retry: { limit: settings.maxRetries, shouldRetry, delay: () => delay ?? 0 },
        fetch: async () => {
          const delivery = await (begun.pop() ?? tryOnce());
          // The body was read, and parsed, as part of the attempt.
          return Object.assign(new Response(), { json: () => Promise.resolve(delivery) });
        },
      });
      return response.json();
    });
  } catch (thrown) {
    throw asTalkableError(thrown, call);
  } finally {
    deadline.dispose();
  }
}

/** Why there is no permit: the site stays throttled for longer than the call may wait, or a throttle of the user's failed. */
function notPermitted(
  thrown: unknown,
  call: Call,
  failures: readonly TalkableError[],
): TalkableError {
  const retryAfter = throttledFor(thrown);
  if (retryAfter === undefined) return hookFailed("throttle", thrown, call);
  const response = { status: 429, headers: new Headers(), errorMessage: "" };
  return failures.at(-1) ?? new RateLimitError({ ...factsOf(call), ...response, retryAfter });
}
