import type { Permit } from "./permit.js";

/** A call that waits for its turn. */
export interface Waiter {
  /** When it has to leave at the latest. */
  readonly deadline: number;
  /** Ends the wait, with a permit or without. */
  readonly leave: (permit?: Permit) => void;
}

/** First in, first out, in two lines: calls that have begun go before those that have not. */
export class Queue {
  readonly #begun = new Set<Waiter>();
  readonly #new = new Set<Waiter>();

  get size(): number {
    return this.#begun.size + this.#new.size;
  }

  join(waiter: Waiter, hasBegun: boolean): void {
    (hasBegun ? this.#begun : this.#new).add(waiter);
  }

  leave(waiter: Waiter): void {
    this.#begun.delete(waiter);
    this.#new.delete(waiter);
  }

  /** All who wait, in their order. */
  *[Symbol.iterator](): Generator<Waiter> {
    yield* this.#begun;
    yield* this.#new;
  }
}
