import { createFinalURL } from "openapi-fetch";
import { operationTable } from "../generated/operations.js";
import { resolveCall, resolveOptions } from "./options/resolve-options.js";
import { fillPath } from "./request/path.js";
import { queryString } from "./request/query.js";
import { mergeOptions, type ClientOptions, type ResolvedOptions } from "./options/options.js";
import { checkInit, type LooseInit, siteSlugFor } from "./request/call-arguments.js";
import { type RetryPolicy, retryPolicy } from "./transport/retry.js";
import { type Completed, send } from "./transport.js";
import { ConfigurationError } from "./errors/errors.js";
import { encodeBody, membersOf } from "./request/body.js";
import { SiteThrottle, type Throttle } from "./throttle.js";
import type { WithResponse } from "./operation-types.js";
import type { TalkableClient } from "./types.js";

/**
 * A client for the Talkable API. It keeps no connections, so it needs no closing: make one per
 * process and share it.
 *
 * @throws ConfigurationError when an option is missing or unusable.
 */
export function createClient(options: ClientOptions = {}): TalkableClient {
  const newThrottle = (): Throttle => new SiteThrottle();
  return createClientIn({ throttles: new Map(), newThrottle, policy: retryPolicy }, options);
}

/**
 * What a client shares with those made from it.
 *
 * @internal
 */
export interface ClientContext {
  /** One throttle per site. */
  readonly throttles: Map<string, Throttle>;
  readonly newThrottle: () => Throttle;
  readonly policy: RetryPolicy;
}

type Method = (path: string, init?: LooseInit) => Promise<unknown>;

/** The HTTP methods the API uses, in upper case. */
const methods: ReadonlySet<string> = new Set(
  Object.keys(operationTable).map((operation) => operation.slice(0, operation.indexOf(" "))),
);

/** @internal */
export function createClientIn(context: ClientContext, given: ClientOptions): TalkableClient {
  const options = resolveOptions(given);
  const { apiKey, siteSlug, baseUrl, throttle } = options;
  // A throttle that was passed is for the client's own site; calls may name others.
  const throttles = throttle ? new Map([[siteOf(baseUrl, siteSlug), throttle]]) : context.throttles;
  const own = { ...context, throttles };
  const plain: Record<string, Method> = {};
  const withResponse: Record<string, Method> = {};
  for (const method of methods) {
    plain[method] = async (path, init = {}) =>
      (await call(method, path, init, options, own)).result;
    withResponse[method] = async (path, init = {}) =>
      describe(await call(method, path, init, options, own));
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

/** POST and PATCH are not: sending a purchase twice is not the same as sending it once. */
function isIdempotent(method: string): boolean {
  return method !== "POST" && method !== "PATCH";
}

async function call(
  method: string,
  path: string,
  init: LooseInit,
  options: ResolvedOptions,
  { throttles, newThrottle, policy }: ClientContext,
): Promise<Completed> {
  const operation = `${method} ${path}`;
  const traits = operationTable[operation];
  if (traits === undefined) {
    throw new ConfigurationError(
      `${method} has no such path: pass the template, such as /api/v2/assets/{id}, and params.path.`,
    );
  }
  const facts = { operation, outcome: method === "GET" ? undefined : ("not-processed" as const) };
  const { params, body, signal } = checkInit(init, traits, facts);
  const settings = resolveCall(options, init, facts);

  const members = membersOf(body, facts);
  const named = traits.siteSlug === "query" ? params.query : members;
  const site_slug = traits.siteSlug && siteSlugFor(named, options.siteSlug, facts);
  const query = traits.siteSlug === "query" ? { ...params.query, site_slug } : params.query;
  const url = createFinalURL(path, {
    baseUrl: options.baseUrl,
    params: { path: params.path, query },
    querySerializer: (values) => queryString(values, facts),
    pathSerializer: (template, values) => fillPath(template, values, facts),
  });
  const content = traits.siteSlug === "body" ? { ...members, site_slug } : members;
  const encoded = traits.body && encodeBody(traits.body, content, facts);

  const site = siteOf(options.baseUrl, site_slug);
  const throttle = throttles.get(site) ?? newThrottle();
  throttles.set(site, throttle);
  return send({
    ...options,
    ...settings,
    operation,
    method,
    url,
    headers: { ...settings.headers, ...encoded?.headers },
    body: encoded?.body,
    hasResult: traits.hasResult ?? true,
    signal,
    repeatable: init.idempotent ?? isIdempotent(method),
    policy,
    throttle,
  });
}

function siteOf(baseUrl: string, siteSlug: unknown): string {
  return `${baseUrl} ${String(siteSlug)}`;
}

function describe({ result, status, headers, attempts }: Completed): WithResponse<unknown> {
  const shown = headers();
  const requestId = shown.get("x-request-id") ?? undefined;
  return { result, response: { status, headers: shown, requestId }, attempts };
}
