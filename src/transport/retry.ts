import { InternalServerError, RateLimitError } from "../errors/api-errors.js";
import { APIConnectionError, APITimeoutError, type TalkableError } from "../errors/errors.js";

type FailureKind = "throttled" | "fault" | "timeout";

/** How to retry failures other than a 429, for which the site's throttle decides. */
export interface RetryPolicy {
  /** Milliseconds: retry n, counted from 0, waits `base · 2ⁿ`, times a random 50 to 100 %. */
  readonly base: number;
  /** How many retries one call may spend on a kind of failure, within its `maxRetries`. */
  readonly retries: Readonly<Record<Exclude<FailureKind, "throttled">, number>>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export const retryPolicy: RetryPolicy = {
  base: 500,
  retries: { fault: 2, timeout: 1 },
  random: Math.random,
};

/** What the decision about a retry rests on; all of it belongs to one call. */
export interface FailedAttempt {
  readonly error: TalkableError;
  /** The failures of the attempts before, oldest first. */
  readonly earlier: readonly TalkableError[];
  /** Whether sending the request twice does no more than sending it once. */
  readonly repeatable: boolean;
  /** Milliseconds left of `totalTimeout`. */
  readonly remaining: number;
  /** Milliseconds until the site's throttle lets the next attempt through, at the earliest. */
  readonly throttledFor: number;
}

/**
 * Milliseconds to wait before the next attempt, or undefined to give up. Only a 429 says that
 * nothing was processed, so only a 429 is retried when the request is not repeatable.
 */
export function retryDelay(
  { error, earlier, repeatable, remaining, throttledFor }: FailedAttempt,
  { base, retries, random }: RetryPolicy,
): number | undefined {
  const kind = failureKind(error);
  if (kind === "throttled") return throttledFor < remaining ? throttledFor : undefined;
  if (kind === undefined || !repeatable) return undefined;
  const spent = earlier.filter((failure) => failureKind(failure) === kind).length;
  if (spent >= retries[kind]) return undefined;
  const asked = retryAfterOf(error);
  const backoff = base * 2 ** (asked === undefined ? spent : 0);
  const delay = Math.max(backoff * (0.5 + random() / 2), asked ?? 0);
  return delay < remaining ? delay : undefined;
}

const faultStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504]);

function failureKind(error: TalkableError): FailureKind | undefined {
  if (error instanceof RateLimitError) return "throttled";
  if (error instanceof InternalServerError) {
    return faultStatuses.has(error.status) ? "fault" : undefined;
  }
  if (error instanceof APITimeoutError) return error.limit === "timeout" ? "timeout" : undefined;
  if (error instanceof APIConnectionError) return "fault";
  return undefined;
}

function retryAfterOf(error: TalkableError): number | undefined {
  return error instanceof RateLimitError || error instanceof InternalServerError
    ? error.retryAfter
    : undefined;
}
