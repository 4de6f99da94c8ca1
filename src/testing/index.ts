/**
 * Testing code that uses the client or receives webhooks: `talkable-client/testing`.
 *
 * @module talkable-client/testing
 */
export {
  connectionLost,
  duplicate,
  errorAnswer,
  notFound,
  serverError,
  throttled,
  unanswered,
  type ConnectionLostOptions,
  type ErrorAnswerOptions,
  type Failure,
  type FailureOptions,
  type ServerErrorOptions,
  type ThrottledOptions,
} from "./failures.js";
export {
  createFakeTalkable,
  exampleResult,
  type Ended,
  type FakeAnswer,
  type FakeCall,
  type FakeTalkable,
} from "./fake.js";
export type { AnyFakeRequest, FakeRequest, OperationName } from "./requests.js";
export type { Changes } from "./changes.js";
export {
  webhookBody,
  webhookDelivery,
  type WebhookBody,
  type WebhookBodyOptions,
  type WebhookDeliveryOptions,
} from "./webhooks.js";
