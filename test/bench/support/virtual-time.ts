import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../src/throttle.js";

interface Entry {
  readonly at: number;
  readonly callback: () => void;
}

const longestTimer = 2 ** 31 - 1;

/** A clock that stands still while code runs, and then jumps to the next callback. */
export class VirtualTime implements Clock {
  #now = 0;
  /** By time, the next one last. */
  readonly #entries: Entry[] = [];

  /** How many callbacks are due later. */
  get pending(): number {
    return this.#entries.length;
  }

  now(): number {
    return this.#now;
  }

  after(delay: number, callback: () => void): () => void {
    if (delay > longestTimer) throw new Error("No platform has a timer that long.");
    const entry = { at: this.#now + Math.max(0, delay), callback };
    this.#entries.splice(this.#indexOf(entry.at), 0, entry);
    return () => {
      const index = this.#entries.indexOf(entry);
      if (index >= 0) this.#entries.splice(index, 1);
    };
  }

  sleep(delay: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delay, resolve);
    });
  }

  /** Runs what is due within the next `duration` milliseconds, and everything that follows of it. */
  async advance(duration: number): Promise<void> {
    await this.#runTo(this.#now + duration, () => false);
  }

  /** Runs until `work` settles; fails when nothing is left to do before, or at `limit`. */
  async run<T>(work: Promise<T>, limit: number): Promise<T> {
    let isSettled = false;
    const settled = work.finally(() => {
      isSettled = true;
    });
    const stuck = this.#runTo(limit, () => isSettled).then(() => {
      throw new Error(`Nothing settled by ${Math.round(this.#now)} ms of virtual time.`);
    });
    return Promise.race([settled, stuck]);
  }

  async #runTo(limit: number, isDone: () => boolean): Promise<void> {
    for (;;) {
      await setImmediate();
      const next = this.#entries.at(-1);
      if (isDone() || next === undefined || next.at > limit) break;
      this.#entries.pop();
      this.#now = next.at;
      next.callback();
    }
    if (!isDone() && limit !== Infinity) this.#now = Math.max(this.#now, limit);
  }

  /** Where an entry of this time goes: before the sooner ones, after those of the same time. */
  #indexOf(at: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
