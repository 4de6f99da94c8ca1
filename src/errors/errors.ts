import { printable } from "./printable.js";

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

/** Gives a class, and its errors, a name that minifying does not change. */
export function named(
  Class: { readonly prototype: Error },
  name: string,
  ofErrors: string = name,
): void {
  Object.defineProperty(Class, "name", { value: name });
  Class.prototype.name = ofErrors;
}

/**
 * Everything a client throws. No error holds the API key, and no message holds the URL of the call
 * or an e-mail address: what a message names is the operation.
 */
export abstract class TalkableError extends Error {
  static {
    named(this, "TalkableError");
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  abstract readonly code: TalkableErrorCode;
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`; undefined outside calls. */
  declare readonly operation: string | undefined;
  /** How many attempts were made, retries included; 0 when the call failed before the first. */
  declare readonly attempts: number;
  /** Set when the request could have changed something; undefined for GET and outside calls. */
  declare readonly outcome: Outcome | undefined;

  constructor(message: string, facts: CallFacts = {}, options?: ErrorOptions) {
    const subject = facts.operation === undefined ? "" : `${facts.operation}: `;
    const caution =
      facts.outcome === "unknown"
        ? " It may have taken effect: check before sending it again."
        : "";
    super(`${subject}${message}${caution}`, options);
    this.operation = facts.operation;
    this.attempts = facts.attempts ?? 0;
    this.outcome = facts.outcome;
  }

  /**
   * The error as data, for logs and for other threads, since what `JSON.stringify` and `structuredClone` make
   * of errors lacks most of it. Without personal data, and so without `errorMessage`, `headers` and `body`.
   */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this;
    const data: Record<string, unknown> = { name, message };
    if (cause instanceof TalkableError) data["cause"] = cause.toJSON();
    else if (cause instanceof Error) data["cause"] = printable(String(cause));
    return Object.assign(data, this);
  }
}

/** The parts of an HTTP response that errors keep. */
export interface ResponseFacts extends CallFacts {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: unknown;
}

/**
 * The connection could not be made, or was lost before the answer was complete. `cause` is a copy of what
 * `fetch` threw, without the API key, URLs and e-mail addresses.
 */
export class APIConnectionError extends TalkableError {
  static {
    named(this, "APIConnectionError");
  }
  readonly code: "connection_error" | "timeout" = "connection_error";
  /** The platform's own code, such as `"ECONNREFUSED"` or `"UND_ERR_SOCKET"`, when it has one. */
  declare readonly connectionCode: string | undefined;

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
    named(this, "APITimeoutError");
  }
  override readonly code = "timeout";
  /** The option that was exceeded. */
  declare readonly limit: "timeout" | "totalTimeout";

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
    named(this, "APIUserAbortError", "AbortError");
  }
  readonly code = "aborted";
  constructor(facts: CallFacts, options?: ErrorOptions) {
    super("aborted by the caller's signal.", facts, options);
  }
}

export function requestIdOf(headers: Headers): string | undefined {
  return headers.get("x-request-id") ?? undefined;
}

/** What errors about an answer have in common. What may hold personal data is an accessor. */
export abstract class ResponseError extends TalkableError {
  /** The HTTP status as it came; for most missing items that is 400 at Talkable, not 404. */
  declare readonly status: number;
  /** The response's `x-request-id`. */
  declare readonly requestId: string | undefined;
  readonly #response: ResponseFacts;

  constructor(message: string, response: ResponseFacts) {
    super(message, response);
    this.status = response.status;
    this.requestId = requestIdOf(response.headers);
    this.#response = response;
  }

  /** The response's headers, without `set-cookie`. */
  get headers(): Headers {
    return this.#response.headers;
  }
  /**
   * The response's body: parsed when it is JSON, else text; undefined when it was not read, as that of a
   * redirect, or of more than 1 MiB.
   */
  get body(): unknown {
    return this.#response.body;
  }
}

/** The answer is not what this API sends: not JSON, no envelope, a redirect. */
export class UnexpectedResponseError extends ResponseError {
  static {
    named(this, "UnexpectedResponseError");
  }
  readonly code = "unexpected_response";
}

/**
 * An option or argument is unusable, or a function among the options failed: it threw, or made a mistake,
 * as a `fetch` that resolves to no response. That can be after a request was sent: see `outcome`. Never
 * quotes the value.
 */
export class ConfigurationError extends TalkableError {
  static {
    named(this, "ConfigurationError");
  }
  readonly code = "configuration";
}

/** A path parameter would lead to another endpoint, or is missing. Nothing was sent. */
export class InvalidPathParameterError extends TalkableError {
  static {
    named(this, "InvalidPathParameterError");
  }
  readonly code = "invalid_path_parameter";
  /** The parameter's name, such as `"person_slug"`. */
  declare readonly parameter: string;
  constructor(parameter: string, problem: string, facts?: CallFacts) {
    super(`path parameter ${parameter} ${problem}`, facts);
    this.parameter = parameter;
  }
}
