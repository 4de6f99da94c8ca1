import { accepted, pass, throttled, unanswered } from "./throttle/gate.js";
import { type Answer, type Permit, SitePermit } from "./throttle/permit.js";
import { dormant, type Gate, opensAt } from "./throttle/state.js";

export type { Permit };

/** What the throttle may know of the call that wants to make an attempt. */
export interface AcquireOptions {
  /**
   * The permit of the call's attempt before. A call that has begun goes before those that have not,
   * but for one that failed as a probe: calls take turns at that.
   */
  readonly previous?: Permit | undefined;
  /** Milliseconds the call has left. Default: no limit. */
  readonly within?: number | undefined;
}

/** What every attempt passes through before it is sent. */
export interface Throttle {
  /**
   * Resolves when the attempt may start. Rejects with `signal.reason` once `signal` is aborted, and
   * with a {@link ThrottledError} as soon as the attempt cannot start within the time left.
   */
  acquire(signal: AbortSignal, options?: AcquireOptions): Promise<Permit>;
  /** Milliseconds until an attempt may start at the earliest; 0 when one may start now. */
  wait(): number;
}

/** The site stays throttled for longer than a call can wait. */
export class ThrottledError extends Error {
  override readonly name: string = "ThrottledError";
  /** Milliseconds until the site is tried again. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("throttled");
    this.retryAfter = retryAfter;
  }
}

/** Replaces the platform's clock, timer and chance; for tests. */
export interface SiteThrottleOptions {
  readonly clock?: Clock;
  /** Returns a number in [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
}

/** Times are milliseconds. */
export interface Clock {
  /** A time that never goes back. */
  now(): number;
  /** Calls back once; returns a function that prevents it. */
  after(delay: number, callback: () => void): () => void;
}

const platformClock: Clock = {
  now: () => performance.now(),
  after: (delay, callback) => {
    const timer = setTimeout(callback, delay);
    return () => {
      clearTimeout(timer);
    };
  },
};

interface Waiter {
  readonly deadline: number;
  /** Ends the wait, with a permit or without. */
  readonly leave: (permit?: Permit) => void;
}

/**
 * Keeps all calls to one site at the pace its limit allows. Until the API first answers 429 every
 * call passes; only after the first answer to a burst of more than eight do the next calls wait for the
 * rest of it, 100 ms at most, and later only for a burst twice as large. From the first 429 on calls
 * queue, and leave in order, at a pace that is learned from what the API grants, raised while all goes
 * well and cut at the next 429; after ten quiet seconds all pass again.
 *
 * Each client has one of its own. Clients of the same site in one process should share one:
 * `createClient({ throttle })`.
 */
export class SiteThrottle implements Throttle {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #returning = new Set<Waiter>();
  readonly #arriving = new Set<Waiter>();
  readonly #failedProbes = new WeakSet<Permit>();
  #gate: Gate = dormant;
  #underWay = 0;
  #cancelAlarm: () => void = () => undefined;

  constructor({ clock = platformClock, random = Math.random }: SiteThrottleOptions = {}) {
    this.#clock = clock;
    this.#random = random;
  }

  async acquire(signal: AbortSignal, options?: AcquireOptions): Promise<Permit> {
    signal.throwIfAborted();
    const now = this.#clock.now();
    const { previous, within = Infinity } = options ?? {};
    const opens = opensAt(this.#gate);
    const isFree = this.#waiting === 0 && opens <= now;
    // Nothing is known against a call while dormant, so one that cannot wait need not.
    const mustGo = this.#gate.phase === "dormant" && opens > now + within;
    if (isFree || mustGo) return this.#pass(now, false);
    const permit = await this.#enqueue(signal, now + within, previous);
    if (permit !== undefined && !signal.aborted) return permit;
    permit?.unanswered();
    signal.throwIfAborted();
    throw new ThrottledError(Math.ceil(this.wait()));
  }

  wait(): number {
    return Math.max(0, opensAt(this.#gate) - this.#clock.now());
  }

  get #waiting(): number {
    return this.#returning.size + this.#arriving.size;
  }

  #enqueue(
    signal: AbortSignal,
    deadline: number,
    previous: Permit | undefined,
  ): Promise<Permit | undefined> {
    const hasTurn = previous !== undefined && !this.#failedProbes.has(previous);
    const line = hasTurn ? this.#returning : this.#arriving;
    return new Promise((resolve) => {
      const onAbort = () => {
        waiter.leave();
        this.#setAlarm();
      };
      const waiter: Waiter = {
        deadline,
        leave: (permit) => {
          line.delete(waiter);
          signal.removeEventListener("abort", onAbort);
          resolve(permit);
        },
      };
      signal.addEventListener("abort", onAbort);
      line.add(waiter);
      this.#dismiss([waiter]);
      this.#proceed();
    });
  }

  #proceed(): void {
    for (let now = this.#clock.now(); opensAt(this.#gate) <= now; now = this.#clock.now()) {
      const [waiter] = this.#returning.size > 0 ? this.#returning : this.#arriving;
      if (waiter === undefined) break;
      waiter.leave(this.#pass(now, true));
    }
    this.#setAlarm();
  }

  /** Ends the waits that cannot succeed. While probing, an answer may open the gate any time. */
  #dismiss(waiters: Iterable<Waiter>): void {
    if (this.#gate.phase === "probing") return;
    const opens = opensAt(this.#gate);
    for (const waiter of waiters) if (waiter.deadline < opens) waiter.leave();
  }

  #setAlarm(): void {
    this.#cancelAlarm();
    if (this.#waiting === 0) return;
    this.#cancelAlarm = this.#clock.after(this.wait(), () => {
      this.#proceed();
    });
  }

  #pass(now: number, held: boolean): Permit {
    const { gate, ticket } = pass(this.#gate, now, held);
    this.#gate = gate;
    this.#underWay += 1;
    return new SitePermit(ticket, this.#onAnswer);
  }

  readonly #onAnswer = (permit: SitePermit, answer: Answer): void => {
    this.#underWay -= 1;
    const before = this.#gate;
    const gate = this.#gateAfter(permit, answer);
    this.#gate = gate;
    if (gate.phase === "closed" && gate.metBy === permit.ticket.call)
      this.#failedProbes.add(permit);
    if (this.#waiting === 0) return;
    if (gate.phase !== before.phase || opensAt(gate) > opensAt(before)) {
      this.#dismiss([...this.#returning, ...this.#arriving]);
    }
    this.#proceed();
  };

  #gateAfter({ ticket }: SitePermit, answer: Answer): Gate {
    const at = { now: this.#clock.now(), random: this.#random, underWay: this.#underWay };
    if (answer === "accepted") return accepted(this.#gate, ticket, at);
    if (answer === "none") return unanswered(this.#gate, ticket, at);
    return throttled(this.#gate, ticket, { ...at, callers: this.#waiting + 1, ...answer });
  }
}
