import type { WebhookPayloads } from "../../../src/webhooks/index.js";

/** What the snippets need of a shop, kept in memory. */
const done = new Set<string>();

export const paid: WebhookPayloads["reward_web_hook"][] = [];
export const coupons: WebhookPayloads["create_coupon_web_hook"][] = [];
export const actions: unknown[] = [];
export const unsubscribed = new Set<string>();

export function reset(): void {
  done.clear();
  paid.length = 0;
  coupons.length = 0;
  actions.length = 0;
  unsubscribed.clear();
}

/** Runs `work` unless it was done for this `id` before. A real shop keeps both in one transaction. */
export async function once(id: string, work: () => Promise<void>): Promise<void> {
  if (done.has(id)) return;
  await work();
  done.add(id);
}

export function payReward(payload: WebhookPayloads["reward_web_hook"]): Promise<void> {
  paid.push(payload);
  return Promise.resolve();
}

export function createCoupon(payload: WebhookPayloads["create_coupon_web_hook"]): Promise<void> {
  coupons.push(payload);
  return Promise.resolve();
}

export function hasUnsubscribed(email: string | null): boolean {
  return email !== null && unsubscribed.has(email);
}

export function handleAction(action: unknown): Promise<void> {
  actions.push(action);
  return Promise.resolve();
}
