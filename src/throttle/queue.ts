import type { Permit } from "./permit.js";

/** A call that waits for its turn. */
export interface Waiter {
  /** When it has to leave at the latest. */
  readonly deadline: number;
  /** Ends the wait, with a permit or without. */
  readonly leave: (permit?: Permit) => void;
}

/** A place in the queue. While its call is away, waiting elsewhere, it has no waiter. */
export interface Place {
  waiter: Waiter | undefined;
  /** When the call comes back, if it is away. */
  readonly returnsAt: number;
  /** When others began to wait for it, if it is late. */
  missedAt: number;
  readonly line: Set<Place>;
}

/** Milliseconds that a timer may be late; a call that was away for longer than that will not come back. */
const lateness = 20;
/** Milliseconds: timers count whole ones. */
const granularity = 1;

/** First in, first out, in two lines: calls that have begun go before those that have not. */
export class Queue {
  readonly #begun = new Set<Place>();
  readonly #new = new Set<Place>();

  /** How many places there are, those of calls that are away included. */
  get size(): number {
    return this.#begun.size + this.#new.size;
  }

  /** The last place in a line. */
  join(hasBegun: boolean, returnsAt: number): Place {
    const line = hasBegun ? this.#begun : this.#new;
    const place = { waiter: undefined, returnsAt, missedAt: Infinity, line };
    line.add(place);
    return place;
  }

  /**
   * Who is first. Nobody while a call whose time has come is not back yet; a call that is away for
   * longer is passed over, and keeps its place.
   */
  first(now: number): Waiter | undefined {
    for (const place of this.#places()) {
      if (place.waiter !== undefined) return place.waiter;
      if (isLost(place, now)) {
        place.line.delete(place);
      } else if (isDue(place, now)) {
        place.missedAt = Math.min(place.missedAt, now);
        return undefined;
      }
    }
    return undefined;
  }

  /** Until when a call that is due to come back is waited for; -Infinity when none is. */
  heldUntil(now: number): number {
    for (const place of this.#places()) {
      if (place.waiter !== undefined) break;
      if (isDue(place, now)) return Math.min(place.missedAt, now) + lateness;
    }
    return -Infinity;
  }

  /** Those who wait here, in their order. */
  *waiters(): Generator<Waiter> {
    for (const { waiter } of this.#places()) if (waiter !== undefined) yield waiter;
  }

  *#places(): Generator<Place> {
    yield* this.#begun;
    yield* this.#new;
  }
}

function isDue({ returnsAt }: Place, now: number): boolean {
  return now + granularity >= returnsAt;
}

/** Where the whole process was late, nobody has missed the call yet. */
function isLost({ waiter, returnsAt, missedAt }: Place, now: number): boolean {
  return waiter === undefined && now >= Math.min(missedAt + lateness, returnsAt + 1_000);
}
