import { payloads } from "../../generated/testing.js";
import type { WebhookPayloads } from "../../generated/webhooks.js";
import { memberAt } from "../check/json.js";
import type { WebhookType } from "../webhooks/events.js";
import { type Changes, withChanges } from "./changes.js";

/** What `webhookBody` makes a delivery from. */
export interface WebhookBodyOptions<Type extends WebhookType> {
  /** The security key of the site: what `parseWebhook` is given as `key`. */
  readonly key: string;
  /** JSON, or a form whose payload is JSON text: Talkable is known to send either. Default: `"json"`. */
  readonly form?: "json" | "form";
  /**
   * What to change in our sample. Objects are changed member by member, lists and all else are replaced, and a
   * member set to undefined is left out.
   */
  readonly payload?: Changes<WebhookPayloads[Type]>;
  /** The slug of the sending site. Default: `"acme-shop"`. */
  readonly site?: string;
  /** Whether it is a sample that somebody sent from the dashboard. Default: false. */
  readonly test?: boolean;
}

/** What `webhookDelivery` makes a request from. */
export interface WebhookDeliveryOptions<Type extends WebhookType> extends WebhookBodyOptions<Type> {
  /** Where it is posted to. Default: `"https://shop.example/webhooks/talkable"`. */
  readonly url?: string;
}

/** A delivery for frameworks that are given headers and body. */
export interface WebhookBody {
  readonly headers: { readonly "content-type": string };
  readonly body: string;
}

/** The request that Talkable would post, for handlers that take a `Request`. */
export function webhookDelivery<Type extends WebhookType>(
  type: Type,
  options: WebhookDeliveryOptions<Type>,
): Request {
  const { url = "https://shop.example/webhooks/talkable" } = options;
  return new Request(url, { method: "POST", ...webhookBody(type, options) });
}

/** Body and content type of what Talkable would post, for frameworks: `app.request(path, { method: "POST", ...it })`. */
export function webhookBody<Type extends WebhookType>(
  type: Type,
  { key, form = "json", payload, site = "acme-shop", test = false }: WebhookBodyOptions<Type>,
): WebhookBody {
  const sample = memberAt(payloads, type);
  if (sample === undefined) throw new TypeError("There is no such webhook.");
  const delivery = {
    key,
    site,
    type,
    extras: {},
    payload: withChanges(sample, payload),
    ...(test && { test }),
  };
  if (form === "json") {
    return { headers: { "content-type": "application/json" }, body: JSON.stringify(delivery) };
  }
  const fields = Object.entries(delivery).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { headers, body: new URLSearchParams(fields).toString() };
}
