import { RateLimitError } from "../errors/api-errors.js";
import { connectionCodeOf, connectionError, wasNotSent } from "../errors/connection.js";
import {
  APIConnectionError,
  APITimeoutError,
  type CallFacts,
  ConfigurationError,
  TalkableError,
  UnexpectedResponseError,
} from "../errors/errors.js";
import type { Fetch, FetchResponse } from "../options/fetch.js";
import type { ApiKey } from "../options/options.js";
import { validApiKey } from "../options/resolve-options.js";
import type { Permit } from "../throttle.js";
import { startDeadline } from "./deadline.js";
import { parseRetryAfter, publicHeaders, unwrap } from "./envelope.js";
import { discard, readText } from "./response-body.js";

/** A request as it goes out, but for the API key. */
export interface OutgoingRequest {
  /** Method and path template. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
  /** False when the operation answers `{ok: true}` alone. */
  readonly hasResult: boolean;
}

/** One call in progress. Shared by its attempts and by nothing else. */
export interface Call extends OutgoingRequest {
  readonly apiKey: ApiKey;
  readonly fetch: Fetch;
  /** Milliseconds one attempt may take. */
  readonly timeout: number;
  attempts: number;
  /** Whether an attempt so far may have been processed by the API. */
  mayHaveTakenEffect: boolean;
}

/** What errors tell about the call, at this moment. */
export function factsOf(call: Call): CallFacts {
  const { operation, method } = call;
  const outcome = call.mayHaveTakenEffect ? "unknown" : "not-processed";
  return { operation, attempts: call.attempts, outcome: method === "GET" ? undefined : outcome };
}

/** What an attempt that succeeded came back with. */
export interface Success {
  readonly result: unknown;
  readonly status: number;
  /** Made on demand: most calls ask for the result alone. */
  readonly headers: () => Headers;
}

/** Sends the request once and reads the answer to its end. Throws nothing but TalkableErrors. */
export async function attempt(
  call: Call,
  callSignal: AbortSignal,
  permit: Permit,
): Promise<Success> {
  const before = call.mayHaveTakenEffect;
  call.attempts += 1;
  const seen: { answer: boolean; rateLimit?: RateLimitError } = { answer: false };

  const deadline = startDeadline({
    timeout: call.timeout,
    parent: callSignal,
    onTimeout: () => new APITimeoutError("timeout", call.timeout, factsOf(call)),
    onAbort: (reason) => asTalkableError(reason, call),
  });

  const exchange = async (): Promise<Success> => {
    const apiKey = await currentApiKey(call);
    deadline.signal.throwIfAborted();
    call.mayHaveTakenEffect = true;
    const response = await send(call, apiKey, deadline.signal);
    if (deadline.signal.aborted) discard(response);
    deadline.signal.throwIfAborted();

    seen.answer = true;
    const { status, headers } = response;
    if (status >= 400 && status < 500) call.mayHaveTakenEffect = before;
    const facts = factsOf(call);
    if (status === 429) {
      seen.rateLimit = bareRateLimit(response, apiKey, facts);
      permit.throttled(seen.rateLimit.retryAfter);
    } else {
      permit.accepted();
    }
    if (isRedirect(response)) throw redirectError(response, apiKey, facts);
    const text = await readText(response);
    const result = unwrap(
      { status, headers, text },
      { facts, hasResult: call.hasResult, secret: apiKey },
    );
    return { result, status, headers: () => publicHeaders(headers, apiKey) };
  };

  try {
    return await deadline.race(exchange());
  } catch (thrown) {
    if (!seen.answer) permit.unanswered();
    if (wasNotSent(connectionCodeOf(thrown))) call.mayHaveTakenEffect = before;
    const error = asTalkableError(thrown, call);
    const bodyIsLost = error instanceof APIConnectionError && !callSignal.aborted;
    throw bodyIsLost && seen.rateLimit !== undefined ? seen.rateLimit : error;
  } finally {
    deadline.dispose();
  }
}

/** The error as it is when it is ours; what the platform throws holds the request and is dropped. */
export function asTalkableError(thrown: unknown, call: Call): TalkableError {
  return thrown instanceof TalkableError
    ? thrown
    : connectionError(connectionCodeOf(thrown), factsOf(call));
}

async function currentApiKey(call: Call): Promise<string> {
  const { apiKey } = call;
  if (typeof apiKey === "string") return apiKey;
  let key: unknown;
  try {
    key = await apiKey();
  } catch {
    throw new ConfigurationError("the apiKey function failed.", factsOf(call));
  }
  return validApiKey(key, factsOf(call));
}

function send(call: Call, apiKey: string, signal: AbortSignal): Promise<FetchResponse> {
  const { fetch, url, method, headers, body } = call;
  return fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${apiKey}` },
    signal,
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
  });
}

/** What a 429 is when its body gets lost: its status has said enough to retry it. */
function bareRateLimit(response: FetchResponse, apiKey: string, facts: CallFacts): RateLimitError {
  const { status, headers } = response;
  const retryAfter = parseRetryAfter(headers);
  const shown = publicHeaders(headers, apiKey);
  return new RateLimitError({ ...facts, status, headers: shown, errorMessage: "", retryAfter });
}

/** Browsers hide the status of a redirect they were told not to follow: it is 0. */
function isRedirect({ status, redirected }: FetchResponse): boolean {
  return status < 200 || (status >= 300 && status < 400) || redirected === true;
}

function redirectError(
  response: FetchResponse,
  apiKey: string,
  facts: CallFacts,
): UnexpectedResponseError {
  discard(response);
  const { status, headers } = response;
  return new UnexpectedResponseError(
    "the answer is a redirect, which is not followed: check baseUrl.",
    { ...facts, status, headers: publicHeaders(headers, apiKey) },
  );
}
