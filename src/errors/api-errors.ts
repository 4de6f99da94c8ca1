import { type APIErrorCode, named, ResponseError, type ResponseFacts } from "./errors.js";
import { printable } from "./printable.js";

/** What an {@link APIError} is made of. */
export interface APIErrorDetails extends ResponseFacts {
  readonly errorMessage: string;
  /** Milliseconds. */
  readonly retryAfter?: number | undefined;
}

const advice: Readonly<Record<number, string>> = {
  401: " Talkable did not accept the API key.",
  429: " Talkable is throttling this site.",
};

/**
 * The API refused or failed the request: an HTTP status of 400 and above, or `ok: false`. Used
 * itself for statuses that have no class of their own. `errorMessage`, `headers` and `body` may
 * hold personal data, so they are accessors, which `console.log` and `JSON.stringify` skip.
 */
export class APIError extends ResponseError {
  static {
    named(this, "APIError");
  }

  readonly code: APIErrorCode = "api_error";
  /**
   * Milliseconds until the API wants to be asked again, from `Retry-After`; for a call that the
   * throttle refused, until the site is tried again.
   */
  declare readonly retryAfter: number | undefined;
  readonly #errorMessage: string;

  constructor(details: APIErrorDetails) {
    const { status, errorMessage } = details;
    const said = `${status} ${printable(errorMessage)}`.trim();
    super(`${said}${/[.…]$/.test(said) ? "" : "."}${advice[status] ?? ""}`, details);
    this.retryAfter = details.retryAfter;
    this.#errorMessage = details.errorMessage;
  }

  /** `error_message` exactly as the API sent it; empty when it sent none. */
  get errorMessage(): string {
    return this.#errorMessage;
  }
}

/** 400, or `ok: false` with a success status: the request is not one the API can act on. */
export class BadRequestError extends APIError {
  static {
    named(this, "BadRequestError");
  }
  override readonly code = "bad_request";
}

/** 401: the API key is missing, wrong or revoked. */
export class AuthenticationError extends APIError {
  static {
    named(this, "AuthenticationError");
  }
  override readonly code = "authentication";
}

/** 403: the API key does not permit this operation or site. */
export class PermissionDeniedError extends APIError {
  static {
    named(this, "PermissionDeniedError");
  }
  override readonly code = "permission_denied";
}

/** The item is missing: 404, or 400 with a message that says so, which is what Talkable sends. */
export class NotFoundError extends APIError {
  static {
    named(this, "NotFoundError");
  }
  override readonly code = "not_found";
}

/** The order or event number is taken by one with different data (`Duplicate entity: …`). */
export class DuplicateError extends APIError {
  static {
    named(this, "DuplicateError");
  }
  override readonly code = "duplicate";
}

/** 422: a value is not acceptable. */
export class UnprocessableEntityError extends APIError {
  static {
    named(this, "UnprocessableEntityError");
  }
  override readonly code = "unprocessable_entity";
}

/**
 * 429: the site sends too much, and retrying did not get through. Nothing was processed. With
 * `attempts` 0 the call was not even sent: the throttle could not let it through in time.
 */
export class RateLimitError extends APIError {
  static {
    named(this, "RateLimitError");
  }
  override readonly code = "rate_limited";
}

/** 5xx: the API or something in front of it failed. */
export class InternalServerError extends APIError {
  static {
    named(this, "InternalServerError");
  }
  override readonly code = "internal_server_error";
}

/** The error of the class that fits what the API answered. */
export function apiErrorFor(details: APIErrorDetails): APIError {
  const { status, errorMessage } = details;
  if (status === 401) return new AuthenticationError(details);
  if (status === 403) return new PermissionDeniedError(details);
  if (status === 404) return new NotFoundError(details);
  if (status === 429) return new RateLimitError(details);
  if (status >= 500) return new InternalServerError(details);
  if (errorMessage.startsWith("Duplicate entity:")) return new DuplicateError(details);
  if (status === 422) return new UnprocessableEntityError(details);
  if (status > 400) return new APIError(details);
  return saysMissing.test(errorMessage.trim())
    ? new NotFoundError(details)
    : new BadRequestError(details);
}

/** The two phrasings of a missing item: "No … found…" and "… not found". */
const saysMissing = /^No (?:.* )?found| not found\.?$/s;
