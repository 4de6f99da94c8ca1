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
  /** When the last process was done, over when the first was: 1 where all had an equal share of the limit. */
  readonly spread: number;
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
  let granted = 0;
  let failed = 0;
  let serverFree = 0;

  const clock = {
    now: () => time.now(),
    after: (delay: number, callback: () => void) =>
      time.after(Math.max(1, Math.ceil(delay)) + random(), callback),
  };
  const trip = () => time.sleep((latency / 2) * (0.8 + 0.4 * random()));

  /** Sends a call and resolves to its `Retry-After`, in milliseconds, if it was throttled. */
  async function send(): Promise<number | undefined> {
    await trip();
    // A server starts slowly, and takes its time for every call.
    serverFree = Math.max(serverFree, time.now()) + (decisions.length < 60 ? 1 : 0.2);
    await time.sleep(serverFree - time.now());
    const at = time.now();
    const isGranted = limit.grants(at);
    decisions.push({ at, granted: isGranted });
    if (isGranted) granted += 1;
    if (isGranted && work !== undefined) await time.sleep(work(granted));
    await trip();
    return isGranted ? undefined : (limit.retryAfter?.(at) ?? 0) * 1_000;
  }

  async function make(throttle: SiteThrottle): Promise<void> {
    const { signal } = new AbortController();
    let previous: Permit | undefined;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      previous = await throttle.acquire(signal, { previous });
      const retryAfter = await send();
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

  /** A process makes its share of the calls; resolves to when it is done. */
  async function run(process: number): Promise<number> {
    const throttle = new SiteThrottle({ clock, random });
    let left = Math.floor((calls + process) / processes);
    const worker = async () => {
      while (left-- > 0) await make(throttle);
    };
    await Promise.all(Array.from({ length: workers }, worker));
    return time.now();
  }

  const all = Array.from({ length: processes }, (_, process) => run(process));
  const best = bestPossible(scenario);
  const done = await time.run(Promise.all(all), 20 * best + 600_000);
  return {
    spread: Math.max(...done) / Math.min(...done),
    wall: time.now(),
    ratio: time.now() / best,
    throttled: (decisions.length - calls + failed) / calls,
    failed,
    decisions,
  };
}

/** Mulberry32, by Tommy Ettinger (public domain). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
