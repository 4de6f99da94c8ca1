import { type Pace, worth } from "./pace.js";

/**
 * Until the first 429, and again after a quiet time: everything passes at once, but for a moment
 * after the first answer to an unusually large burst.
 */
export interface Dormant {
  readonly phase: "dormant";
  /** Calls sent so far. */
  readonly sent: number;
  /** When this second of counting began, what was granted in it, and in the one before. */
  readonly since: number;
  readonly granted: number;
  readonly before: number;
  /** A burst of up to so many calls is not waited for. */
  readonly usualBurst: number;
  /** Until when the next calls wait for the rest of a burst to be answered. */
  readonly heldUntil: number;
}

/**
 * - `open`: calls pass at a pace;
 * - `paused`: the limit was met; calls resume in a moment, or a single one if most of those on
 *   their way were throttled as well;
 * - `closed`: throttled again before anything was granted;
 * - `probing`: a single call is on its way; the next passes once that is granted, or seems lost.
 */
export interface Active {
  readonly phase: "open" | "paused" | "closed" | "probing";
  /** When the next call may pass, by the pace or the backoff, in the caller's milliseconds. */
  readonly next: number;
  /** When the API, by `Retry-After`, allows the next call. */
  readonly allowed: number;
  /** The reading of `Mark.clock` at `next`; while probing, at the probe. */
  readonly clock: number;
  /** Calls sent so far. */
  readonly sent: number;
  /** Those of them answered 429, but for the burst that woke the gate. */
  readonly throttled: number;
  readonly pace: Pace;
  /** The call that met the limit. */
  readonly metBy: number;
  /** The last call sent before that was known: a 429 for one up to here tells nothing new. */
  readonly lastOfBurst: number;
  /** Answers since to the calls sent after `metBy`, and `metBy` itself. */
  readonly answers: { readonly granted: number; readonly throttled: number };
  /** When the limit was met. */
  readonly metAt: number;
  /** 429s in a row since, each the answer to a probe. */
  readonly failures: number;
  /** When a call was last held up or throttled. */
  readonly busyAt: number;
  /**
   * Since when granted calls were counted when the limit was met while dormant; undefined from the
   * next call on.
   */
  readonly since: number | undefined;
}

/** What stands between a site's calls and its limit. Immutable. */
export type Gate = Dormant | Active;

/** A call that passed. */
export interface Ticket {
  /** Its number, from 1. */
  readonly call: number;
  readonly sentAt: number;
  readonly clock: number;
  /** Calls per millisecond at which it was sent. */
  readonly speed: number;
}

/** The gate at first, and again after a quiet time: nothing is known of the limit. */
export const dormant: Dormant = {
  phase: "dormant",
  sent: 0,
  since: -Infinity,
  granted: 0,
  before: 0,
  usualBurst: 8,
  heldUntil: -Infinity,
};

/** When the next call may pass: within a minute, unless `Retry-After` asks for more. */
export function opensAt(gate: Gate): number {
  return gate.phase === "dormant" ? gate.heldUntil : Math.max(gate.next, gate.allowed);
}

/**
 * Until when nothing is known to pass. While a probe is on its way nobody knows: its answer may open the
 * gate any time, but for what `Retry-After` asks.
 */
export function closedUntil(gate: Gate): number {
  return gate.phase === "probing" ? gate.allowed : opensAt(gate);
}

/** Whether the next call is to pass as a single one. */
export function passesAlone({ phase, answers }: Active): boolean {
  if (phase === "paused") return answers.throttled > Math.max(1, answers.granted);
  return phase !== "open";
}

/** The gate with nothing passing before `until`. */
export function hold(gate: Active, until: number): Active {
  if (until <= gate.next) return gate;
  return { ...gate, next: until, clock: gate.clock + worth(gate.pace, until - gate.next) };
}
