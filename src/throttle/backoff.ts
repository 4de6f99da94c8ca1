/** Milliseconds in which a limit of `rate` calls per millisecond grants a call or a little more. */
export function moment(rate: number, random: () => number): number {
  const gap = 1 / rate;
  return Math.max(jittered(Math.max(25, 1.5 * gap), random), 1.1 * gap);
}

/** A failed probe, and those before it. */
export interface Failures {
  /** How many there were in a row. */
  readonly count: number;
  /** How many calls take turns at it. */
  readonly callers: number;
  /** Milliseconds since a call was last granted, or a little less. */
  readonly outage: number;
}

const longest = 60_000;

/**
 * Milliseconds until the next probe, at most a minute. A call that was refused n times as a probe
 * waits 1 s · 2ⁿ before it probes again; since calls take turns, the gate probes more often than any
 * of them would, yet ever more rarely as the outage goes on.
 */
export function backoff({ count, callers, outage }: Failures, random: () => number): number {
  const turn = jittered(Math.min(longest, 1_000 * 2 ** Math.floor(count / callers)), random);
  return Math.min(longest, Math.max(turn, outage / 4));
}

/** 50 to 100 % of a time, so that processes at one limit do not come back at one time. */
function jittered(time: number, random: () => number): number {
  return time * (0.5 + random() / 2);
}
