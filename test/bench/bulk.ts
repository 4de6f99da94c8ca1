import { availableParallelism } from "node:os";
import { enqueuePurchases, openPurchaseQueue } from "../bulk/purchase-queue.js";
import { availableRedis } from "../bulk/support/available-redis.js";
import { inventOrders, readOrders } from "../bulk/support/orders.js";
import { progressOf } from "../bulk/support/summary.js";
import { startWorkers } from "../bulk/support/workers.js";
import { serveLimited } from "./support/limited-server.js";
import { bestPossible, mainScenarios } from "./support/scenarios.js";

// Worker processes on one queue, each with a client of its own, against the limit of the first scenario.
const [steady] = mainScenarios;
if (steady === undefined) throw new Error("There is no scenario.");
const concurrency = 10;

console.log(`Node ${process.version}, ${availableParallelism()} cores`);
console.log("worker processes, wall time over the best possible / 429s per call");
for (const processes of [1, 4, 8, 16]) {
  const redis = await availableRedis({ PATH: process.env["PATH"] });
  const queue = openPurchaseQueue({ connection: { url: redis.url } });
  await queue.pause();
  await enqueuePurchases(queue, readOrders(inventOrders(steady.calls)));
  const server = await serveLimited(steady);
  const settings = { redis: redis.url, api: server.url, concurrency };
  const workers = await startWorkers(processes, settings, console.log);
  await queue.resume();
  for (;;) {
    const { done, total } = await progressOf(queue);
    if (done === total) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const failed = await queue.getFailedCount();
  await Promise.all(workers.map((worker) => worker.stop()));
  const decisions = await server.stop();
  await queue.close();
  await redis.release();

  const best = bestPossible({ ...steady, workers: concurrency, processes });
  const wall = Math.max(...decisions.map(({ at }) => at)) + steady.latency;
  const refused = decisions.filter(({ granted }) => !granted).length / steady.calls;
  const line = `${processes}: ${(wall / best).toFixed(2)} / ${refused.toFixed(2)}`;
  console.log(failed === 0 ? line : `${line}, ${failed} failed`);
}
