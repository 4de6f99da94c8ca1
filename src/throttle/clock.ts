/** Times are milliseconds. */
export interface Clock {
  /** A time that never goes back. */
  now(): number;
  /** Calls back once; returns a function that prevents it. */
  after(delay: number, callback: () => void): () => void;
}

export const platformClock: Clock = {
  now: () => performance.now(),
  after: (delay, callback) => {
    const timer = setTimeout(callback, Math.ceil(delay));
    return () => {
      clearTimeout(timer);
    };
  },
};
