import type { Answer } from "./answer.js";
import { parseRetryAfter } from "./answer/retry-after.js";
import { startDeadline } from "./attempt/deadline.js";
import { discard, isRedirect, isResponse, readText } from "./attempt/response.js";
import {
  APIConnectionError,
  APITimeoutError,
  type CallFacts,
  ConfigurationError,
  TalkableError,
} from "./errors/errors.js";
import { curated, fetchError, isMistake, wasNotSent } from "./errors/foreign.js";
import type { Fetch, FetchResponse } from "./options/fetch.js";
import type { ApiKey } from "./options/options.js";
import { validApiKey } from "./options/resolve-options.js";
import type { ApiRequest } from "./request.js";
import type { Permit } from "./throttle.js";

/** One call in progress. Shared by its attempts and by nothing else. */
export interface Call {
  readonly request: ApiRequest;
  readonly apiKey: ApiKey;
  readonly fetch: Fetch;
  /** Milliseconds one attempt may take. */
  readonly timeout: number;
  attempts: number;
  /** Whether an attempt so far may have been processed by the API. */
  mayHaveTakenEffect: boolean;
}

/** What errors tell about the call, at this moment. */
export function factsOf({ request, attempts, mayHaveTakenEffect }: Call): CallFacts {
  const { operation, method } = request;
  const outcome = mayHaveTakenEffect ? "unknown" : "not-processed";
  return { operation, attempts, outcome: method === "GET" ? undefined : outcome };
}

/**
 * Sends the request once, with the API key, and reads the answer to its end. Settles the permit as soon
 * as the answer's status is known. Throws nothing but TalkableErrors.
 */
export async function attempt(
  call: Call,
  permit: Permit,
  callSignal: AbortSignal,
): Promise<Answer> {
  const before = call.mayHaveTakenEffect;
  call.attempts += 1;
  const deadline = startDeadline({
    timeout: call.timeout,
    parent: callSignal,
    onTimeout: () => new APITimeoutError("timeout", call.timeout, factsOf(call)),
    onAbort: (reason) => asTalkableError(reason, call),
  });
  const turn = { isFirst: false };
  let apiKey: string | undefined;
  let head: AnswerHead | undefined;

  const exchange = async (): Promise<Answer> => {
    const key = (apiKey = await currentApiKey(call));
    deadline.signal.throwIfAborted();
    call.mayHaveTakenEffect = true;
    if (call.request.method !== "GET") void watchFirstTurn(turn);
    const response: unknown = await send(call, key, deadline.signal);
    if (!isResponse(response)) throw new TypeError("it resolved to no Response");
    if (deadline.signal.aborted) discard(response);
    deadline.signal.throwIfAborted();

    head = headOf(response, key);
    if (head.status >= 400 && head.status < 500) call.mayHaveTakenEffect = before;
    if (head.status === 429) permit.throttled(head.retryAfter);
    else permit.accepted();
    if (head.isRedirect) discard(response);
    return { ...head, text: head.isRedirect ? "" : await readText(response) };
  };

  try {
    return await deadline.race(exchange());
  } catch (thrown) {
    if (head === undefined) {
      permit.unanswered();
      const isUnsent = wasNotSent(thrown) || (turn.isFirst && isMistake(thrown));
      if (isUnsent) call.mayHaveTakenEffect = before;
    }
    const error = asTalkableError(thrown, call, apiKey);
    deadline.cancel(error);
    // A 429 has said enough with its status to be retried.
    const isBareRateLimit = error instanceof APIConnectionError && !callSignal.aborted;
    if (isBareRateLimit && head?.status === 429) return { ...head, text: "" };
    throw error;
  } finally {
    deadline.dispose();
  }
}

type AnswerHead = Omit<Answer, "text">;

function headOf(response: FetchResponse, apiKey: string): AnswerHead {
  const { status, headers } = response;
  const retryAfter = status < 400 ? undefined : parseRetryAfter(headers);
  return { status, headers, retryAfter, isRedirect: isRedirect(response), apiKey };
}

/** The error as it is when it is ours; what other code throws may hold the request, and is copied in part. */
export function asTalkableError(thrown: unknown, call: Call, apiKey?: string): TalkableError {
  return thrown instanceof TalkableError ? thrown : fetchError(thrown, factsOf(call), apiKey);
}

async function currentApiKey(call: Call): Promise<string> {
  const { apiKey } = call;
  if (typeof apiKey === "string") return apiKey;
  let key: unknown;
  try {
    key = await apiKey();
  } catch (thrown) {
    const cause = curated(thrown, undefined);
    throw new ConfigurationError("the apiKey function failed.", factsOf(call), { cause });
  }
  return validApiKey(key, factsOf(call));
}

/** Where requests have no `cache`, as on Workers with older compatibility dates, setting it throws. */
function uncached(): { readonly cache?: "no-store" } {
  return typeof Request === "function" && "cache" in Request.prototype ? { cache: "no-store" } : {};
}

function send(
  { request, fetch }: Call,
  apiKey: string,
  signal: AbortSignal,
): Promise<FetchResponse> {
  const { url, method, headers, body } = request;
  return fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${apiKey}` },
    signal,
    redirect: "manual",
    ...uncached(),
    ...(body === undefined ? {} : { body }),
  });
}

/** What happens within so many microtasks, happens before a request can have got anywhere. */
async function watchFirstTurn(turn: { isFirst: boolean }): Promise<void> {
  turn.isFirst = true;
  for (let microtask = 0; microtask < 64; microtask += 1) await Promise.resolve();
  turn.isFirst = false;
}
