import { grantedWhileDormant, recentlyGranted, unheld } from "./dormant.js";
import { backoff, moment } from "./backoff.js";
import {
  type Active,
  dormant,
  type Dormant,
  type Gate,
  hold,
  passesAlone,
  type Ticket,
} from "./state.js";
import { advance, cut, firstPace, type Pace, resume, speed, worth } from "./pace.js";

/** What the gate's answer to an event depends on besides the event. */
export interface Circumstances {
  /** Milliseconds. */
  readonly now: number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** How many other calls have no answer yet. */
  readonly underWay: number;
}

/** Milliseconds of lateness, of a timer say, that sending may make up for. */
const lateness = 20;
/** Milliseconds without a call held up or throttled before the gate goes dormant. */
const quiet = 10_000;

interface Passed {
  readonly gate: Gate;
  readonly ticket: Ticket;
}

/** Lets a call pass, at `now`, not before `opensAt`. `held` if the call had to wait. */
export function pass(gate: Gate, now: number, held: boolean): Passed {
  if (gate.phase === "dormant") return send(gate, now, 0, Infinity);
  if (!held && isQuiet(gate, now)) return send({ ...dormant, sent: gate.sent }, now, 0, Infinity);
  const busyAt = held ? now : gate.busyAt;
  const ready = { ...hold(gate, now - lateness), busyAt, since: undefined };
  return passesAlone(ready) ? probe(ready, now) : sendAtPace(ready, now);
}

function send(gate: Gate, now: number, clock: number, rate: number): Passed {
  const call = gate.sent + 1;
  return { gate: { ...gate, sent: call }, ticket: { call, sentAt: now, clock, speed: rate } };
}

function isQuiet(gate: Active, now: number): boolean {
  return gate.phase === "open" && now - gate.busyAt >= quiet;
}

function sendAtPace(gate: Active, now: number): Passed {
  const { clock } = gate;
  const here = { granted: gate.sent - gate.throttled, clock };
  const pace = advance(gate.phase === "open" ? gate.pace : resume(gate.pace, clock), here);
  const rate = speed(pace, clock);
  const next = gate.next + 1 / rate;
  return send({ ...gate, phase: "open", pace, next, clock: clock + 1 / rate }, now, clock, rate);
}

function probe(gate: Active, now: number): Passed {
  const { clock, pace, sent } = gate;
  const patience = Math.min(10_000, Math.max(1_000, 4 * pace.feedback));
  const lastOfBurst = gate.phase === "probing" ? gate.lastOfBurst : sent;
  const probing: Active = { ...gate, phase: "probing", lastOfBurst, next: now + patience };
  return send(probing, now, clock, pace.rate);
}

/** The call was answered with anything but 429. */
export function accepted(gate: Gate, ticket: Ticket, { now, underWay }: Circumstances): Gate {
  if (gate.phase === "dormant") return grantedWhileDormant(gate, now, underWay);
  const seen = countInBurst(gate, now);
  const { call, sentAt } = ticket;
  if (call <= gate.metBy) return seen;
  const answers = { ...gate.answers, granted: gate.answers.granted + 1 };
  const alone = gate.phase === "closed" || gate.phase === "probing";
  const tells = call > gate.lastOfBurst || gate.failures > 0;
  return alone && tells ? reopen({ ...seen, answers }, sentAt, now) : { ...seen, answers };
}

function countInBurst(gate: Active, now: number): Active {
  const { pace, since } = gate;
  if (since === undefined) return gate;
  const burst = { granted: pace.burst.granted + 1, span: now - since };
  return { ...gate, pace: firstPace(burst, pace.from, pace) };
}

function reopen(gate: Active, sentAt: number, now: number): Active {
  const { pace, sent, clock } = gate;
  const open: Active = {
    ...gate,
    phase: "open",
    // The first calls opened connections, too; from a probe on it is known what an answer takes.
    pace: resume(pace, clock, now - sentAt),
    lastOfBurst: sent,
    failures: 0,
    next: gate.phase === "probing" ? sentAt : now,
  };
  return hold(open, Math.max(now, sentAt + 1 / pace.rate));
}

/** A 429, as it arrives. */
export interface Throttling extends Circumstances {
  /** Milliseconds the server asked to stay away; 0 if it did not say. */
  readonly retryAfter: number;
  /** How many calls there are to take turns as the probe. */
  readonly callers: number;
}

/** The call was answered 429. */
export function throttled(gate: Gate, ticket: Ticket, at: Throttling): Gate {
  const { now, random, retryAfter } = at;
  if (gate.phase === "dormant") return wake(gate, ticket, at);
  const known = {
    ...hold(gate, now - lateness),
    allowed: Math.max(gate.allowed, now + retryAfter),
    busyAt: now,
    throttled: gate.throttled + (ticket.call > gate.metBy ? 1 : 0),
    answers: { ...gate.answers, throttled: gate.answers.throttled + 1 },
  };
  if (ticket.call <= gate.lastOfBurst) return hold(known, now + moment(gate.pace.rate, random));
  return gate.phase === "open" && gate.answers.granted > 0
    ? pause(known, ticket, at)
    : close(known, ticket, at);
}

function wake(gate: Dormant, ticket: Ticket, at: Throttling): Active {
  const { now, random, retryAfter } = at;
  const burst = recentlyGranted(gate, now);
  const from = { granted: gate.sent, clock: 0 };
  const wait = Math.max(retryAfter, moment(Math.max(burst.granted, 2) / 1_000, random));
  const pace = firstPace(burst, from, costs(ticket, now, retryAfter));
  return {
    phase: "paused",
    next: now + wait,
    allowed: now + retryAfter,
    clock: now - ticket.sentAt + worth(pace, wait),
    sent: gate.sent,
    throttled: 0,
    pace,
    metBy: gate.sent,
    lastOfBurst: gate.sent,
    answers: { granted: 0, throttled: 1 },
    metAt: now,
    failures: 0,
    busyAt: now,
    since: now - burst.span,
  };
}

function pause(gate: Active, ticket: Ticket, { now, random, retryAfter }: Throttling): Active {
  const here = { granted: ticket.call - gate.throttled, clock: ticket.clock };
  const pace = cut(gate.pace, here, ticket.speed);
  const wait = Math.max(retryAfter, moment(pace.rate, random));
  const met: Active = {
    ...gate,
    phase: "paused",
    pace: { ...pace, ...costs(ticket, now, retryAfter) },
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
export function unanswered(gate: Gate, ticket: Ticket, at: Circumstances): Gate {
  const { now, random, underWay } = at;
  if (gate.phase === "dormant") return unheld(gate, underWay);
  if (gate.phase !== "probing" || ticket.call <= gate.lastOfBurst) return gate;
  const closed: Active = { ...gate, phase: "closed", next: ticket.sentAt };
  return hold(closed, now + moment(gate.pace.rate, random));
}

function costs(
  { sentAt }: Ticket,
  now: number,
  retryAfter: number,
): Pick<Pace, "feedback" | "cost"> {
  const feedback = now - sentAt;
  return { feedback, cost: feedback + retryAfter };
}
