import { createFinalURL, createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import type { OperationTraits } from "../generated/operations.js";
import type { CallFacts } from "./errors/errors.js";
import type { ResolvedOptions } from "./options/options.js";
import { type CallArguments, siteSlugFor, type Values } from "./request/arguments.js";
import { membersOfBody, toFormData, toJson } from "./request/body.js";
import { checkPath, checkQuery } from "./request/url-values.js";

/** One of the API's operations: a row of the operation table. */
export interface Operation {
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly traits: OperationTraits;
}

/** What is sent to carry out an operation, but for the API key, which every attempt adds. */
export interface ApiRequest {
  /** The operation's name. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
  /** False when the operation answers `{ok: true}` alone. */
  readonly hasResult: boolean;
}

/** What writing a request takes besides the operation and its arguments. */
type Settings = Pick<ResolvedOptions, "baseUrl" | "siteSlug" | "headers">;

const writeQuery = createQuerySerializer<Values>();

/**
 * Checks the arguments of a call, and writes them: the URL, and the body as JSON or a form. What would be
 * dropped there, or turn into something else, is refused.
 */
export function createRequest(
  { name, method, path, traits }: Operation,
  { params, body }: Pick<CallArguments, "params" | "body">,
  { baseUrl, siteSlug, headers }: Settings,
  facts: CallFacts,
): { readonly request: ApiRequest; readonly siteSlug: string | undefined } {
  const members = membersOfBody(body, facts);
  const named = traits.siteSlug === "query" ? params.query : members;
  const site_slug = traits.siteSlug && siteSlugFor(named, siteSlug, facts);
  const query = { ...params.query, ...(traits.siteSlug === "query" && { site_slug }) };
  checkPath(path, params.path, facts);
  checkQuery(query, facts);
  const url = createFinalURL(path, {
    baseUrl,
    params: { path: params.path, query },
    pathSerializer: defaultPathSerializer,
    querySerializer: writeQuery,
  });
  const content = traits.siteSlug === "body" ? { ...members, site_slug } : members;
  const hasResult = traits.hasResult ?? true;
  const request = { operation: name, method, url, headers, body: undefined, hasResult };
  if (traits.body === undefined) return { request, siteSlug: site_slug };
  const written =
    traits.body === "json"
      ? {
          headers: { ...headers, "content-type": "application/json" },
          body: toJson(content, facts),
        }
      : { body: toFormData(content, facts) };
  return { request: { ...request, ...written }, siteSlug: site_slug };
}
