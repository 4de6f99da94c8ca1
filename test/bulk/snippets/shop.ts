import type { PurchaseData } from "../../../src/index.js";
import * as orders from "../support/orders.js";

/** Stands for the code of a shop. */
export function readOrders(): Promise<PurchaseData[]> {
  return Promise.resolve(orders.readOrders(orders.inventOrders(30)));
}
