import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { tokenBucket } from "../bench/support/limits.js";
import { enqueuePurchases, openPurchaseQueue, type PurchaseQueue } from "./purchase-queue.js";
import { availableRedis } from "./support/available-redis.js";
import { type Incident, startInventedApi } from "./support/invented-api.js";
import { inventOrders, readOrders } from "./support/orders.js";
import { progressBar, progressOf, summaryOf, summaryText } from "./support/summary.js";
import { startWorkers } from "./support/workers.js";

// Imports 2,000 invented orders. A Redis of REDIS_URL keeps the queue, until `-- --forget`.

/** Keeps it apart from the queue of a shop in the same Redis. */
const prefix = "talkable-demo";
const requestsPerSecond = 300;
const taken = ["11000"];

function incident(orderNumber: string, before: number): Incident | undefined {
  if (orderNumber === "10777") return "invalid";
  if (orderNumber === "10900" && before < 4) return "down";
  const isLost = ["10123", "11404"].includes(orderNumber) && before === 0;
  return isLost ? "lost" : undefined;
}

const interruption = new AbortController();
const interrupt = (): void => {
  interruption.abort();
};
// tsx may pass a Ctrl-C on that has arrived already, so a second one is no other than the first.
process.on("SIGINT", interrupt).on("SIGTERM", interrupt);

const cleanups: (() => Promise<unknown>)[] = [];

async function importOrders(forget: boolean): Promise<void> {
  if (forget && !process.env["REDIS_URL"]) {
    throw new Error("--forget is for the Redis of REDIS_URL, which is not set.");
  }
  const redis = await availableRedis(process.env);
  cleanups.push(() => redis.release());
  const queue = openPurchaseQueue({ connection: { url: redis.url }, prefix });
  cleanups.push(() => queue.close());
  if (forget) {
    await queue.obliterate({ force: true });
    console.log("The queue of the demo is removed from the Redis of REDIS_URL.");
    return;
  }

  const purchases = readOrders(inventOrders(2_000));
  const { added, known } = await enqueuePurchases(queue, purchases);
  console.log(`${purchases.length} orders: ${added} added to the queue, ${known} known to it.`);

  const limit = tokenBucket(requestsPerSecond, 40);
  const api = await startInventedApi({ limit, identicalRepeat: "duplicate", taken, incident });
  cleanups.push(() => api.stop());
  const started = performance.now();
  const workers = await startWorkers(4, { redis: redis.url, prefix, api: api.url }, print);
  cleanups.push(() => Promise.all(workers.map((worker) => worker.stop())));

  await watch(queue);
  await Promise.all(workers.map((worker) => worker.stop()));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  if (interruption.signal.aborted) {
    print("Interrupted. With REDIS_URL, the same command goes on from here.");
    process.exitCode = 130;
  }
  print(summaryText(await summaryOf(queue)));
  const requests = `${api.arrivals.length} requests, and ${api.throttled()} that were answered 429`;
  print(`In ${seconds} s: ${requests}.`);
}

/** Shows how far the queue is until it is through. */
async function watch(queue: PurchaseQueue): Promise<void> {
  const { isTTY } = process.stdout;
  let shown = -1;
  for (;;) {
    const progress = await progressOf(queue);
    const tenth = Math.floor((10 * progress.done) / progress.total);
    if (isTTY) process.stdout.write(`\r${progressBar(progress)}`);
    else if (tenth > shown) console.log(progressBar(progress));
    shown = tenth;
    if (progress.done === progress.total || interruption.signal.aborted) break;
    await sleep(100, undefined, { signal: interruption.signal }).catch(() => undefined);
  }
  if (isTTY) process.stdout.write("\n");
}

/** Prints a line of its own, over the progress bar. */
function print(line: string): void {
  console.log(process.stdout.isTTY ? `\r\u001B[K${line}` : line);
}

try {
  const { values } = parseArgs({ options: { forget: { type: "boolean", default: false } } });
  await importOrders(values.forget);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup();
}
