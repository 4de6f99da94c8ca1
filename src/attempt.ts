import { curated, fetchError, readFailure } from "./errors/foreign.js";
import { startDeadline } from "./attempt/deadline.js";
import { parseRetryAfter } from "./answer/retry-after.js";
import {
  APIConnectionError,
  APITimeoutError,
  type CallFacts,
  type Outcome,
  ConfigurationError,
  TalkableError,
} from "./errors/errors.js";
import { discard, isResponse, isUnneeded } from "./attempt/response.js";
import { validApiKey } from "./options/resolve-options.js";
import type { Answer } from "./answer.js";
import type { Fetch, FetchResponse } from "./options/fetch.js";
import type { ApiKey } from "./options/options.js";
import type { ApiRequest } from "./request.js";
import type { Permit } from "./throttle.js";

/** How an attempt is to be made. */
export interface AttemptSettings {
  readonly apiKey: ApiKey;
  readonly fetch: Fetch;
  /** Milliseconds one attempt may take. */
  readonly timeout: number;
}

/** One call in progress. Shared by its attempts and by nothing else. */
export interface Call extends AttemptSettings {
  readonly request: ApiRequest;
  attempts: number;
  /** What is known of the attempts so far: whether one may have been processed by the API. */
  outcome: Outcome;
}

/** What errors tell about the call, at this moment. */
export function factsOf({ request, attempts, outcome }: Call): CallFacts {
  const { operation, method } = request;
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
  const before = call.outcome;
  call.attempts += 1;
  const deadline = startDeadline(
    call.timeout,
    callSignal,
    () => new APITimeoutError("timeout", call.timeout, factsOf(call)),
    (reason) => asTalkableError(reason, call),
  );
  const turn = { isFirst: false };
  let apiKey: string | undefined;
  let head: Omit<Answer, "text"> | undefined;

  const exchange = async (): Promise<Answer> => {
    const key = (apiKey = await currentApiKey(call));
    deadline.signal.throwIfAborted();
    call.outcome = "unknown";
    if (call.request.method !== "GET") void watchFirstTurn(turn);
    const response: unknown = await send(call, key, deadline.signal);
    if (!isResponse(response)) throw new TypeError("it resolved to no Response");
    const { status, headers } = response;
    const isUnread = deadline.signal.aborted || isUnneeded(response);
    if (isUnread) discard(response);
    deadline.signal.throwIfAborted();

    const retryAfter = status < 400 ? undefined : parseRetryAfter(headers);
    head = { status, headers, retryAfter, apiKey: key };
    if (status >= 400 && status < 500) call.outcome = before;
    runHook("throttle", call, () => {
      if (status === 429) permit.throttled(retryAfter);
      else permit.accepted();
    });
    return { ...head, text: isUnread ? undefined : await response.text() };
  };

  try {
    return await deadline.race(exchange());
  } catch (thrown) {
    if (head === undefined) {
      runHook("throttle", call, () => {
        permit.unanswered();
      });
      const { isUnsent, isMistake } = readFailure(thrown);
      if (isUnsent || (isMistake && turn.isFirst)) call.outcome = before;
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

/** The error as it is when it is ours; what other code throws may hold the request, and is copied in part. */
export function asTalkableError(thrown: unknown, call: Call, apiKey?: string): TalkableError {
  return thrown instanceof TalkableError ? thrown : fetchError(thrown, factsOf(call), apiKey);
}

/** The error for what the caller passed and that threw: what it threw is the caller's own. */
export function hookFailed(name: string, cause: unknown, call: Call): ConfigurationError {
  return new ConfigurationError(`${name} failed.`, factsOf(call), { cause });
}

export function runHook<T>(name: string, call: Call, hook: () => T): T {
  try {
    return hook();
  } catch (thrown) {
    throw hookFailed(name, thrown, call);
  }
}

async function currentApiKey(call: Call): Promise<string> {
  const { apiKey } = call;
  if (typeof apiKey === "string") return apiKey;
  try {
    return validApiKey(await apiKey(), factsOf(call));
  } catch (thrown) {
    if (thrown instanceof TalkableError) throw thrown;
    throw hookFailed("apiKey", curated(thrown, undefined), call);
  }
}

function send(
  { request, fetch }: Call,
  apiKey: string,
  signal: AbortSignal,
): Promise<FetchResponse> {
  const { url, method, headers, body } = request;
  // Workers with older compatibility dates know of no `cache`, and throw where it is set.
  const knowsCache = typeof Request === "function" && "cache" in Request.prototype;
  return fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${apiKey}` },
    signal,
    redirect: "manual",
    ...(knowsCache && { cache: "no-store" }),
    ...(body !== undefined && { body }),
  });
}

/** What happens within so many microtasks, happens before a request can have got anywhere. */
async function watchFirstTurn(turn: { isFirst: boolean }): Promise<void> {
  turn.isFirst = true;
  for (let microtask = 0; microtask < 64; microtask += 1) await Promise.resolve();
  turn.isFirst = false;
}
