import { enqueuePurchases, openPurchaseQueue } from "./purchase-queue.js";
import { readOrders } from "./shop.js";

const connection = { url: process.env["REDIS_URL"] ?? "redis://127.0.0.1" };
const queue = openPurchaseQueue({ connection });
const { added, known, changed } = await enqueuePurchases(queue, await readOrders());
console.log(`${added} added, ${known} known, with other data: ${changed.join(", ") || "none"}`);
await queue.close();
