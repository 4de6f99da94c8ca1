import type { OperationTraits } from "../../generated/operations.js";
import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { callOptions, checkMembers, parameterKinds } from "../options/kinds.js";
import type { CallOptions } from "../options/options.js";

/** Names and values. */
export type Values = Readonly<Record<string, unknown>>;

/** What every operation's init fits in. */
export interface Init extends CallOptions {
  readonly params?: { readonly path?: Values; readonly query?: Values };
  readonly body?: Values;
}

export function checkInit(init: Init, traits: OperationTraits, facts: CallFacts): void {
  checkMembers(init, callOptions, "option ", facts);
  checkMembers(init.params ?? {}, parameterKinds, "params.", facts);
  if (init.body !== undefined && traits.body === undefined) {
    throw new ConfigurationError("this operation takes no body.", facts);
  }
}

/** The site a call is about: the one it names, else the client's. */
export function siteSlugFor(named: Values, siteSlug: string | undefined, facts: CallFacts): string {
  const site = named["site_slug"] ?? siteSlug;
  if (typeof site === "string" && site !== "") return site;
  throw new ConfigurationError(
    "siteSlug or site_slug is missing: pass it or set TALKABLE_SITE_SLUG.",
    facts,
  );
}
