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
  type TalkableError,
  type TalkableErrorCode,
  type UnexpectedResponseError,
} from "./errors.js";

function hasCode(error: unknown, code: TalkableErrorCode): boolean {
  return isTalkableError(error) && error.code === code;
}

/** True for everything a client throws, also one of another installed copy of this package. */
export function isTalkableError(error: unknown): error is TalkableError {
  return typeof error === "object" && error !== null && brand in error;
}

/** True when the API itself refused or failed the request, whatever the class. */
export function isAPIError(error: unknown): error is APIError {
  return isTalkableError(error) && "errorMessage" in error;
}

export function isBadRequestError(error: unknown): error is BadRequestError {
  return hasCode(error, "bad_request");
}

export function isAuthenticationError(error: unknown): error is AuthenticationError {
  return hasCode(error, "authentication");
}

export function isPermissionDeniedError(error: unknown): error is PermissionDeniedError {
  return hasCode(error, "permission_denied");
}

export function isNotFoundError(error: unknown): error is NotFoundError {
  return hasCode(error, "not_found");
}

export function isDuplicateError(error: unknown): error is DuplicateError {
  return hasCode(error, "duplicate");
}

export function isUnprocessableEntityError(error: unknown): error is UnprocessableEntityError {
  return hasCode(error, "unprocessable_entity");
}

export function isRateLimitError(error: unknown): error is RateLimitError {
  return hasCode(error, "rate_limited");
}

export function isInternalServerError(error: unknown): error is InternalServerError {
  return hasCode(error, "internal_server_error");
}

/** True for timeouts, too: {@link APITimeoutError} is a connection error. */
export function isAPIConnectionError(error: unknown): error is APIConnectionError {
  return hasCode(error, "connection_error") || isAPITimeoutError(error);
}

export function isAPITimeoutError(error: unknown): error is APITimeoutError {
  return hasCode(error, "timeout");
}

export function isAPIUserAbortError(error: unknown): error is APIUserAbortError {
  return hasCode(error, "aborted");
}

export function isUnexpectedResponseError(error: unknown): error is UnexpectedResponseError {
  return hasCode(error, "unexpected_response");
}

export function isConfigurationError(error: unknown): error is ConfigurationError {
  return hasCode(error, "configuration");
}

export function isInvalidPathParameterError(error: unknown): error is InvalidPathParameterError {
  return hasCode(error, "invalid_path_parameter");
}
