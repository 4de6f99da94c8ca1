import { describe, expect, test } from "vitest";
import { tokenBucket } from "../bench/support/limits.js";
import { type Scenario, scenarios } from "../bench/support/scenarios.js";
import { type Outcome, simulate } from "../bench/support/simulate.js";

function scenario(name: string): Scenario {
  const found = scenarios.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}".`);
  return found;
}

async function simulateAll(chosen: Scenario): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const seed of [1, 2, 3]) outcomes.push(await simulate(chosen, seed));
  return outcomes;
}

/** Wall time over the best possible, 429s per call, and the slowest process over the fastest, at the most. */
const promises: [string, number, number, number?][] = [
  ["steady", 1.05, 0.025],
  ["3 s of 429 for all", 1.1, 0.03],
  ["a quarter for 6 s", 1.15, 0.03],
  ["fixed window, 200 in 2 s", 1.2, 0.055],
  ["fixed window, 1,000 in 10 s", 1.2, 0.035],
  ["sliding window, 200 in 2 s", 1.4, 0.06],
  ["1 per s, burst 5", 1.05, 0.45],
  ["5 per s", 1.05, 0.2],
  ["20 per s", 1.05, 0.08],
  ["500 per s", 1.2, 0.01],
  ["50 per s, burst 1", 1.25, 0.05],
  ["100 per s, burst 500", 1.05, 0.03],
  ["every 10th call takes 2 s", 1.1, 0.03],
  ["Retry-After: 1", 1.25, 0.025],
  ["Retry-After, fixed window", 1.2, 0.045],
  ["2 workers", 1.05, 0.01],
  ["200 workers", 1.05, 0.12],
  ["latency 50 ms", 1.05, 0.03],
  ["latency 200 ms", 1.1, 0.035],
  ["latency 800 ms, 200 workers", 1.15, 0.04],
  ["2 processes, 25 workers each", 1.25, 0.035, 1.6],
  ["4 processes, 10 workers each", 1.4, 0.05, 2],
  ["4 processes, 25 workers each", 1.35, 0.09, 2.4],
  ["8 processes, 10 workers each", 1.35, 0.12, 3.3],
  ["8 processes, 25 workers each", 1.45, 0.19, 3.3],
  ["16 processes, 10 workers each", 1.6, 0.24, 3],
  ["16 processes, 25 workers each", 1.6, 0.37, 4.7],
  ["60 s of 429 for all", 1.25, 0.04],
];

describe("an unknown limit is found and kept to", () => {
  test.each(promises)(
    "%s: within %d of the best possible, %d 429s per call, no call fails",
    async (name, ratio, throttled, spread = 1) => {
      const chosen = scenario(name);
      for (const outcome of await simulateAll(chosen)) {
        expect(outcome.failed).toBe(0);
        expect(outcome.ratio).toBeLessThan(ratio);
        expect(outcome.throttled).toBeLessThan(throttled);
        expect(outcome.spread).toBeLessThanOrEqual(spread);
      }
    },
  );

  test("every scenario has a promise", () => {
    const named = [...promises.map(([name]) => name), "lifted after 8 s"];
    expect(named.sort()).toEqual(scenarios.map(({ name }) => name).sort());
  });
});

describe("a limit that is lifted", () => {
  const lifted = (rate: number): Scenario => ({
    ...scenario("lifted after 8 s"),
    limit: () => tokenBucket((now) => (now < 8_000 ? rate : 1e6), 20),
    calls: 60_000,
  });

  test.each([100, 20, 5])("of %d per s: full speed within ten seconds", async (rate) => {
    const { decisions } = await simulate(lifted(rate), 1);
    const perSecond = new Map<number, number>();
    for (const { at } of decisions) {
      const second = Math.floor(at / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    // The simulated server takes 0.2 ms for each call, one after the other.
    expect(perSecond.get(18)).toBeGreaterThan(4_500);
  });
});
