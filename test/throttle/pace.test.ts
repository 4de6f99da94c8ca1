import { describe, expect, test } from "vitest";
import {
  advance,
  cut,
  firstPace,
  type Mark,
  type Pace,
  resume,
  speed,
  worth,
} from "../../src/throttle/pace.js";

const start: Mark = { granted: 0, clock: 0 };
const cheap = { feedback: 5, cost: 5 };

/** A limit of `rate` calls per second, measured at the start of the clock. */
function measured(rate: number, changes: Partial<Pace> = {}): Pace {
  const perMillisecond = rate / 1_000;
  return {
    ...firstPace({ granted: 20, span: 0 }, start, cheap),
    rate: perMillisecond,
    initial: perMillisecond,
    measured: true,
    ...changes,
  };
}

const perSecond = (pace: Pace, clock: number) => speed(pace, clock) * 1_000;

describe("a measured limit", () => {
  const pace = measured(100);

  test("is come up to from just below, held, and passed with care", () => {
    expect(perSecond(pace, 0)).toBeCloseTo(90, 1);
    expect(perSecond(pace, 1_250)).toBeCloseTo(100);
    expect(perSecond(pace, 2_500)).toBeCloseTo(110, 1);
    expect(perSecond(pace, 6_250)).toBeGreaterThan(10_000);
    for (let clock = 0; clock < 3_750; clock += 50) {
      expect(speed(pace, clock + 50)).toBeGreaterThanOrEqual(speed(pace, clock));
    }
  });

  test("is passed the more slowly the more a 429 costs", () => {
    const dear = measured(100, { cost: 1_000 });
    expect(perSecond(dear, 10_000)).toBeCloseTo(100);
  });

  test("that is low is held for eight calls, and is then left behind as quickly as a high one", () => {
    const low = measured(2);
    expect(perSecond(low, 2_000)).toBeCloseTo(2);
    expect(perSecond(low, 4_000)).toBeCloseTo(2.2);
    expect(perSecond(low, 10_000) / perSecond(low, 8_000)).toBeGreaterThan(10);
  });
});

describe("a guess", () => {
  /** Sends until the clock says so; returns the pace it comes to, and how many calls that took. */
  function sendUntil(guess: Pace, clock: number): { pace: Pace; here: Mark } {
    let pace = guess;
    let here = guess.from;
    while (here.clock < clock) {
      pace = advance(pace, here);
      here = { granted: here.granted + 1, clock: here.clock + 1 / speed(pace, here.clock) };
    }
    return { pace, here };
  }

  test("starts above what was granted in a second, and doubles in 250 ms", () => {
    const guess = firstPace({ granted: 20, span: 0 }, start, cheap);
    expect(guess.rate * 1_000).toBe(50);
    expect(sendUntil(guess, 250).pace.rate * 1_000).toBeCloseTo(100, -1);
    expect(sendUntil(guess, 1_250).pace.rate * 1_000).toBeGreaterThan(1_000);
  });

  test("doubles no faster than every fourth call", () => {
    const guess = firstPace({ granted: 1, span: 0 }, start, cheap);
    expect(guess.rate * 1_000).toBe(10);
    const { pace } = [1, 2, 3, 4].reduce(
      (state, granted) => ({ pace: advance(state.pace, { granted, clock: granted * 400 }) }),
      { pace: guess },
    );
    expect(pace.rate / guess.rate).toBeLessThan(2);
  });

  test("doubles no faster than twelve answers take", () => {
    const slow = firstPace({ granted: 200, span: 0 }, start, { feedback: 200, cost: 200 });
    const { pace } = sendUntil(slow, 2_400);
    expect(pace.rate / slow.rate).toBeCloseTo(2, 1);
  });

  test("stays one when the 429 came at a speed far beyond what was granted", () => {
    const guess = firstPace({ granted: 100, span: 0 }, start, cheap);
    expect(cut(guess, { granted: 30, clock: 300 }, 0.4).measured).toBe(false);
    expect(cut(guess, { granted: 30, clock: 300 }, 0.2).measured).toBe(true);
  });
});

describe("a 429 measures the limit", () => {
  test("exactly, between two exhaustions, however unevenly calls were sent", () => {
    const pace = measured(80);
    const after = cut(pace, { granted: 300, clock: 3_000 }, 0.11);
    expect(after.measured).toBe(true);
    expect(after.rate * 1_000).toBeCloseTo(100, 0);
  });

  test("at what the burst cannot explain, when calls came too slowly at first", () => {
    const slowAtFirst = { granted: 10, clock: 900 };
    const pace = firstPace({ granted: 20, span: 0 }, start, cheap);
    const after = cut({ ...pace, marks: [slowAtFirst] }, { granted: 70, clock: 1_300 }, 0.11);
    expect(after.rate * 1_000).toBeCloseTo(100, 0);
  });

  test("after a few calls roughly, and goes on measuring from where it began", () => {
    const after = cut(measured(100), { granted: 2, clock: 60 }, 0.09);
    expect(after.rate * 1_000).toBeCloseTo(50);
    expect(after.from).toEqual(start);
  });

  test("after a few calls roughly, and a guess stays one, that is raised from a little lower", () => {
    const guess = measured(100, { measured: false });
    const after = cut(guess, { granted: 2, clock: 60 }, 0.09);
    expect(after.measured).toBe(false);
    expect(after.rate * 1_000).toBeCloseTo(45);
  });

  test("at no more than the speed that met it, and no less than half of the last pace", () => {
    expect(cut(measured(100), { granted: 900, clock: 1_000 }, 0.12).rate).toBeLessThanOrEqual(0.12);
    expect(cut(measured(100), { granted: 9, clock: 9_000 }, 0.12).rate).toBeGreaterThanOrEqual(
      0.045,
    );
  });

  test("at no less than one call in 30 s", () => {
    const pace = measured(0.04);
    const nothing = { granted: 0, clock: 10_000_000 };
    expect(1 / cut(pace, nothing, pace.rate).rate).toBeLessThan(34_000);
  });

  test("and calls resume below what was measured", () => {
    const after = cut(measured(80), { granted: 300, clock: 3_000 }, 0.11);
    expect(perSecond(resume(after, 3_100), 3_100)).toBeCloseTo(90, 0);
  });
});

describe("a time without sending", () => {
  test("counts until the burst is full again", () => {
    const pace = measured(100);
    expect(worth(pace, 100)).toBe(100);
    expect(worth(pace, 5_000)).toBe(200);
  });

  test("counts the less of a burst that took long: the limit granted its rate meanwhile", () => {
    const pace = measured(100, { burst: { granted: 30, span: 100 } });
    expect(worth(pace, 5_000)).toBeCloseTo(200);
  });

  test("counts for three calls at least", () => {
    expect(worth(measured(100, { burst: { granted: 1, span: 0 } }), 5_000)).toBeCloseTo(30);
  });
});
