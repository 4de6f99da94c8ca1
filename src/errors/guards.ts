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
  type UnexpectedResponseError,
} from "./errors.js";
import { isRecord } from "../record.js";

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

function guardOf<Narrowed extends AnyTalkableError>(
  code: Narrowed["code"],
): (error: unknown) => error is Narrowed {
  return (error): error is Narrowed => isTalkableError(error) && error.code === code;
}

/**
 * True for everything that a client throws, also one of another installed copy of this package (as all of these
 * guards). Then `switch (error.code)` narrows to one class.
 */
export function isTalkableError(error: unknown): error is AnyTalkableError {
  return isRecord(error) && brand in error;
}

/** True when the API itself refused or failed the request, whatever the class. */
export function isAPIError(error: unknown): error is Extract<AnyTalkableError, APIError> {
  return isTalkableError(error) && "errorMessage" in error;
}

/** True when the API could not act on the request: 400, where nothing is missing and no number is taken. */
export const isBadRequestError: (error: unknown) => error is BadRequestError =
  /* @__PURE__ */ guardOf("bad_request");

/** True when the API did not accept the key: 401. */
export const isAuthenticationError: (error: unknown) => error is AuthenticationError =
  /* @__PURE__ */ guardOf("authentication");

/** True when the key does not permit the operation or the site: 403. */
export const isPermissionDeniedError: (error: unknown) => error is PermissionDeniedError =
  /* @__PURE__ */ guardOf("permission_denied");

/** True when something named in the call is missing at Talkable, whether it answered 404 or 400. */
export const isNotFoundError: (error: unknown) => error is NotFoundError =
  /* @__PURE__ */ guardOf("not_found");

/** True when the number of an order or event is taken by one with different data. */
export const isDuplicateError: (error: unknown) => error is DuplicateError =
  /* @__PURE__ */ guardOf("duplicate");

/** True when a value is not acceptable: 422. */
export const isUnprocessableEntityError: (error: unknown) => error is UnprocessableEntityError =
  /* @__PURE__ */ guardOf("unprocessable_entity");

/** True when the site is throttled and retrying did not get through: 429. Nothing was processed. */
export const isRateLimitError: (error: unknown) => error is RateLimitError =
  /* @__PURE__ */ guardOf("rate_limited");

/** True when the API, or something in front of it, failed: 5xx. */
export const isInternalServerError: (error: unknown) => error is InternalServerError =
  /* @__PURE__ */ guardOf("internal_server_error");

/** True when the connection failed or was lost, and for timeouts: {@link APITimeoutError} is a connection error. */
export function isAPIConnectionError(
  error: unknown,
): error is Extract<AnyTalkableError, APIConnectionError> {
  return isTalkableError(error) && "connectionCode" in error;
}

/** True when `timeout` or `totalTimeout` passed; `limit` says which. */
export const isAPITimeoutError: (error: unknown) => error is APITimeoutError =
  /* @__PURE__ */ guardOf("timeout");

/** True when the caller's `signal` ended the call. */
export const isAPIUserAbortError: (error: unknown) => error is APIUserAbortError =
  /* @__PURE__ */ guardOf("aborted");

/** True when the answer was none of this API's: no JSON, no envelope, a redirect. */
export const isUnexpectedResponseError: (error: unknown) => error is UnexpectedResponseError =
  /* @__PURE__ */ guardOf("unexpected_response");

/** True when an option or argument is unusable, or a function among the options failed. */
export const isConfigurationError: (error: unknown) => error is ConfigurationError =
  /* @__PURE__ */ guardOf("configuration");

/** True when a path parameter is missing or would lead to another endpoint. Nothing was sent. */
export const isInvalidPathParameterError: (error: unknown) => error is InvalidPathParameterError =
  /* @__PURE__ */ guardOf("invalid_path_parameter");
