import { createClient } from "../../../src/index.js";
import { startPurchaseWorker } from "./purchase-queue.js";

const connection = { url: process.env["REDIS_URL"] ?? "redis://127.0.0.1" };
const worker = startPurchaseWorker(createClient({ totalTimeout: 60_000 }), { connection });
worker.on("failed", (job, error) => {
  console.error(`${job?.id ?? "?"}, attempt ${job?.attemptsMade ?? 0}: ${error.message}`);
});
process.once("SIGTERM", () => void worker.close()); // finishes what it has in hand
