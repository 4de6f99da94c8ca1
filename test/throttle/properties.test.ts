import fc from "fast-check";
import { expect, test } from "vitest";
import { accepted, pass, throttled, unanswered } from "../../src/throttle/gate.js";
import { dormant, type Gate, opensAt, type Ticket } from "../../src/throttle/state.js";
import { type Permit, SiteThrottle } from "../../src/throttle.js";
import { VirtualTime } from "../bench/support/virtual-time.js";

/** What the world does next; indices choose among the calls that wait or are on their way. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("call" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("grant" as const), index: fc.nat({ max: 99 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("throttle" as const),
      index: fc.nat({ max: 99 }),
      retryAfter: fc.oneof(fc.constant(0), fc.nat({ max: 5_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("lose" as const), index: fc.nat({ max: 99 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("abort" as const), index: fc.nat({ max: 99 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      duration: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 20_000 })),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const steps = fc.array(step, { maxLength: 120, size: "max" });
const chance = fc.double({ min: 0, max: 0.999, noNaN: true });

/** Takes one of a list, by an index of any size. */
function take<T>(list: T[], index: number): T | undefined {
  return list.splice(index % Math.max(1, list.length), 1)[0];
}

/** Plays the world's steps with a throttle, and writes down what it did. */
class World {
  readonly time = new VirtualTime();
  readonly throttle: SiteThrottle;
  readonly onTheirWay: Permit[] = [];
  readonly waiting: { readonly call: number; readonly controller: AbortController }[] = [];
  /** Calls in the order in which they passed. */
  readonly passed: number[] = [];
  readonly aborted: number[] = [];
  /** Times at which a call passed although the API had asked to stay away. */
  readonly tooEarly: number[] = [];
  readonly calls: Promise<void>[] = [];
  #allowed = 0;

  constructor(random: number) {
    this.throttle = new SiteThrottle({ clock: this.time, random: () => random });
  }

  async play(all: readonly Step[]): Promise<void> {
    for (const next of all) {
      this.#do(next);
      await this.time.advance(next.kind === "wait" ? next.duration : 0);
    }
  }

  #do(next: Step): void {
    if (next.kind === "call") this.calls.push(this.call());
    if (next.kind === "grant") take(this.onTheirWay, next.index)?.accepted();
    if (next.kind === "lose") take(this.onTheirWay, next.index)?.unanswered();
    if (next.kind === "abort") take(this.waiting, next.index)?.controller.abort();
    if (next.kind !== "throttle") return;
    const permit = take(this.onTheirWay, next.index);
    if (permit === undefined) return;
    this.#allowed = Math.max(this.#allowed, this.time.now() + next.retryAfter);
    permit.throttled(next.retryAfter);
  }

  async call(): Promise<void> {
    const call = this.calls.length;
    const controller = new AbortController();
    const waiter = { call, controller };
    this.waiting.push(waiter);
    try {
      const permit = await this.throttle.acquire(controller.signal);
      if (this.time.now() < this.#allowed) this.tooEarly.push(this.time.now());
      this.passed.push(call);
      this.onTheirWay.push(permit);
    } catch {
      this.aborted.push(call);
    } finally {
      const index = this.waiting.indexOf(waiter);
      if (index >= 0) this.waiting.splice(index, 1);
    }
  }
}

test("whatever happens, every call that is not aborted passes in the end", async () => {
  await fc.assert(
    fc.asyncProperty(steps, chance, async (all, random) => {
      const world = new World(random);
      await world.play(all);
      await world.time.run(Promise.all(world.calls), 10_000_000);
      expect(world.passed.length + world.aborted.length).toBe(world.calls.length);
      expect(world.time.pending).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test("no call passes while the API has asked to stay away", async () => {
  await fc.assert(
    fc.asyncProperty(steps, chance, async (all, random) => {
      const world = new World(random);
      await world.play(all);
      await world.time.run(Promise.all(world.calls), 10_000_000);
      expect(world.tooEarly).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("calls pass in the order in which they came", async () => {
  await fc.assert(
    fc.asyncProperty(steps, chance, async (all, random) => {
      const world = new World(random);
      await world.play(all);
      await world.time.run(Promise.all(world.calls), 10_000_000);
      expect(world.passed).toEqual([...world.passed].sort((a, b) => a - b));
    }),
    { numRuns: 100 },
  );
});

test("an abort releases every call that waits, at once, and leaves no timer", async () => {
  await fc.assert(
    fc.asyncProperty(steps, chance, async (all, random) => {
      const world = new World(random);
      await world.play(all);
      const before = world.time.now();
      for (const { controller } of world.waiting) controller.abort();
      await Promise.all(world.calls);
      expect(world.time.now()).toBe(before);
      expect(world.time.pending).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test("the gate opens within a minute of any event, or when Retry-After says", () => {
  const numbers = fc.record({
    answer: fc.constantFrom("grant", "throttle", "lose", "none"),
    index: fc.nat({ max: 99 }),
    retryAfter: fc.oneof(fc.constant(0), fc.nat({ max: 100_000 })),
    passed: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 30_000, noNaN: true })),
    callers: fc.integer({ min: 1, max: 50 }),
    calls: fc.nat({ max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 200, size: "max" }), chance, (events, chosen) => {
      const random = () => chosen;
      const onTheirWay: Ticket[] = [];
      let gate: Gate = dormant;
      let now = 0;
      let allowed = 0;
      for (const { answer, index, retryAfter, passed, callers, calls } of events) {
        now += passed;
        for (let call = 0; call < calls && opensAt(gate) <= now; call += 1) {
          const passing = pass(gate, now, false);
          gate = passing.gate;
          onTheirWay.push(passing.ticket);
        }
        const ticket = answer === "none" ? undefined : take(onTheirWay, index);
        const at = { now, random, underWay: onTheirWay.length };
        if (ticket !== undefined && answer === "grant") {
          gate = accepted(gate, ticket, at);
        }
        if (ticket !== undefined && answer === "lose") {
          gate = unanswered(gate, ticket, at);
        }
        if (ticket !== undefined && answer === "throttle") {
          allowed = Math.max(allowed, now + retryAfter);
          gate = throttled(gate, ticket, { ...at, retryAfter, callers });
        }
        expect(opensAt(gate)).toBeLessThanOrEqual(Math.max(allowed, now + 60_001));
        expect(opensAt(gate)).not.toBeNaN();
      }
    }),
    { numRuns: 2_000 },
  );
});
