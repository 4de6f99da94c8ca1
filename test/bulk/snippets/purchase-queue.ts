export * from "../purchase-queue.js";
