import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { enqueuePurchases } from "./purchase-queue.js";
import type { Arrival, InventedApi } from "./support/invented-api.js";
import { inventOrders, readOrders } from "./support/orders.js";
import type { OwnRedis } from "./support/redis.js";
import {
  apiOfTest,
  isRedisHere,
  queueOfTest,
  redisOfTest,
  suiteName,
  until,
  untilDone,
} from "./support/suite.js";
import { progressOf, summaryOf } from "./support/summary.js";
import { startWorkers, type WorkerProcess } from "./support/workers.js";

const purchases = readOrders(inventOrders(300));
const allSent = { sent: purchases.length, duplicates: 0, failed: new Map() };
const concurrency = 10;
const latency = 150;

describe.skipIf(!isRedisHere)(
  suiteName("four worker processes on a real Redis"),
  { timeout: 60_000 },
  () => {
    test("when two of them are killed, every order is recorded, and no more than they had in hand is repeated", async () => {
      const redis = await redisOfTest();
      const api = await apiOfTest({ latency });
      const queue = queueOfTest(redis);
      await enqueuePurchases(queue, purchases);
      const workers = await fourWorkers(redis, api);
      const doomed = workers.slice(0, 2);
      const isBusy = ({ name }: WorkerProcess): boolean =>
        inHand(api.arrivals, name) >= concurrency / 2;
      await until(() => api.arrivals.length > 100 && doomed.every(isBusy));
      await Promise.all(doomed.map((worker) => worker.kill()));
      await untilDone(queue);

      expect(await summaryOf(queue)).toEqual(allSent);
      expect(api.recorded.size).toBe(purchases.length);
      const repeats = api.arrivals.length - purchases.length;
      expect(repeats).toBeGreaterThan(0);
      expect(repeats).toBeLessThanOrEqual(doomed.length * concurrency);
      expect(new Set(api.arrivals.map(({ body }) => body)).size).toBe(purchases.length);
    });

    test("a purchase whose workers are killed three times is sent all the same", async () => {
      const redis = await redisOfTest();
      const api = await apiOfTest({ incident: (_, before) => (before < 3 ? "silent" : undefined) });
      const queue = queueOfTest(redis);
      await enqueuePurchases(queue, purchases.slice(0, 1));
      const workers = await fourWorkers(redis, api, { lockDuration: 1_000 });
      for (const times of [1, 2, 3]) {
        await until(() => api.arrivals.length === times);
        await workers.find(({ name }) => inHand(api.arrivals.slice(-1), name) > 0)?.kill();
      }
      await untilDone(queue);

      expect(await summaryOf(queue)).toEqual({ ...allSent, sent: 1 });
      expect(api.arrivals).toHaveLength(4);
      expect(new Set(api.arrivals.map(({ body }) => body)).size).toBe(1);
    });

    test("when Redis is restarted, and away for two seconds, nothing is lost", async () => {
      const redis = await redisOfTest();
      const api = await apiOfTest({ latency });
      const queue = queueOfTest(redis);
      await enqueuePurchases(queue, purchases);
      await fourWorkers(redis, api);
      await until(() => api.arrivals.length > 100);
      await redis.shutDown();
      const before = api.arrivals.length;
      await sleep(2_000);
      await redis.startAgain();
      await untilDone(queue);

      expect(before).toBeLessThan(purchases.length);
      expect(await summaryOf(queue)).toEqual(allSent);
      expect(api.recorded.size).toBe(purchases.length);
    });

    test("an import goes on where it was when everything was restarted, and sends nothing when it is added again", async () => {
      const redis = await redisOfTest();
      const api = await apiOfTest({ latency });
      const first = queueOfTest(redis);
      await enqueuePurchases(first, purchases);
      const workers = await fourWorkers(redis, api);
      await until(() => api.arrivals.length > 100);
      await Promise.all(workers.map((worker) => worker.stop()));
      const progress = await progressOf(first);
      await redis.shutDown();
      await redis.startAgain();

      const queue = queueOfTest(redis);
      expect(await progressOf(queue)).toEqual(progress);
      expect(progress).toEqual({ done: api.arrivals.length, total: purchases.length });
      expect(progress.done).toBeLessThan(purchases.length);
      await fourWorkers(redis, api);
      const again = { added: 0, known: purchases.length, changed: [] };
      expect(await enqueuePurchases(queue, purchases)).toEqual(again);
      await untilDone(queue);
      expect(await enqueuePurchases(queue, purchases)).toEqual(again);
      expect(await progressOf(queue)).toEqual({ done: purchases.length, total: purchases.length });
      expect(api.arrivals.length).toBe(purchases.length);
    });
  },
);

async function fourWorkers(
  redis: OwnRedis,
  api: InventedApi,
  { lockDuration = 3_000 } = {},
): Promise<WorkerProcess[]> {
  const settings = {
    redis: redis.url,
    api: api.url,
    concurrency,
    lockDuration,
    stalledInterval: 500,
  };
  const workers = await startWorkers(4, settings, () => undefined);
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
  });
  return workers;
}

/** How many purchases of a worker are on their way. */
function inHand(arrivals: readonly Arrival[], worker: string): number {
  return arrivals.filter(({ userAgent, isAnswered }) => userAgent.startsWith(worker) && !isAnswered)
    .length;
}
