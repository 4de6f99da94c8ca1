import { type Permit, SiteThrottle } from "../../../src/throttle.js";
import { bestPossible, type Scenario } from "./scenarios.js";
import { VirtualTime } from "./virtual-time.js";

/** How a client did. */
export interface Outcome {
  /** Milliseconds from the first call to the last answer. */
  readonly wall: number;
  /** `wall`, over what is possible when the limit is known. */
  readonly ratio: number;
  /** Calls answered 429, over calls that were to be made. */
  readonly throttled: number;
  /** Calls that failed, because they were throttled nine times. */
  readonly failed: number;
  /** When the limit decided on each call, and how. */
  readonly decisions: readonly Decision[];
}

export interface Decision {
  readonly at: number;
  readonly granted: boolean;
}

const attempts = 9;

/**
 * A scenario on virtual time, played with the throttle and a network, timers and a server that are
 * not quite regular; `seed` decides in what way.
 */
export async function simulate(scenario: Scenario, seed: number): Promise<Outcome> {
  const { calls, workers, latency, work, processes = 1 } = scenario;
  const time = new VirtualTime();
  const random = seededRandom(seed);
  const limit = scenario.limit();
  const decisions: Decision[] = [];
  let next = 0;
  let failed = 0;
  let serverFree = 0;

  const clock = {
    now: () => time.now(),
    after: (delay: number, callback: () => void) =>
      time.after(Math.max(1, Math.ceil(delay)) + random(), callback),
  };
  const trip = () => time.sleep((latency / 2) * (0.8 + 0.4 * random()));

  /** Sends a call and resolves to its `Retry-After`, in milliseconds, if it was throttled. */
  async function send(call: number): Promise<number | undefined> {
    await trip();
    // A server starts slowly, and takes its time for every call.
    serverFree = Math.max(serverFree, time.now()) + (decisions.length < 60 ? 1 : 0.2);
    await time.sleep(serverFree - time.now());
    const at = time.now();
    const granted = limit.grants(at);
    decisions.push({ at, granted });
    if (granted && work !== undefined) await time.sleep(work(call));
    await trip();
    return granted ? undefined : (limit.retryAfter?.(at) ?? 0) * 1_000;
  }

  async function make(call: number, throttle: SiteThrottle): Promise<void> {
    const { signal } = new AbortController();
    let previous: Permit | undefined;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      previous = await throttle.acquire(signal, { previous });
      const retryAfter = await send(call);
      if (retryAfter === undefined) {
        previous.accepted();
        return;
      }
      previous.throttled(retryAfter);
      const delay = throttle.wait(previous);
      await time.sleep(Math.max(1, delay) + random());
    }
    failed += 1;
  }

  async function worker(throttle: SiteThrottle): Promise<void> {
    while (next < calls) await make(next++, throttle);
  }

  const throttles = Array.from({ length: processes }, () => new SiteThrottle({ clock, random }));
  const all = throttles.flatMap((throttle) =>
    Array.from({ length: workers }, () => worker(throttle)),
  );
  const best = bestPossible(scenario);
  await time.run(Promise.all(all), 20 * best + 600_000);
  return {
    wall: time.now(),
    ratio: time.now() / best,
    throttled: (decisions.length - calls + failed) / calls,
    failed,
    decisions,
  };
}

/** Mulberry32, by Tommy Ettinger (public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
