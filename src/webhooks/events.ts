import type { WebhookPayloads } from "../../generated/webhooks.js";

/** The `type` of a delivery that this version of the package has a payload type for. */
export type WebhookType = keyof WebhookPayloads;

interface Delivery<Type, Payload> {
  type: Type;
  /** The slug of the site that sent the delivery. */
  site: string;
  /** Reserved by Talkable; empty in every delivery known so far. */
  extras: Record<string, unknown>;
  /** Typed as documented by Talkable, not checked at run time beyond being an object. */
  payload: Payload;
  /** Present on sample deliveries sent from Talkable's dashboard. */
  test?: true;
}

/** One kind of delivery: `WebhookEventOf<"reward_web_hook">`. */
export type WebhookEventOf<Type extends WebhookType> = Extract<KnownWebhookEvent, { type: Type }>;

type KnownWebhookEvent = {
  [Type in WebhookType]: Delivery<Type, WebhookPayloads[Type]>;
}[WebhookType];

declare const unknownType: unique symbol;

/**
 * A delivery of a type that this version of the package does not know. Its `type` is any string at run time; it is
 * branded so that comparing `event.type` to a known type rules this member of the union out, and to a misspelt one
 * does not compile. Assign it to a `string` to compare it to a type that is not known yet.
 */
export type UnknownWebhookEvent = Delivery<string & { readonly [unknownType]: true }, unknown>;

/** Any delivery. `switch (event.type)` and {@link isWebhook} narrow it. */
export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;

/** Narrows `event` to one kind of delivery. */
export function isWebhook<Type extends WebhookType>(
  event: WebhookEvent,
  type: Type,
): event is WebhookEventOf<Type> {
  return event.type === type;
}
