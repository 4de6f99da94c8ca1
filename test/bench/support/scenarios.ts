import {
  fixedWindow,
  type Limit,
  outage,
  slidingWindow,
  tokenBucket,
  withRetryAfter,
} from "./limits.js";

/** A number of calls, made by workers that each make one after the other, against a limit. */
export interface Scenario {
  readonly name: string;
  readonly limit: () => Limit;
  readonly calls: number;
  readonly workers: number;
  /** Milliseconds from sending a call to its answer. */
  readonly latency: number;
  /** Milliseconds that the n-th call takes on top when it is granted. */
  readonly work?: (call: number) => number;
  /** How many processes share the limit, each with its workers and a throttle of its own. */
  readonly processes?: number;
}

const usual = { calls: 1_500, workers: 50, latency: 2 };

/** 100 calls per second, and between two times another rate. */
function changing(from: number, to: number, rate: number): Limit {
  return tokenBucket((now) => (now >= from && now < to ? rate : 100), 20);
}

const everySecond = 1;

function untilNextWindow(window: number): (now: number) => number {
  return (now) => Math.ceil((window - (now % window)) / 1_000);
}

/** The three that are measured against the other clients. */
export const mainScenarios: readonly Scenario[] = [
  { ...usual, name: "steady", limit: () => tokenBucket(100, 20) },
  {
    ...usual,
    name: "3 s of 429 for all",
    limit: () => outage(tokenBucket(100, 20), 5_000, 8_000),
  },
  { ...usual, name: "a quarter for 6 s", limit: () => changing(5_000, 11_000, 25) },
];

export const otherScenarios: readonly Scenario[] = [
  { ...usual, name: "fixed window, 200 in 2 s", limit: () => fixedWindow(200, 2_000) },
  {
    ...usual,
    name: "fixed window, 1,000 in 10 s",
    limit: () => fixedWindow(1_000, 10_000),
    calls: 3_000,
  },
  { ...usual, name: "sliding window, 200 in 2 s", limit: () => slidingWindow(200, 2_000) },
  { ...usual, name: "1 per s, burst 5", limit: () => tokenBucket(1, 5), calls: 150 },
  { ...usual, name: "5 per s", limit: () => tokenBucket(5, 20), calls: 300 },
  { ...usual, name: "20 per s", limit: () => tokenBucket(20, 20), calls: 600 },
  { ...usual, name: "500 per s", limit: () => tokenBucket(500, 20) },
  { ...usual, name: "50 per s, burst 1", limit: () => tokenBucket(50, 1) },
  { ...usual, name: "100 per s, burst 500", limit: () => tokenBucket(100, 500), calls: 3_000 },
  {
    ...usual,
    name: "lifted after 8 s",
    limit: () => changing(8_000, Infinity, 1e6),
    calls: 20_000,
  },
  {
    ...usual,
    name: "every 10th call takes 2 s",
    limit: () => tokenBucket(100, 20),
    work: (call) => (call % 10 === 0 ? 2_000 : 0),
  },
  {
    ...usual,
    name: "Retry-After: 1",
    limit: () => withRetryAfter(tokenBucket(100, 20), () => everySecond),
  },
  {
    ...usual,
    name: "Retry-After, fixed window",
    limit: () => withRetryAfter(fixedWindow(200, 2_000), untilNextWindow(2_000)),
  },
  { ...usual, name: "2 workers", limit: () => tokenBucket(100, 20), workers: 2 },
  { ...usual, name: "200 workers", limit: () => tokenBucket(100, 20), workers: 200 },
  { ...usual, name: "latency 50 ms", limit: () => tokenBucket(100, 20), latency: 50 },
  { ...usual, name: "latency 200 ms", limit: () => tokenBucket(100, 20), latency: 200 },
  {
    ...usual,
    name: "latency 800 ms, 200 workers",
    limit: () => tokenBucket(100, 20),
    latency: 800,
    workers: 200,
    calls: 6_000,
  },
  {
    ...usual,
    name: "2 processes, 25 workers each",
    limit: () => tokenBucket(100, 20),
    workers: 25,
    processes: 2,
  },
  ...[4, 8, 16].flatMap((processes) =>
    [10, 25].map((workers) => ({
      name: `${processes} processes, ${workers} workers each`,
      limit: () => tokenBucket(100, 20),
      calls: 1_600,
      workers,
      latency: 2,
      processes,
    })),
  ),
  {
    ...usual,
    name: "60 s of 429 for all",
    limit: () => outage(tokenBucket(100, 20), 5_000, 65_000),
  },
];

export const scenarios: readonly Scenario[] = [...mainScenarios, ...otherScenarios];

/**
 * Milliseconds in which the scenario could be over if its limit were known: every call is sent as
 * soon as a worker is free and the limit grants it.
 */
export function bestPossible({
  limit,
  calls,
  workers,
  latency,
  work,
  processes = 1,
}: Scenario): number {
  const known = limit();
  const free = Array.from({ length: workers * processes }, () => 0);
  let now = 0;
  for (let call = 0; call < calls; call += 1) {
    free.sort((a, b) => a - b);
    now = Math.max(now, (free[0] ?? 0) + latency / 2);
    while (!known.grants(now)) now += 0.5;
    free[0] = now + latency / 2 + (work?.(call) ?? 0);
  }
  return Math.max(...free);
}
