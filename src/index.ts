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
} from "./api-errors.js";
export {
  APIConnectionError,
  APITimeoutError,
  APIUserAbortError,
  ConfigurationError,
  InvalidPathParameterError,
  TalkableError,
  UnexpectedResponseError,
} from "./errors.js";
export * from "./error-guards.js";
export type { APIErrorDetails } from "./api-errors.js";
export type {
  APIErrorCode,
  CallFacts,
  Outcome,
  ResponseFacts,
  TalkableErrorCode,
} from "./errors.js";
export type { ApiKey, CallOptions, ClientOptions, HeaderValues, RetryEvent } from "./options.js";
export { SiteThrottle, type SiteThrottleOptions } from "./throttle.js";
export type { Fetch, FetchInit, FetchResponse } from "./platform-fetch.js";
export type {
  BodyOf,
  HttpMethod,
  PathOf,
  QueryOf,
  ResponseInfo,
  ResultOf,
  WithResponse,
} from "./operation-types.js";
export type { TalkableClient } from "./types.js";
export type * from "../generated/api.js";
