import { createClient } from "../../../src/index.js";
import { startPurchaseWorker } from "../purchase-queue.js";
import type { WorkerSettings } from "./workers.js";

// A worker in a process of its own, for as long as the one that started it holds the channel to it.
const [, , settings = ""] = process.argv;
const { redis, api, name, ...options } = JSON.parse(settings) as WorkerSettings;
const talkable = createClient({
  apiKey: "invented-key",
  siteSlug: "acme-shop",
  baseUrl: api,
  userAgent: name,
});
const worker = startPurchaseWorker(talkable, { connection: { url: redis }, ...options });
// Redis may be away for a while: BullMQ connects again by itself.
worker.on("error", () => undefined);

const stop = (): void => {
  // Without Redis there is nothing to wait for.
  setTimeout(() => process.exit(1), 10_000).unref();
  void worker.close().then(() => process.exit());
};
process.once("disconnect", stop);
if (process.connected) {
  await worker.waitUntilReady();
  process.send?.("ready");
} else stop();
