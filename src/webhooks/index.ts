/**
 * Receiving Talkable's webhooks: `talkable-client/webhooks`.
 *
 * @module talkable-client/webhooks
 */
export { isWebhookError, WebhookParseError, WebhookVerificationError } from "./errors.js";
export {
  isWebhook,
  type UnknownWebhookEvent,
  type WebhookEvent,
  type WebhookEventOf,
  type WebhookType,
} from "./events.js";
export type { SecurityKey } from "./keys.js";
export {
  parseWebhook,
  parseWebhookBody,
  type WebhookBodyOptions,
  type WebhookOptions,
} from "./parse.js";
export type * from "../../generated/webhooks.js";
export { verifySignature } from "./signature.js";
export { checkUnsubscribeResponse } from "./unsubscribe.js";
