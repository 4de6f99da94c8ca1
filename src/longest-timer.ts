/** Milliseconds, about 24 days: timers hold no more than 31 bits of them. */
export const longestTimer: number = 2 ** 31 - 1;
