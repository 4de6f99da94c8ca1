import { backoff, moment } from "./throttle-backoff.js";
import {
  advance,
  type Cost,
  cut,
  firstPace,
  oneMoreGranted,
  type Pace,
  resume,
  speed,
  worth,
} from "./throttle-pace.js";

/** Until the first 429, and again after a quiet time: everything passes at once. */
export interface Dormant {
  readonly phase: "dormant";
  /** Calls sent so far. */
  readonly sent: number;
  /** Counts what was granted in this second and the one before. */
  readonly second: number;
  readonly granted: number;
  readonly grantedBefore: number;
}

/**
 * - `open`: calls pass at a pace;
 * - `paused`: the limit was met; calls resume in a moment, or a single one if nearly all of those
 *   on their way were throttled as well;
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
  /** Those of them answered 429. */
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
  /** Whether the limit was met while dormant, and nothing was sent since. */
  readonly waking: boolean;
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

/** What the gate's answer to an event depends on besides the event. */
export interface Moment {
  /** Milliseconds. */
  readonly now: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** A gate that has never been throttled. */
export const dormant: Gate = { phase: "dormant", sent: 0, second: 0, granted: 0, grantedBefore: 0 };

/** Milliseconds of lateness, of a timer say, that sending may make up for. */
const lateness = 20;
/** Milliseconds without a call held up or throttled before the gate goes dormant. */
const quiet = 10_000;

/** When the next call may pass: within a minute, unless `Retry-After` asks for more. */
export function opensAt(gate: Gate): number {
  return gate.phase === "dormant" ? -Infinity : Math.max(gate.next, gate.allowed);
}

/** Lets a call pass, at `now`, not before `opensAt`. `held` if the call had to wait. */
export function pass(gate: Gate, now: number, held: boolean): { gate: Gate; ticket: Ticket } {
  const call = gate.sent + 1;
  if (gate.phase === "dormant" || (!held && isQuiet(gate, now))) {
    const asleep = gate.phase === "dormant" ? gate : dormant;
    const ticket = { call, sentAt: now, clock: 0, speed: Infinity };
    return { gate: { ...asleep, sent: call }, ticket };
  }
  const busyAt = held ? now : gate.busyAt;
  const ready = { ...hold(gate, now - lateness), busyAt, waking: false };
  return passesAlone(ready) ? probe(ready, now) : send(ready, now);
}

function isQuiet(gate: Active, now: number): boolean {
  return gate.phase === "open" && now - gate.busyAt >= quiet;
}

function passesAlone({ phase, answers }: Active): boolean {
  if (phase === "paused") return answers.throttled >= 3 && answers.throttled > answers.granted;
  return phase !== "open";
}

function send(gate: Active, now: number): { gate: Gate; ticket: Ticket } {
  const { clock } = gate;
  const here = { granted: gate.sent - gate.throttled, clock };
  const pace = advance(gate.phase === "open" ? gate.pace : resume(gate.pace, clock), here);
  const rate = speed(pace, clock);
  const gap = 1 / rate;
  const call = gate.sent + 1;
  return {
    gate: { ...gate, phase: "open", pace, sent: call, next: gate.next + gap, clock: clock + gap },
    ticket: { call, sentAt: now, clock, speed: rate },
  };
}

function probe(gate: Active, now: number): { gate: Gate; ticket: Ticket } {
  const { clock, pace, sent } = gate;
  const patience = Math.max(1_000, 4 * pace.cost.feedback);
  const lastOfBurst = gate.phase === "probing" ? gate.lastOfBurst : sent;
  return {
    gate: { ...gate, phase: "probing", sent: sent + 1, lastOfBurst, next: now + patience },
    ticket: { call: sent + 1, sentAt: now, clock, speed: pace.rate },
  };
}

/** The call was answered with anything but 429. */
export function accepted(gate: Gate, { call, sentAt }: Ticket, now: number): Gate {
  if (gate.phase === "dormant") return count(gate, now);
  const seen =
    gate.waking && call <= gate.lastOfBurst ? { ...gate, pace: oneMoreGranted(gate.pace) } : gate;
  if (call <= gate.metBy) return seen;
  const answers = { ...gate.answers, granted: gate.answers.granted + 1 };
  const alone = gate.phase === "closed" || gate.phase === "probing";
  const tells = call > gate.lastOfBurst || gate.failures > 0;
  return alone && tells ? reopen({ ...seen, answers }, sentAt, now) : { ...seen, answers };
}

function reopen(gate: Active, sentAt: number, now: number): Active {
  const { pace, sent, clock } = gate;
  const open = { ...gate, phase: "open", pace: resume(pace, clock), lastOfBurst: sent } as const;
  const next = gate.phase === "probing" ? sentAt : now;
  return hold({ ...open, failures: 0, next }, Math.max(now, sentAt + 1 / pace.rate));
}

function count(gate: Dormant, now: number): Dormant {
  const second = Math.floor(now / 1_000);
  if (second === gate.second) return { ...gate, granted: gate.granted + 1 };
  const grantedBefore = second === gate.second + 1 ? gate.granted : 0;
  return { ...gate, second, granted: 1, grantedBefore };
}

/** A 429, as it arrives. */
export interface Throttling extends Moment {
  /** Milliseconds the server asked to stay away; 0 if it did not say. */
  readonly retryAfter: number;
  /** How many calls there are to take turns as the probe. */
  readonly callers: number;
}

/** The call was answered 429. */
export function throttled(gate: Gate, ticket: Ticket, at: Throttling): Gate {
  const { now, random, retryAfter } = at;
  if (gate.phase === "dormant") return wake(gate, ticket, at);
  const isNew = ticket.call > gate.metBy;
  const known = {
    ...hold(gate, now - lateness),
    allowed: Math.max(gate.allowed, now + retryAfter),
    busyAt: now,
    throttled: gate.throttled + (isNew ? 1 : 0),
    answers: { ...gate.answers, throttled: gate.answers.throttled + 1 },
  };
  if (ticket.call <= gate.lastOfBurst) {
    return gate.waking ? hold(known, now + moment(gate.pace.rate, random)) : known;
  }
  return gate.phase === "open" && gate.answers.granted > 0
    ? pause(known, ticket, at)
    : close(known, ticket, at);
}

function wake(gate: Dormant, ticket: Ticket, at: Throttling): Active {
  const { now, random, retryAfter } = at;
  const granted = Math.max(gate.granted, gate.grantedBefore);
  const from = { granted: ticket.call - 1, clock: 0 };
  const wait = Math.max(retryAfter, moment(Math.max(granted, 2) / 1_000, random));
  const pace = firstPace(granted, from, costOf(ticket, now, wait));
  return {
    phase: "paused",
    next: now + wait,
    allowed: now + retryAfter,
    clock: worth(pace, wait),
    sent: gate.sent,
    throttled: 1,
    pace,
    metBy: ticket.call,
    lastOfBurst: gate.sent,
    answers: { granted: 0, throttled: 1 },
    metAt: now,
    failures: 0,
    busyAt: now,
    waking: true,
  };
}

function pause(gate: Active, ticket: Ticket, { now, random, retryAfter }: Throttling): Active {
  const here = { granted: ticket.call - gate.throttled, clock: ticket.clock };
  const pace = cut(gate.pace, here, ticket.speed);
  const wait = Math.max(retryAfter, moment(pace.rate, random));
  const met: Active = {
    ...gate,
    phase: "paused",
    pace: { ...pace, cost: costOf(ticket, now, wait) },
    metBy: ticket.call,
    lastOfBurst: gate.sent,
    answers: { granted: 0, throttled: 1 },
    metAt: now,
  };
  return hold(met, now + wait);
}

function close(gate: Active, ticket: Ticket, at: Throttling): Active {
  const { now, random, callers } = at;
  const failures = gate.failures + 1;
  const probed = { count: failures, callers, outage: now - gate.metAt };
  const wait = Math.max(backoff(probed, random), moment(gate.pace.rate, random));
  const closed: Active = {
    ...gate,
    phase: "closed",
    metBy: ticket.call,
    lastOfBurst: gate.sent,
    failures,
    next: gate.phase === "probing" ? ticket.sentAt : gate.next,
  };
  return hold(closed, now + wait);
}

/** No answer came: the call was aborted, timed out, or its connection failed. */
export function unanswered(gate: Gate, ticket: Ticket, { now, random }: Moment): Gate {
  if (gate.phase !== "probing" || ticket.call <= gate.lastOfBurst) return gate;
  const closed: Active = { ...gate, phase: "closed", next: ticket.sentAt };
  return hold(closed, now + moment(gate.pace.rate, random));
}

/** Nothing passes before `until`. */
function hold(gate: Active, until: number): Active {
  if (until <= gate.next) return gate;
  return { ...gate, next: until, clock: gate.clock + worth(gate.pace, until - gate.next) };
}

function costOf({ sentAt }: Ticket, now: number, wait: number): Cost {
  return { feedback: now - sentAt, total: now - sentAt + wait };
}
