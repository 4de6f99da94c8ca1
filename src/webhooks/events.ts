import type { WebhookPayloads } from "../../generated/webhooks.js";

/** The `type` of a delivery that this version of the package has a payload type for. */
export type WebhookType = keyof WebhookPayloads;

/** What Talkable delivers, with its key checked and left out. */
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

/** A delivery of any type that this version of the package knows. */
type KnownWebhookEvent = {
  [Type in WebhookType]: Delivery<Type, WebhookPayloads[Type]>;
}[WebhookType];

declare const unknownType: unique symbol;

/**
 * Any string but a {@link WebhookType}: branded, so that `case "reward_web_hook"` in a `switch (event.type)` rules it
 * out. The brand sits in a template because TypeScript takes a branded `string` for comparable to every literal.
 */
type UnknownWebhookType = `${string}${string & { readonly [unknownType]: true }}`;

/**
 * A delivery of a type that this version of the package does not know. Its `type` is an ordinary string at run time; to
 * compare it to one that is not a {@link WebhookType}, assign it to a `string` first.
 */
export type UnknownWebhookEvent = Delivery<UnknownWebhookType, unknown>;

/** Any delivery. `switch (event.type)` and {@link isWebhook} narrow it. */
export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;

/** Narrows `event` to one kind of delivery. */
export function isWebhook<Type extends WebhookType>(
  event: WebhookEvent,
  type: Type,
): event is WebhookEventOf<Type> {
  return event.type === type;
}
