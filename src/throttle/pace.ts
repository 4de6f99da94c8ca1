/**
 * A point in the history of sending. Between two points at which a limit was exhausted it granted
 * its rate, whatever its burst and however unevenly the calls came: that is what is measured here.
 */
export interface Mark {
  /** Calls sent so far, less those answered 429. */
  readonly granted: number;
  /** Milliseconds in which a limit could grant calls: a long time without sending counts in part. */
  readonly clock: number;
}

/** What a 429 costs, in milliseconds. */
export interface Cost {
  /** From sending the call to knowing that it was throttled. */
  readonly feedback: number;
  /** From sending the call to sending again. */
  readonly total: number;
}

/** What was granted before the first 429, while calls came as they liked. */
export interface Burst {
  readonly granted: number;
  /** Milliseconds in which it was; the limit granted its rate in that time, too. */
  readonly span: number;
}

/** How fast to send, and what that was learned from. Rates are calls per millisecond. */
export interface Pace {
  /** What the limit was measured to grant; or else the guess that is being raised. */
  readonly rate: number;
  /** Whether `rate` was measured between two exhaustions and not far from where the second came. */
  readonly measured: boolean;
  /** The rate when `since` began. */
  readonly initial: number;
  /** When sending at this pace began, on the clock. */
  readonly since: number;
  readonly cost: Cost;
  readonly burst: Burst;
  /** The exhaustion that measuring began at. */
  readonly from: Mark;
  /** Points between `from` and now, closer together towards now. */
  readonly marks: readonly Mark[];
}

/** How far below a measured limit sending resumes. */
const dip = 0.1;
/** After so many plateaus without a 429 the limit is no longer what it was. */
const outgrown = 3;
const slowest = 1 / 30_000;
/** How many calls it takes to measure a limit. */
const enough = 8;
/** How many times faster than the measured limit the last call may have been for that to hold. */
const near = 2.5;

/** The pace after the first 429: a guess, well above what was granted in a second. */
export function firstPace(burst: Burst, from: Mark, cost: Cost): Pace {
  const rate = (2.5 * Math.max(burst.granted, 1)) / 1_000;
  return { rate, measured: false, initial: rate, since: 0, cost, burst, from, marks: [] };
}

/** Calls per millisecond at a point of the clock. */
export function speed(pace: Pace, clock: number): number {
  if (!pace.measured) return pace.rate;
  return pace.rate * (1 + dip * ((clock - pace.since) / plateau(pace) - 1) ** 3);
}

/**
 * Milliseconds in which to come up to a measured limit, and again to pass it: the curve of CUBIC
 * (RFC 9438), over a time that makes the cost of finding the limit a small part of it.
 */
function plateau({ cost }: Pace): number {
  return Math.max(1_250, 8 * cost.total);
}

/**
 * How much of a time without sending counts: a limit stores no more calls than fit its bucket. A few
 * calls' time always counts, for the burst before the first 429 may have met a bucket half empty.
 */
export function worth({ burst, rate }: Pace, time: number): number {
  const bucket = Math.max(3, burst.granted - rate * burst.span);
  return Math.min(time, bucket / rate);
}

/** The pace when sending resumes, perhaps after an answer that took `feedback` milliseconds. */
export function resume(pace: Pace, clock: number, feedback: number = Infinity): Pace {
  const cost = { ...pace.cost, feedback: Math.min(pace.cost.feedback, feedback) };
  return { ...pace, since: clock, cost };
}

/** The pace for one more call, sent at `here`. */
export function advance(pace: Pace, here: Mark): Pace {
  if (!pace.measured) return raise(remember(pace, here));
  if (here.clock - pace.since < outgrown * plateau(pace)) return remember(pace, here);
  const rate = speed(pace, here.clock);
  return { ...pace, rate, measured: false, initial: rate, from: here, marks: [] };
}

/**
 * Doubles a guess in 400 ms, the first one, which rests on next to nothing, in 250 ms; or in the time
 * that four calls or twelve answers take.
 */
function raise(pace: Pace): Pace {
  const { rate, from, cost } = pace;
  const doubling = Math.max(4 / rate, from.clock === 0 ? 250 : 400, 12 * cost.feedback);
  return { ...pace, rate: rate * 2 ** (1 / (rate * doubling)) };
}

function remember(pace: Pace, here: Mark): Pace {
  const last = pace.marks.at(-1) ?? pace.from;
  const apart = Math.max(1, (here.granted - pace.from.granted) / 6);
  return here.granted - last.granted < apart ? pace : { ...pace, marks: [...pace.marks, here] };
}

/** The pace after the limit was exhausted at `here`, by a call sent at `top` calls per millisecond. */
export function cut(pace: Pace, here: Mark, top: number): Pace {
  const marks = pace.marks.filter(({ clock }) => clock < here.clock);
  const granted = here.granted - pace.from.granted;
  const time = here.clock - pace.from.clock;
  const average = (granted + 2) / (time + 2 / top);
  const found = Math.max(average, atLeast(marks, here, pace.burst));
  const conclusive = granted >= enough;
  const measured = conclusive && (top <= near * found || isConfirmed(pace, found, time));
  const limit = Math.max(slowest, Math.min(top, Math.max(found, pace.initial / 2)));
  const rate = measured ? limit : (1 - dip) * limit;
  return {
    ...pace,
    rate,
    measured,
    initial: rate,
    from: conclusive ? here : pace.from,
    marks: conclusive ? [] : marks,
  };
}

/**
 * Whether the guess began about where the limit is found to be, and finding it more exactly would
 * take a 429 that costs as much again: a limit that stores many calls hides its rate every time.
 */
function isConfirmed({ initial, cost }: Pace, found: number, time: number): boolean {
  return Math.abs(found - initial) < found / 4 && cost.total > time / 4;
}

/**
 * What a limit must grant at least, when its bucket was perhaps full at every mark. This tells more
 * than the average when calls came too slowly at first, so that the bucket overflowed.
 */
function atLeast(marks: readonly Mark[], here: Mark, burst: Burst): number {
  const rates = marks
    .map((mark) => ({ granted: here.granted - mark.granted, time: here.clock - mark.clock }))
    .filter(({ time }) => time > 2 * burst.span)
    .map(({ granted, time }) => (granted - burst.granted) / (time - burst.span));
  return Math.max(0, ...rates);
}
