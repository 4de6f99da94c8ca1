import { InternalServerError, RateLimitError } from "../errors/api-errors.js";
import { APIConnectionError, APITimeoutError, type TalkableError } from "../errors/errors.js";

type FailureKind = "fault" | "timeout";

/** How to retry failures other than a 429, for which the site's throttle decides. */
export interface RetryPolicy {
  /** Milliseconds: retry n, counted from 0, waits `base · 2ⁿ`, times a random 50 to 100 %. */
  readonly base: number;
  /** How many retries one call may spend on a kind of failure, within its `maxRetries`. */
  readonly retries: Readonly<Record<FailureKind, number>>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export const retryPolicy: RetryPolicy = {
  base: 500,
  retries: { fault: 2, timeout: 1 },
  random: Math.random,
};

/** What the decision about a retry rests on. */
export interface Failure {
  readonly error: TalkableError;
  /** The failures of the attempts before, oldest first. */
  readonly earlier: readonly TalkableError[];
  /** Whether sending the request twice does no more than sending it once. */
  readonly idempotent: boolean;
  /** Milliseconds left of `totalTimeout`. */
  readonly remaining: number;
  /** Milliseconds until the site's throttle lets anything through, at the earliest. */
  readonly closedFor: number;
}

/**
 * Milliseconds to wait before the next attempt, whole ones as timers take them, or undefined to give up.
 * Only a 429 says that nothing was processed, so only a 429 is retried when the request is not idempotent.
 */
export function retryDelay(failure: Failure, policy: RetryPolicy): number | undefined {
  const { error, idempotent, remaining, closedFor } = failure;
  const repeated = idempotent ? backoff(failure, policy) : Infinity;
  const delay = Math.ceil(error instanceof RateLimitError ? closedFor : repeated);
  return delay < remaining ? delay : undefined;
}

/** Infinity for what no retry mends, and once the retries of its kind are spent. */
function backoff({ error, earlier }: Failure, { base, retries, random }: RetryPolicy): number {
  const kind = failureKind(error);
  const spent = earlier.filter((failure) => failureKind(failure) === kind).length;
  if (kind === undefined || spent >= retries[kind]) return Infinity;
  const asked = error instanceof InternalServerError ? error.retryAfter : undefined;
  const growing = base * 2 ** (asked === undefined ? spent : 0);
  return Math.max(growing * (0.5 + random() / 2), asked ?? 0);
}

function failureKind(error: TalkableError): FailureKind | undefined {
  if (error instanceof APITimeoutError) return error.limit === "timeout" ? "timeout" : undefined;
  const isFault =
    error instanceof InternalServerError
      ? [500, 502, 503, 504].includes(error.status)
      : error instanceof APIConnectionError;
  return isFault ? "fault" : undefined;
}
