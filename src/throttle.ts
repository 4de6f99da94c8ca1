import { named } from "./errors/errors.js";
import { listenForAbort } from "./abort-listener.js";
import { pass } from "./throttle/gate.js";
import { isRecord } from "./record.js";
import { type Clock, platformClock } from "./throttle/clock.js";
import { type Permit, SitePermit, type Step } from "./throttle/permit.js";
import { Queue, type Waiter } from "./throttle/queue.js";
import { closedUntil, dormant, type Gate, opensAt } from "./throttle/state.js";

export type { Clock, Permit };

/** What a throttle is told of the call that wants to make an attempt. */
export interface AcquireOptions {
  /** The permit of the call's attempt before; undefined at its first. */
  readonly previous?: Permit | undefined;
  /** Milliseconds the call has left. Default: no limit. */
  readonly within?: number | undefined;
}

/**
 * What every attempt passes through before it is sent: {@link SiteThrottle}, or one of your own, such as one that
 * asks a limiter which several machines share. What it throws, but for a {@link ThrottledError}, ends the call as
 * the `cause` of a ConfigurationError.
 */
export interface Throttle {
  /**
   * Resolves when the attempt may start. Rejects with `signal.reason` once `signal` is aborted, and
   * with a {@link ThrottledError} as soon as the attempt cannot start within the time left.
   */
  acquire(signal: AbortSignal, options?: AcquireOptions): Promise<Permit>;
  /**
   * Milliseconds until an attempt may start at the earliest; 0 when one may start now, or any time. Asked after
   * a failure. With the permit of a call that was answered 429, and comes back after that time to ask for another:
   * a throttle may keep its place.
   */
  wait(previous?: Permit): number;
}

/** Milliseconds that a timer is late only where the whole process stood still. */
const stall = 20;

/** What a throttle rejects with when a call would have to wait for longer than it can. It ends as a RateLimitError. */
export class ThrottledError extends Error {
  static {
    named(this, "ThrottledError");
  }
  /** Milliseconds until an attempt may start, as far as that is known. */
  declare readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("throttled");
    this.retryAfter = retryAfter;
  }
}

/** For how long the site stays throttled, in milliseconds, when that was thrown: by whatever copy of this package. */
export function throttledFor(thrown: unknown): number | undefined {
  const { name, retryAfter } = isRecord(thrown) ? thrown : {};
  return name === "ThrottledError" && typeof retryAfter === "number" ? retryAfter : undefined;
}

/** Replaces the platform's clock, timer and chance; for tests. */
export interface SiteThrottleOptions {
  readonly clock?: Clock;
  /** Returns a number in [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
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
  readonly #queue = new Queue();
  readonly #failedProbes = new WeakSet<Permit>();
  #gate: Gate = dormant;
  #underWay = 0;
  #latest = -Infinity;
  #cancelAlarm: () => void = () => undefined;

  constructor({ clock = platformClock, random = Math.random }: SiteThrottleOptions = {}) {
    this.#clock = clock;
    this.#random = random;
  }

  async acquire(
    signal: AbortSignal,
    { previous, within = Infinity }: AcquireOptions = {},
  ): Promise<Permit> {
    signal.throwIfAborted();
    const now = this.#now(previous && this.#queue.arrive(previous));
    const opens = opensAt(this.#gate);
    const isFree = this.#queue.size === 0 && opens <= now;
    // Nothing is known against a call while dormant, so one that cannot wait need not.
    const mustGo = this.#gate.phase === "dormant" && opens > now + within;
    if (isFree || mustGo) return this.#pass(now, false);
    const hasBegun = previous !== undefined && !this.#failedProbes.has(previous);
    const permit = await this.#enqueue(signal, now + within, hasBegun);
    if (permit !== undefined && !signal.aborted) return permit;
    permit?.unanswered();
    signal.throwIfAborted();
    throw new ThrottledError(this.wait());
  }

  wait(previous?: Permit): number {
    const now = this.#now();
    const delay = Math.ceil(Math.max(0, closedUntil(this.#gate) - now));
    if (previous !== undefined) this.#queue.expect(previous, now + delay);
    return delay;
  }

  /**
   * The time never goes back, and is past what a timer that rang was set to: where timers and the clock
   * come from two sources, as with fake timers that leave one of them alone, no wait may last for ever.
   */
  #now(rangFor = -Infinity): number {
    this.#latest = Math.max(this.#latest, rangFor, this.#clock.now());
    return this.#latest;
  }

  #enqueue(signal: AbortSignal, deadline: number, hasBegun: boolean): Promise<Permit | undefined> {
    return new Promise((resolve) => {
      const unlisten = listenForAbort(signal, () => {
        waiter.leave();
        this.#setAlarm();
      });
      const waiter: Waiter = {
        hasBegun,
        deadline,
        leave: (permit) => {
          this.#queue.leave(waiter);
          unlisten();
          resolve(permit);
        },
      };
      this.#queue.join(waiter);
      this.#dismiss([waiter]);
      this.#proceed();
    });
  }

  #proceed(): void {
    for (const waiter of this.#queue) {
      const now = this.#now();
      const isHeld = !waiter.hasBegun && this.#queue.heldUntil(now) > now;
      if (isHeld || opensAt(this.#gate) > now) break;
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
    const [first] = this.#queue;
    if (first === undefined) return;
    const now = this.#now();
    const opens = Math.max(now, opensAt(this.#gate));
    const at = first.hasBegun ? opens : Math.max(opens, this.#queue.heldUntil(opens));
    const ring = () => {
      this.#now(at);
      this.#proceed();
    };
    this.#cancelAlarm = this.#clock.after(at - now, () => {
      // Where the whole process stood still, calls that are due to come back do so first.
      if (this.#clock.now() - at > stall) this.#cancelAlarm = this.#clock.after(0, ring);
      else ring();
    });
  }

  #pass(now: number, held: boolean): Permit {
    const { gate, ticket } = pass(this.#gate, now, held);
    this.#gate = gate;
    this.#underWay += 1;
    return new SitePermit(ticket, this.#onReport);
  }

  readonly #onReport = (permit: SitePermit, step: Step): void => {
    this.#underWay -= 1;
    const before = this.#gate;
    const gate = step(before, permit.ticket, {
      now: this.#now(),
      random: this.#random,
      underWay: this.#underWay,
      callers: this.#queue.size + 1,
    });
    this.#gate = gate;
    if (gate.phase === "closed" && gate.metBy === permit.ticket.call)
      this.#failedProbes.add(permit);
    if (this.#queue.size === 0) return;
    if (gate.phase !== before.phase || opensAt(gate) > opensAt(before)) {
      this.#dismiss([...this.#queue]);
    }
    this.#proceed();
  };
}
