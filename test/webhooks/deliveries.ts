import type { WebhookType } from "../../src/webhooks/index.js";
import { samples } from "./samples.js";

export const key = "sk-7Jr2Qx";
export const site = "garden-shop";

export interface Delivery {
  body: string;
  contentType: string;
}

/** The five fields of a delivery, to be changed by tests. */
export function fields(type: WebhookType = "reward_web_hook"): Record<string, unknown> {
  return { key, site, type, extras: {}, payload: samples[type] };
}

/** `application/json` with a nested payload. */
export function jsonDelivery(content: Record<string, unknown> = fields()): Delivery {
  return { body: JSON.stringify(content), contentType: "application/json" };
}

/** `application/x-www-form-urlencoded` with JSON text wherever the JSON form has an object. */
export function formDelivery(content: Record<string, unknown> = fields()): Delivery {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(content)) {
    form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return { body: form.toString(), contentType: "application/x-www-form-urlencoded" };
}

export const forms: [name: string, deliver: typeof jsonDelivery][] = [
  ["application/json", jsonDelivery],
  ["application/x-www-form-urlencoded", formDelivery],
];

export function requestFor({ body, contentType }: Delivery): Request {
  return new Request("http://shop.example/webhooks", {
    method: "POST",
    headers: { "content-type": contentType },
    body,
  });
}

/** Like {@link requestFor}, with a body that the test writes. The option `duplex` is missing in TypeScript's own types. */
export function streamed(body: ReadableStream<Uint8Array>, contentType: string): Request {
  const init = { method: "POST", headers: { "content-type": contentType }, body, duplex: "half" };
  return new Request("http://shop.example/webhooks", init);
}

export const types: WebhookType[] = [
  "create_coupon_web_hook",
  "offer_signup_web_hook",
  "claim_signup_web_hook",
  "post_share_web_hook",
  "event_web_hook",
  "referral_web_hook",
  "reward_web_hook",
  "unsubscribe_web_hook",
  "check_unsubscribe_web_hook",
];
