import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { isRecord } from "../record.js";
import { version } from "../version.js";
import type {
  ApiKey,
  CallOptions,
  ClientOptions,
  HeaderValues,
  ResolvedCall,
  ResolvedOptions,
} from "./options.js";

const optionNames: ReadonlySet<string> = new Set<keyof ClientOptions>([
  "apiKey",
  "siteSlug",
  "baseUrl",
  "timeout",
  "totalTimeout",
  "maxRetries",
  "headers",
  "fetch",
  "userAgent",
  "onRetry",
  "throttle",
  "dangerouslyAllowBrowser",
]);

/** Milliseconds, about 24 days: timers hold no more than 31 bits of them. */
const longestTimer = 2 ** 31 - 1;

/** What a client and a single call can both be set to. */
type CallSettings = Pick<CallOptions, keyof ResolvedCall>;

/** Checks every option and applies the defaults. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  for (const name of Object.keys(options)) {
    if (!optionNames.has(name)) throw new ConfigurationError(`there is no option ${name}.`);
  }
  if (options.dangerouslyAllowBrowser !== true) refuseBrowser();
  for (const name of ["fetch", "onRetry"] as const) {
    if (options[name] !== undefined && typeof options[name] !== "function") {
      throw new ConfigurationError(`${name} has to be a function.`);
    }
  }
  const { fetch, onRetry, throttle, userAgent } = options;
  const siteSlug = resolveSiteSlug(options.siteSlug ?? environment("TALKABLE_SITE_SLUG"));
  if (
    throttle !== undefined &&
    (siteSlug === undefined || typeof throttle.acquire !== "function")
  ) {
    throw new ConfigurationError("throttle has to be a SiteThrottle, for the site in siteSlug.");
  }
  const agent = `talkable-client/${version}`;
  const defaults: ResolvedCall = {
    timeout: 30_000,
    totalTimeout: 300_000,
    maxRetries: 8,
    headers: {
      accept: "application/json",
      ...validHeaders({ "user-agent": userAgent === undefined ? agent : `${userAgent} ${agent}` }),
    },
  };
  return {
    ...resolveCall(defaults, options),
    apiKey: resolveApiKey(options.apiKey ?? environment("TALKABLE_API_KEY")),
    siteSlug,
    baseUrl: resolveBaseUrl(options.baseUrl ?? "https://www.talkable.com"),
    // Called as a method, the platform's fetch refuses to work.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    onRetry,
    throttle,
  };
}

/** Settings with those of the client, or of one call, on top. */
export function resolveCall(
  settings: ResolvedCall,
  changes: CallSettings,
  facts?: CallFacts,
): ResolvedCall {
  return {
    timeout: validTimeout("timeout", changes.timeout, facts) ?? settings.timeout,
    totalTimeout:
      validTimeout("totalTimeout", changes.totalTimeout, facts) ?? settings.totalTimeout,
    maxRetries: validRetries(changes.maxRetries, facts) ?? settings.maxRetries,
    headers: { ...settings.headers, ...validHeaders(changes.headers, facts) },
  };
}

/** The key without white space around it, if it can be sent; the error never quotes it. */
export function validApiKey(key: unknown, facts?: CallFacts): string {
  const problem = (what: string) => new ConfigurationError(`apiKey ${what}`, facts);
  if (typeof key !== "string") throw problem("has to be a string or a function that returns one.");
  const trimmed = key.trim();
  if (trimmed === "") throw problem("is empty: pass it or set TALKABLE_API_KEY.");
  if (!/^[!-~]+$/.test(trimmed)) {
    throw problem("holds white space or another character that cannot be sent.");
  }
  return trimmed;
}

function resolveApiKey(apiKey: ApiKey | undefined): ApiKey {
  return typeof apiKey === "function" ? apiKey : validApiKey(apiKey ?? "");
}

function resolveSiteSlug(siteSlug: unknown): string | undefined {
  if (siteSlug === undefined) return undefined;
  if (typeof siteSlug !== "string" || siteSlug.trim() === "") {
    throw new ConfigurationError("siteSlug has to be a string, not empty.");
  }
  return siteSlug.trim();
}

function resolveBaseUrl(baseUrl: string): string {
  const problem = (what: string) => new ConfigurationError(`baseUrl ${what}`);
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isSecure =
    url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  // Anything else would show the API key to the network.
  if (!isSecure) throw problem("has to be an https:// URL, or http:// on a loopback host.");
  if (url.username + url.password + url.search + url.hash !== "") {
    throw problem("must not have credentials, a query or a fragment.");
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith("/api/v2")) throw problem("ends before /api/v2, which every path starts with.");
  return url.origin + path;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

function validTimeout(
  name: "timeout" | "totalTimeout",
  value: unknown,
  facts?: CallFacts,
): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && value > 0 && value <= longestTimer) return value;
  throw new ConfigurationError(
    `${name} has to be a number of milliseconds above 0, at most ${longestTimer}.`,
    facts,
  );
}

function validRetries(value: unknown, facts?: CallFacts): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new ConfigurationError("maxRetries has to be an integer of 0 or more.", facts);
}

function validHeaders(
  headers: HeaderValues | undefined,
  facts?: CallFacts,
): Record<string, string> {
  const valid: Record<string, string> = {};
  if (headers !== undefined && Symbol.iterator in headers) {
    throw new ConfigurationError("headers has to be a plain object.", facts);
  }
  for (const [header, value] of Object.entries(headers ?? {})) {
    if (value === undefined) continue;
    const name = header.toLowerCase();
    const problem = (what: string) => new ConfigurationError(`header ${name} ${what}`, facts);
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new ConfigurationError("a header's name holds a character that cannot be sent.", facts);
    }
    if (name === "authorization" || name === "content-type")
      throw problem("is set by the client itself.");
    if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw problem("has to be a string of characters that can be sent.");
    }
    valid[name] = value;
  }
  return valid;
}

/** Reads a variable where the runtime has an environment and lets us see it. */
function environment(name: string): string | undefined {
  try {
    const process: unknown = Reflect.get(globalThis, "process");
    const variables = isRecord(process) ? process["env"] : undefined;
    const value = isRecord(variables) ? variables[name] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}

function refuseBrowser(): void {
  if (typeof document === "undefined") return;
  throw new ConfigurationError(
    "in a browser every visitor can read the API key: use a server, or set dangerouslyAllowBrowser.",
  );
}
