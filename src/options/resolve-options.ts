import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { version } from "../version.js";
import { checkMembers, clientOptions } from "./kinds.js";
import type {
  CallOptions,
  ClientOptions,
  HeaderValues,
  ResolvedCall,
  ResolvedOptions,
} from "./options.js";

/** Checks every option and applies the defaults. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  checkMembers(options, clientOptions, "option ");
  if (typeof document !== "undefined" && options.dangerouslyAllowBrowser !== true) {
    throw new ConfigurationError(
      "a browser shows everybody the API key: use a server, or dangerouslyAllowBrowser.",
    );
  }
  const { fetch, throttle, userAgent } = options;
  const siteSlug = options.siteSlug ?? environment("TALKABLE_SITE_SLUG");
  if (throttle !== undefined && siteSlug === undefined) {
    throw new ConfigurationError("throttle needs a siteSlug: the site it is for.");
  }
  const agent = `${userAgent ?? ""} talkable-client/${version}`.trim();
  const defaults: ResolvedCall = {
    timeout: 30_000,
    totalTimeout: 300_000,
    maxRetries: 8,
    headers: {
      accept: "application/json",
      ...validHeaders({ "user-agent": agent }),
    },
  };
  const apiKey = options.apiKey ?? environment("TALKABLE_API_KEY");
  return {
    ...options,
    ...resolveCall(defaults, options),
    apiKey: typeof apiKey === "function" ? apiKey : validApiKey(apiKey),
    siteSlug: siteSlug?.trim(),
    baseUrl: validBaseUrl(options.baseUrl ?? "https://www.talkable.com"),
    // Called as a method, the platform's fetch refuses to work.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
  };
}

/** Settings with those of the client, or of one call, on top. */
export function resolveCall(
  settings: ResolvedCall,
  changes: Pick<CallOptions, keyof ResolvedCall>,
  facts?: CallFacts,
): ResolvedCall {
  return {
    timeout: changes.timeout ?? settings.timeout,
    totalTimeout: changes.totalTimeout ?? settings.totalTimeout,
    maxRetries: changes.maxRetries ?? settings.maxRetries,
    headers: { ...settings.headers, ...validHeaders(changes.headers, facts) },
  };
}

/** The key without white space around it, if it can be sent; the error never quotes it. */
export function validApiKey(key: unknown = "", facts?: CallFacts): string {
  const trimmed = typeof key === "string" ? key.trim() : " ";
  if (/^[!-~]+$/.test(trimmed)) return trimmed;
  const problem =
    trimmed === ""
      ? "is missing: pass it or set TALKABLE_API_KEY."
      : "has to be a string that can be sent, or a function that returns one.";
  throw new ConfigurationError(`apiKey ${problem}`, facts);
}

/** Where the key may go: anything else would show it to the network. */
const safeUrl =
  /^(?:https:\/\/[^/@]+|http:\/\/(?:(?:[\w.-]+\.)?localhost|\[::1\]|127(?:\.\d+){3})(?::\d+)?)(?:\/[^?#]*)?$/;

function validBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl).href.replace(/\/+$/, "") : "";
  if (safeUrl.test(url) && !url.endsWith("/api/v2")) return url;
  throw new ConfigurationError(
    "baseUrl has to be an https:// URL, or http:// on a loopback host, without credentials, query, fragment or /api/v2.",
  );
}

function validHeaders(headers: HeaderValues = {}, facts?: CallFacts): Record<string, string> {
  const valid: Record<string, string> = {};
  for (const [header, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const name = header.toLowerCase();
    const problem = (what: string) => new ConfigurationError(`header ${what}`, facts);
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw problem("with a name that cannot be sent.");
    if (name === "authorization" || name === "content-type") {
      throw problem(`${name} is the client's own.`);
    }
    if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw problem(`${name} has to be a string that can be sent.`);
    }
    valid[name] = value;
  }
  return valid;
}

declare const process: { readonly env?: Readonly<Record<string, string>> } | undefined;

/** Reads a variable where the runtime has an environment and lets us see it. */
function environment(name: string): string | undefined {
  try {
    return process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
