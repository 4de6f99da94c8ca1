import type { OperationTraits } from "../../generated/operations.js";
import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import type { CallOptions } from "../options/options.js";
import { isRecord } from "../record.js";

/** What a method of the client is called with, before it is known to be right. */
export interface LooseInit extends CallOptions {
  readonly params?: unknown;
  readonly body?: unknown;
}

/** Names and values. */
export type Values = Readonly<Record<string, unknown>>;

/** The arguments of a call that are not settings, checked and complete. */
export interface CallArguments {
  readonly params: { readonly path: Values; readonly query: Values };
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

const initNames: ReadonlySet<string> = new Set<keyof LooseInit>([
  "params",
  "body",
  "headers",
  "signal",
  "timeout",
  "totalTimeout",
  "maxRetries",
  "idempotent",
]);

/** Refuses, at run time, what the types refuse at compile time. */
export function checkInit(init: unknown, traits: OperationTraits, facts: CallFacts): CallArguments {
  const problem = (what: string) => new ConfigurationError(what, facts);
  if (!isRecord(init)) throw problem("the call options have to be an object.");
  for (const name of Object.keys(init)) {
    if (!initNames.has(name)) throw problem(`there is no call option ${name}.`);
  }
  const { params = {}, body, signal } = init;
  if (!isRecord(params)) throw problem("params has to be an object.");
  for (const [name, value] of Object.entries(params)) {
    const known = name === "path" || name === "query";
    if (value !== undefined && !known) throw problem(`there is no params.${name}.`);
  }
  const { path = {}, query = {} } = params;
  if (!isRecord(path)) throw problem("params.path has to be an object.");
  if (!isRecord(query)) throw problem("params.query has to be an object.");
  if (body !== undefined && traits.body === undefined)
    throw problem("this operation takes no body.");
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw problem("signal has to be an AbortSignal.");
  }
  return { params: { path, query }, body, signal };
}

/** The site a call is about: the one it names, else the client's. */
export function siteSlugFor(named: Values, siteSlug: string | undefined, facts: CallFacts): string {
  const site = named["site_slug"] ?? siteSlug;
  if (typeof site === "string" && site !== "") return site;
  throw new ConfigurationError(
    "no site: pass siteSlug or site_slug, or set TALKABLE_SITE_SLUG.",
    facts,
  );
}
