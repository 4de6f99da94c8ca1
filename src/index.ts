/**
 * The client of the REST API: `talkable-client`.
 *
 * @module talkable-client
 */
export * from "./errors/guards.js";
export { SiteThrottle, ThrottledError } from "./throttle.js";
export {
  APIConnectionError,
  APITimeoutError,
  APIUserAbortError,
  ConfigurationError,
  InvalidPathParameterError,
  TalkableError,
  UnexpectedResponseError,
} from "./errors/errors.js";
export { createClient } from "./client.js";
export {
  APIError,
  AuthenticationError,
  BadRequestError,
  DuplicateError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
} from "./errors/api-errors.js";
export type { APIErrorDetails } from "./errors/api-errors.js";
export type {
  APIErrorCode,
  CallFacts,
  Outcome,
  ResponseFacts,
  TalkableErrorCode,
} from "./errors/errors.js";
export type { Fetch, FetchInit, FetchResponse } from "./options/fetch.js";
export type {
  ApiKey,
  AttemptEvent,
  CallOptions,
  ClientOptions,
  HeaderValues,
  RetryEvent,
} from "./options/options.js";
export type { AcquireOptions, Permit, SiteThrottleOptions, Throttle } from "./throttle.js";
export type {
  ArgumentsOf,
  BodyOf,
  HttpMethod,
  InitOf,
  PathOf,
  QueryOf,
  ResponseInfo,
  ResultOf,
  WithResponse,
} from "./operation-types.js";
export type { TalkableClient } from "./types.js";
export type * from "../generated/api.js";
export type * from "../generated/inits.js";
