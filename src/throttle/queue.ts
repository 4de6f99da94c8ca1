import type { Permit } from "./permit.js";

/** A call that waits for its turn. */
export interface Waiter {
  /** Calls that have begun go before those that have not. */
  readonly hasBegun: boolean;
  /** When it has to leave at the latest. */
  readonly deadline: number;
  /** Ends the wait, with a permit or without. */
  readonly leave: (permit?: Permit) => void;
}

/** Milliseconds that a timer may be late; a call that was away for longer than that will not come back. */
const lateness = 20;
/** Milliseconds: timers count whole ones. */
const granularity = 1;

/** First in, first out, in two lines, and the calls that are away until their time has come. */
export class Queue {
  readonly #begun = new Set<Waiter>();
  readonly #new = new Set<Waiter>();
  readonly #away = new Map<Permit, number>();

  /** How many there are, away or here. */
  get size(): number {
    return this.#begun.size + this.#new.size + this.#away.size;
  }

  join(waiter: Waiter): void {
    (waiter.hasBegun ? this.#begun : this.#new).add(waiter);
  }

  leave(waiter: Waiter): void {
    this.#begun.delete(waiter);
    this.#new.delete(waiter);
  }

  /** Expects the call that had this permit to come back. */
  expect(permit: Permit, at: number): void {
    this.#away.set(permit, at);
  }

  /** The call that had this permit is back: when it was expected, if it was. */
  arrive(permit: Permit): number | undefined {
    const at = this.#away.get(permit);
    this.#away.delete(permit);
    return at;
  }

  /** Until when those who have not begun let calls go first that are about to come back; -Infinity without any. */
  heldUntil(now: number): number {
    let until = -Infinity;
    for (const [permit, at] of this.#away) {
      if (now >= at + lateness) this.#away.delete(permit);
      else if (now + granularity >= at) until = Math.max(until, at + lateness);
    }
    return until;
  }

  /** Those who wait here, in their order. */
  *[Symbol.iterator](): Generator<Waiter> {
    yield* this.#begun;
    yield* this.#new;
  }
}
