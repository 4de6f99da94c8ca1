/** A server's limit. Times are milliseconds since its first call, and never go back. */
export interface Limit {
  /** Whether the limit grants a call that arrives now. */
  grants(now: number): boolean;
  /** Seconds for the `Retry-After` of a call it does not grant. Default: none is sent. */
  readonly retryAfter?: (now: number) => number;
}

/** Refills at `rate` calls per second, which may change over time, up to `burst` calls. */
export function tokenBucket(rate: number | ((now: number) => number), burst: number): Limit {
  const rateAt = typeof rate === "number" ? () => rate : rate;
  let tokens = burst;
  let last = 0;
  return {
    grants(now) {
      tokens = Math.min(burst, tokens + ((now - last) / 1_000) * rateAt((now + last) / 2));
      last = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** `count` calls in each `window` of milliseconds. */
export function fixedWindow(count: number, window: number): Limit {
  let index = -1;
  let granted = 0;
  return {
    grants(now) {
      const current = Math.floor(now / window);
      if (current !== index) granted = 0;
      index = current;
      granted += 1;
      return granted <= count;
    },
  };
}

/** `count` calls in any `window` of milliseconds. */
export function slidingWindow(count: number, window: number): Limit {
  const granted: number[] = [];
  return {
    grants(now) {
      while (granted.length > 0 && (granted[0] ?? 0) <= now - window) granted.shift();
      if (granted.length >= count) return false;
      granted.push(now);
      return true;
    },
  };
}

/** Grants nothing for a while. */
export function outage(limit: Limit, from: number, to: number): Limit {
  return { ...limit, grants: (now) => (now < from || now >= to) && limit.grants(now) };
}

export function withRetryAfter(limit: Limit, retryAfter: (now: number) => number): Limit {
  return { ...limit, retryAfter };
}
