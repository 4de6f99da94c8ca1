import { isWebhook, type WebhookEvent } from "../../../src/webhooks/index.js";
import { createCoupon, once, payReward } from "./shop.js";

export async function handle(event: WebhookEvent): Promise<void> {
  if (event.test) return; // a sample delivery from Talkable's dashboard
  if (isWebhook(event, "reward_web_hook")) {
    await once(`reward ${event.payload.reward.id}`, () => payReward(event.payload));
  } else if (isWebhook(event, "create_coupon_web_hook")) {
    await once(`coupon ${event.payload.coupon_code}`, () => createCoupon(event.payload));
  }
  // Anything else is of no use to this shop. It is answered with 200 all the same, or it would be repeated.
}
