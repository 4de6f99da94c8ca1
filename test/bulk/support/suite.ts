import { onTestFinished } from "vitest";
import { openPurchaseQueue, type PurchaseQueue } from "../purchase-queue.js";
import {
  type InventedApi,
  type InventedApiOptions,
  startInventedApi as startApi,
} from "./invented-api.js";
import { findRedisServer, type OwnRedis, startRedis } from "./redis.js";
import { progressOf } from "./summary.js";

const program = findRedisServer();

export const isRedisHere: boolean = program !== undefined;

/** The name of a suite on a real Redis, which says so when it is skipped. */
export function suiteName(name: string): string {
  return isRedisHere ? name : `${name} (skipped: neither redis-server nor valkey-server is here)`;
}

/** A Redis of its own for one test. */
export async function redisOfTest(): Promise<OwnRedis> {
  if (program === undefined) throw new Error("There is no Redis here.");
  const redis = await startRedis(program);
  onTestFinished(() => redis.remove());
  return redis;
}

export async function apiOfTest(options: InventedApiOptions = {}): Promise<InventedApi> {
  const api = await startApi(options);
  onTestFinished(() => api.stop());
  return api;
}

export function queueOfTest(redis: OwnRedis): PurchaseQueue {
  const queue = openPurchaseQueue({ connection: { url: redis.url } });
  // Of a Redis that a test shuts down.
  queue.on("error", () => undefined);
  onTestFinished(() => queue.close());
  return queue;
}

/** Resolves when the condition holds; the test's timeout bounds it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Resolves when every purchase of the queue was sent, or failed for good. */
export function untilDone(queue: PurchaseQueue): Promise<void> {
  return until(async () => {
    const { done, total } = await progressOf(queue);
    return done === total;
  });
}
