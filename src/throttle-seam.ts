/** The right to make one attempt. Exactly one of its methods is called, once. */
export interface Permit {
  /** The API answered with anything but 429. */
  accepted(): void;
  /** The API answered 429, perhaps saying for how long (milliseconds) to stay away. */
  throttled(retryAfter?: number): void;
  /** No answer came: aborted, timed out, or the connection failed. */
  unanswered(): void;
}

/** What every attempt passes through before it is sent. */
export interface Throttle {
  /** Resolves when the attempt may start; rejects with `signal.reason` once `signal` is aborted. */
  acquire(signal: AbortSignal): Promise<Permit>;
}

const permit: Permit = {
  accepted: () => undefined,
  throttled: () => undefined,
  unanswered: () => undefined,
};

export const openThrottle: Throttle = {
  acquire: (signal) => {
    signal.throwIfAborted();
    return Promise.resolve(permit);
  },
};
