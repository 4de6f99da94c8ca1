import { makeCall, type Delivery } from "./call.js";
import { type ClientOptions, mergeOptions, type ResolvedOptions } from "./options/options.js";
import { type RetryPolicy, retryPolicy } from "./call/retry-delay.js";
import { resolveCall, resolveOptions } from "./options/resolve-options.js";
import { methods, type Operation, operationOf } from "./operation.js";
import { requestIdOf } from "./errors/errors.js";
import { checkInit, type Init } from "./request/arguments.js";
import { SiteThrottle } from "./throttle.js";
import { publicHeaders } from "./answer.js";
import { SiteThrottles } from "./throttle/sites.js";
import { createRequest } from "./request.js";
import type { WithResponse } from "./operation-types.js";
import type { TalkableClient } from "./types.js";

/**
 * A client for the Talkable API. It keeps no connections, so it needs no closing: make one per
 * process and share it.
 *
 * @throws ConfigurationError when an option is missing or unusable.
 */
export function createClient(options: ClientOptions = {}): TalkableClient {
  const throttles = new SiteThrottles(() => new SiteThrottle());
  return createClientIn({ throttles, policy: retryPolicy }, options);
}

/**
 * What a client shares with those made from it.
 *
 * @internal
 */
export interface ClientContext {
  readonly throttles: SiteThrottles;
  readonly policy: RetryPolicy;
}

type Method = (path: string, init?: Init) => Promise<unknown>;

/** @internal */
export function createClientIn(context: ClientContext, given: ClientOptions): TalkableClient {
  const options = resolveOptions(given);
  const { apiKey, siteSlug, baseUrl, throttle } = options;
  // A throttle that was passed is for the client's own site; calls may name others.
  const throttles = throttle
    ? context.throttles.withOwn(siteOf(baseUrl, siteSlug), throttle)
    : context.throttles;
  const own = { ...context, throttles };
  const plain: Record<string, Method> = {};
  const withResponse: Record<string, Method> = {};
  for (const method of methods) {
    const deliver = async (path: string, init: Init = {}) =>
      call(operationOf(method, path), init, options, own);
    plain[method] = async (path, init) => (await deliver(path, init)).result;
    withResponse[method] = async (path, init) => describe(await deliver(path, init));
  }
  const client: unknown = {
    ...plain,
    withResponse,
    withOptions: (changes: ClientOptions) =>
      // Of the same site by default, whatever the environment says by then.
      createClientIn(own, mergeOptions({ ...given, apiKey, siteSlug }, changes)),
  };
  // Methods made from the operation table meet the types made from the same documents.
  return client as TalkableClient;
}

function call(
  operation: Operation,
  init: Init,
  options: ResolvedOptions,
  { throttles, policy }: ClientContext,
): Promise<Delivery> {
  const { name, method, traits } = operation;
  const outcome = method === "GET" ? undefined : ("not-processed" as const);
  const facts = { operation: name, outcome };
  checkInit(init, traits, facts);
  const settings = { ...options, ...resolveCall(options, init, facts) };
  const request = createRequest(operation, init, settings, facts);
  return makeCall(request, {
    ...settings,
    signal: init.signal,
    idempotent: init.idempotent ?? isIdempotent(method),
    throttle: throttles.of(siteOf(options.baseUrl, request.siteSlug)),
    policy,
  });
}

/** POST and PATCH are not: sending a purchase twice is not the same as sending it once. */
function isIdempotent(method: string): boolean {
  return method !== "POST" && method !== "PATCH";
}

function siteOf(baseUrl: string, siteSlug: unknown): string {
  return `${baseUrl} ${String(siteSlug)}`;
}

function describe({ result, answer, attempts }: Delivery): WithResponse<unknown> {
  const headers = publicHeaders(answer);
  const { status } = answer;
  return { result, response: { status, headers, requestId: requestIdOf(headers) }, attempts };
}
