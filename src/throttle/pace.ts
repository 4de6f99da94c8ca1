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
  /** Milliseconds that an answer takes. */
  readonly feedback: number;
  /** Milliseconds that a 429 costs: to know of it, and to stay away for as long as it asks. */
  readonly cost: number;
  readonly burst: Burst;
  /** The exhaustion that measuring began at. */
  readonly from: Mark;
  /** Points between `from` and now, closer together towards now. */
  readonly marks: readonly Mark[];
}

/** One call in about half a minute. */
const slowest = 3e-5;
/** How many calls it takes to measure a limit. */
const enough = 12;
/** How many times faster than the measured limit the last call may have been for that to hold. */
const near = 2.5;

/** The pace after the first 429: a guess, well above what was granted in a second. */
export function firstPace(burst: Burst, from: Mark, costs: Pick<Pace, "feedback" | "cost">): Pace {
  const rate = (2.5 * Math.max(burst.granted, 4)) / 1_000;
  return { ...costs, rate, measured: false, initial: rate, since: 0, burst, from, marks: [] };
}

/**
 * Calls per millisecond at a point of the clock. A measured limit is come up to from 10 % below, held,
 * and passed by 10 %, each in the time of a plateau, and then left behind ever more quickly: the curve
 * of CUBIC (RFC 9438), but growing exponentially, since a limit may have been lifted for good.
 */
export function speed(pace: Pace, clock: number): number {
  const { rate, measured, since } = pace;
  return measured ? rate * (1 + Math.sinh(3 * ((clock - since) / plateau(pace) - 1)) / 100) : rate;
}

/**
 * Milliseconds, at least in which four calls pass, that make what a 429 costs a small part of them. The
 * pause after one is no cost: meanwhile the limit stores calls, or grants them to other processes, among
 * which one that is slow, and pauses for long, has to become faster no later than the others.
 */
function plateau({ rate, cost }: Pace): number {
  return Math.max(1_250, 4 / rate, 10 * cost);
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
  return { ...pace, since: clock, feedback: Math.min(pace.feedback, feedback) };
}

/** The pace for one more call, sent at `here`: a guess is raised, to double in 250 ms, or in the time of four calls or twelve answers. */
export function advance(pace: Pace, here: Mark): Pace {
  const { rate, measured, feedback } = pace;
  const doubling = Math.max(4 / rate, 250, 12 * feedback);
  const raised = measured ? rate : rate * 2 ** (1 / (rate * doubling));
  return { ...remember(pace, here), rate: raised };
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
  const measured = pace.measured || (conclusive && top <= near * found);
  const limit = Math.max(slowest, Math.min(top, Math.max(found, pace.initial / 2)));
  const rate = measured ? limit : 0.9 * limit;
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
