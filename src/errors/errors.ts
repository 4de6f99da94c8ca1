/** Marks every error of this package, so that guards recognise those of another installed copy. */
export const brand: unique symbol = Symbol.for("talkable-client.error");

/**
 * What is known about a failed request that may change something at Talkable (anything but GET):
 * `"not-processed"` when it certainly had no effect, `"unknown"` when it may have had one.
 */
export type Outcome = "not-processed" | "unknown";

/** What every error knows about the call it ended. */
export interface CallFacts {
  readonly operation?: string | undefined;
  readonly attempts?: number | undefined;
  readonly outcome?: Outcome | undefined;
}

/** `code` of an {@link APIError}, one per class. */
export type APIErrorCode =
  | "api_error"
  | "bad_request"
  | "authentication"
  | "permission_denied"
  | "not_found"
  | "duplicate"
  | "unprocessable_entity"
  | "rate_limited"
  | "internal_server_error";

/** `code` of a {@link TalkableError}, one per class. */
export type TalkableErrorCode =
  | APIErrorCode
  | "connection_error"
  | "timeout"
  | "aborted"
  | "unexpected_response"
  | "configuration"
  | "invalid_path_parameter";

/**
 * Everything a client throws. No error holds the API key, and no message holds the URL of the call
 * or an e-mail address: what a message names is the operation.
 */
export abstract class TalkableError extends Error {
  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  abstract readonly code: TalkableErrorCode;
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`; undefined outside calls. */
  readonly operation: string | undefined;
  /** How many attempts were made, retries included; 0 when the call failed before the first. */
  readonly attempts: number;
  /** Set when the request could have changed something; undefined for GET and outside calls. */
  readonly outcome: Outcome | undefined;

  constructor(message: string, facts: CallFacts = {}, options?: ErrorOptions) {
    const subject = facts.operation === undefined ? "" : `${facts.operation}: `;
    const caution =
      facts.outcome === "unknown"
        ? " The request may have taken effect: check before sending it again."
        : "";
    super(`${subject}${message}${caution}`, options);
    this.operation = facts.operation;
    this.attempts = facts.attempts ?? 0;
    this.outcome = facts.outcome;
  }
}

/** The parts of an HTTP response that errors keep. */
export interface ResponseFacts extends CallFacts {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: unknown;
}

/** The connection could not be made, or was lost before the answer was complete. */
export class APIConnectionError extends TalkableError {
  static {
    this.prototype.name = "APIConnectionError";
  }
  readonly code: "connection_error" | "timeout" = "connection_error";
  /** The platform's own code, such as `"ECONNREFUSED"` or `"UND_ERR_SOCKET"`, when it has one. */
  readonly connectionCode: string | undefined;

  constructor(
    message: string,
    facts: CallFacts & { readonly connectionCode?: string | undefined },
    options?: ErrorOptions,
  ) {
    super(message, facts, options);
    this.connectionCode = facts.connectionCode;
  }
}

/** `timeout` or `totalTimeout` passed before the answer was complete. */
export class APITimeoutError extends APIConnectionError {
  static {
    this.prototype.name = "APITimeoutError";
  }
  override readonly code = "timeout";
  /** The option that was exceeded. */
  readonly limit: "timeout" | "totalTimeout";

  /** `cause`, if any, is the {@link TalkableError} of the attempt before. */
  constructor(
    limit: "timeout" | "totalTimeout",
    milliseconds: number,
    facts: CallFacts,
    options?: ErrorOptions,
  ) {
    super(`no complete answer within ${milliseconds} ms (${limit}).`, facts, options);
    this.limit = limit;
  }
}

/** The caller's `signal` was aborted; `cause` is its reason. */
export class APIUserAbortError extends TalkableError {
  static {
    this.prototype.name = "AbortError";
  }
  readonly code = "aborted";
  constructor(facts: CallFacts, options?: ErrorOptions) {
    super("aborted by the caller's signal.", facts, options);
  }
}

/** What errors about an answer have in common. What may hold personal data is an accessor. */
export abstract class ResponseError extends TalkableError {
  /** The HTTP status as it came; for most missing items that is 400 at Talkable, not 404. */
  readonly status: number;
  /** The response's `x-request-id`. */
  readonly requestId: string | undefined;
  readonly #response: ResponseFacts;

  constructor(message: string, response: ResponseFacts) {
    super(message, response);
    this.status = response.status;
    this.requestId = response.headers.get("x-request-id") ?? undefined;
    this.#response = response;
  }

  /** The response's headers, without `set-cookie`. */
  get headers(): Headers {
    return this.#response.headers;
  }
  /**
   * The response's body: parsed when it is JSON, else text, of an error at most 1 MiB; undefined when
   * it was not read.
   */
  get body(): unknown {
    return this.#response.body;
  }
}

/** The answer is not what this API sends: not JSON, no envelope, a redirect. */
export class UnexpectedResponseError extends ResponseError {
  static {
    this.prototype.name = "UnexpectedResponseError";
  }
  readonly code = "unexpected_response";
}

/**
 * An option or argument is unusable, or a function among the options failed; that can be after a
 * request was sent: see `outcome`. Never quotes the value.
 */
export class ConfigurationError extends TalkableError {
  static {
    this.prototype.name = "ConfigurationError";
  }
  readonly code = "configuration";
}

/** A path parameter would lead to another endpoint, or is missing. Nothing was sent. */
export class InvalidPathParameterError extends TalkableError {
  static {
    this.prototype.name = "InvalidPathParameterError";
  }
  readonly code = "invalid_path_parameter";
  /** The parameter's name, such as `"person_slug"`. */
  readonly parameter: string;
  constructor(parameter: string, problem: string, facts?: CallFacts) {
    super(`path parameter ${parameter} ${problem}`, facts);
    this.parameter = parameter;
  }
}
