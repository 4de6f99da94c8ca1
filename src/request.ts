import { type Init, siteSlugFor, type Values } from "./request/arguments.js";
import { checkPath, checkQuery } from "./request/url-values.js";
import { toFormData, toJson } from "./request/body.js";
import { createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import type { CallFacts } from "./errors/errors.js";
import type { ResolvedOptions } from "./options/options.js";
import type { Operation } from "./operation.js";

/** What is sent to carry out an operation, but for the API key, which every attempt adds. */
export interface ApiRequest {
  /** The operation's name. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
  /** The site that the operation is about, if it is about one. */
  readonly siteSlug: string | undefined;
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
  { params: { path: values = {}, query = {} } = {}, body = {} }: Pick<Init, "params" | "body">,
  { baseUrl, siteSlug, headers }: Settings,
  facts: CallFacts,
): ApiRequest {
  const given = { query, body };
  const place = traits.siteSlug;
  const site = place && siteSlugFor(given[place], siteSlug, facts);
  if (place) given[place] = { ...given[place], site_slug: site };
  checkPath(path, values, facts);
  checkQuery(given.query, facts);
  const search = writeQuery(given.query);
  const url = `${baseUrl}${defaultPathSerializer(path, values)}${search && `?${search}`}`;
  const isJson = traits.body === "json";
  return {
    operation: name,
    method,
    url,
    headers: isJson ? { ...headers, "content-type": "application/json" } : headers,
    body: isJson ? toJson(given.body, facts) : traits.body && toFormData(given.body, facts),
    siteSlug: site,
    hasResult: traits.hasResult ?? true,
  };
}
