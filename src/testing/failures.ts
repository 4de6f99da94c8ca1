/** How a fake fails: see `notFound`, `throttled` and the others that make one. */
export class Failure {
  /** How many requests fail like this before the answer that was there before counts again. */
  readonly times: number;
  readonly #ending: Ending;

  /** @internal */
  constructor(ending: Ending, { times = Infinity }: FailureOptions) {
    if (!(times === Infinity || (Number.isInteger(times) && times >= 1))) {
      throw new RangeError("times has to be a whole number from 1.");
    }
    this.times = times;
    this.#ending = ending;
  }

  /** @internal */
  static endingOf(failure: Failure): Ending {
    return failure.#ending;
  }
}

/** What becomes of a request. */
export type Ending =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "lost"; readonly code: string }
  | { readonly kind: "silence" };

/** What every failure takes. */
export interface FailureOptions {
  /**
   * How many requests fail, retries included; then the answer that was there before counts again. Default: all. A
   * failure that a function returns is for the one request.
   */
  readonly times?: number;
}

/** What `errorAnswer` takes besides the status. */
export interface ErrorAnswerOptions extends FailureOptions {
  /** The `error_message` of the answer. */
  readonly message?: string;
}

/** An answer with this status and an `error_message`, for whatever has no function of its own here: 401, 403, 422. */
export function errorAnswer(status: number, options: ErrorAnswerOptions = {}): Failure {
  if (!isErrorStatus(status, 400)) throw new RangeError("status has to be one from 400 to 599.");
  const { message = "Something is wrong" } = options;
  const body = JSON.stringify({ ok: false, error_message: message });
  return new Failure({ kind: "answer", status, body }, options);
}

/** What is named in the call is missing: a `NotFoundError`. Talkable answers it with 400. */
export function notFound(options: ErrorAnswerOptions = {}): Failure {
  return errorAnswer(400, { message: "Item not found", ...options });
}

/** The number of the order or event is taken by different data: a `DuplicateError`. */
export function duplicate(options: ErrorAnswerOptions = {}): Failure {
  const message = "Duplicate entity: the same number with different data exists";
  return errorAnswer(400, { message, ...options });
}

/** What `throttled` takes. */
export interface ThrottledOptions extends FailureOptions {
  /** Milliseconds for the answer's `Retry-After`, which Talkable does not send. Default: no such header. */
  readonly retryAfter?: number;
}

/** 429. The client tries again: pass `times`, or else a small `maxRetries` to the client, for the test to end. */
export function throttled(options: ThrottledOptions = {}): Failure {
  const { retryAfter } = options;
  if (retryAfter !== undefined && !(Number.isFinite(retryAfter) && retryAfter >= 0)) {
    throw new RangeError("retryAfter has to be a number of milliseconds from 0.");
  }
  const headers =
    retryAfter === undefined ? {} : { "retry-after": (retryAfter / 1_000).toFixed(3) };
  return new Failure({ kind: "answer", status: 429, body: "", headers }, options);
}

/** What `serverError` takes. */
export interface ServerErrorOptions extends FailureOptions {
  /** Default: 500. */
  readonly status?: 500 | 502 | 503 | 504;
}

/** A 5xx without a body. */
export function serverError(options: ServerErrorOptions = {}): Failure {
  const { status = 500 } = options;
  if (!isErrorStatus(status, 500)) throw new RangeError("status has to be one from 500 to 599.");
  return new Failure({ kind: "answer", status, body: "" }, options);
}

/** What `connectionLost` takes. */
export interface ConnectionLostOptions extends FailureOptions {
  /** The platform's code. Default: `"ECONNRESET"`, lost on the way; `"ECONNREFUSED"`: never made. */
  readonly code?: string;
}

/** No answer, as there is no connection: an `APIConnectionError`. */
export function connectionLost(options: ConnectionLostOptions = {}): Failure {
  return new Failure({ kind: "lost", code: options.code ?? "ECONNRESET" }, options);
}

/** No answer, ever: the call ends by its timeout or its signal. */
export function unanswered(options: FailureOptions = {}): Failure {
  return new Failure({ kind: "silence" }, options);
}

function isErrorStatus(status: number, least: number): boolean {
  return Number.isInteger(status) && status >= least && status <= 599;
}
