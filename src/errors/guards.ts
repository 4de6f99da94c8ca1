import type {
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
import {
  type APIConnectionError,
  type APITimeoutError,
  type APIUserAbortError,
  brand,
  type ConfigurationError,
  type InvalidPathParameterError,
  type TalkableErrorCode,
  type UnexpectedResponseError,
} from "./errors.js";

/** Everything that a client throws, told apart by `code`: `case "rate_limited"` has `retryAfter`. */
export type AnyTalkableError =
  | BadRequestError
  | AuthenticationError
  | PermissionDeniedError
  | NotFoundError
  | DuplicateError
  | UnprocessableEntityError
  | RateLimitError
  | InternalServerError
  | (APIError & { readonly code: "api_error" })
  | (APIConnectionError & { readonly code: "connection_error" })
  | APITimeoutError
  | APIUserAbortError
  | UnexpectedResponseError
  | ConfigurationError
  | InvalidPathParameterError;

function hasCode(error: unknown, code: TalkableErrorCode): boolean {
  return isTalkableError(error) && error.code === code;
}

/**
 * True for everything that a client throws, also one of another installed copy of this package (as all of these
 * guards). Then `switch (error.code)` narrows to one class.
 */
export function isTalkableError(error: unknown): error is AnyTalkableError {
  return typeof error === "object" && error !== null && brand in error;
}

/** True when the API itself refused or failed the request, whatever the class. */
export function isAPIError(error: unknown): error is Extract<AnyTalkableError, APIError> {
  return isTalkableError(error) && "errorMessage" in error;
}

/** True when the API could not act on the request: 400, where nothing is missing and no number is taken. */
export function isBadRequestError(error: unknown): error is BadRequestError {
  return hasCode(error, "bad_request");
}

/** True when the API did not accept the key: 401. */
export function isAuthenticationError(error: unknown): error is AuthenticationError {
  return hasCode(error, "authentication");
}

/** True when the key does not permit the operation or the site: 403. */
export function isPermissionDeniedError(error: unknown): error is PermissionDeniedError {
  return hasCode(error, "permission_denied");
}

/** True when something named in the call is missing at Talkable, whether it answered 404 or 400. */
export function isNotFoundError(error: unknown): error is NotFoundError {
  return hasCode(error, "not_found");
}

/** True when the number of an order or event is taken by one with different data. */
export function isDuplicateError(error: unknown): error is DuplicateError {
  return hasCode(error, "duplicate");
}

/** True when a value is not acceptable: 422. */
export function isUnprocessableEntityError(error: unknown): error is UnprocessableEntityError {
  return hasCode(error, "unprocessable_entity");
}

/** True when the site is throttled and retrying did not get through: 429. Nothing was processed. */
export function isRateLimitError(error: unknown): error is RateLimitError {
  return hasCode(error, "rate_limited");
}

/** True when the API, or something in front of it, failed: 5xx. */
export function isInternalServerError(error: unknown): error is InternalServerError {
  return hasCode(error, "internal_server_error");
}

/** True when the connection failed or was lost, and for timeouts: {@link APITimeoutError} is a connection error. */
export function isAPIConnectionError(
  error: unknown,
): error is Extract<AnyTalkableError, APIConnectionError> {
  return hasCode(error, "connection_error") || isAPITimeoutError(error);
}

/** True when `timeout` or `totalTimeout` passed; `limit` says which. */
export function isAPITimeoutError(error: unknown): error is APITimeoutError {
  return hasCode(error, "timeout");
}

/** True when the caller's `signal` ended the call. */
export function isAPIUserAbortError(error: unknown): error is APIUserAbortError {
  return hasCode(error, "aborted");
}

/** True when the answer was none of this API's: no JSON, no envelope, a redirect. */
export function isUnexpectedResponseError(error: unknown): error is UnexpectedResponseError {
  return hasCode(error, "unexpected_response");
}

/** True when an option or argument is unusable, or a function among the options failed. */
export function isConfigurationError(error: unknown): error is ConfigurationError {
  return hasCode(error, "configuration");
}

/** True when a path parameter is missing or would lead to another endpoint. Nothing was sent. */
export function isInvalidPathParameterError(error: unknown): error is InvalidPathParameterError {
  return hasCode(error, "invalid_path_parameter");
}
