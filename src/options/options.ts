import type { Outcome, TalkableError } from "../errors/errors.js";
import type { Throttle } from "../throttle.js";
import type { Fetch } from "./fetch.js";

/** The key itself, or what returns it: asked before every attempt, so that a key can rotate. */
export type ApiKey = string | (() => string | Promise<string>);

/** Header names and values. A value of undefined is the same as no value. */
export type HeaderValues = Readonly<Record<string, string | undefined>>;

/** What `onRetry` is told before the client waits and tries again. */
export interface RetryEvent {
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`. */
  readonly operation: string;
  /** The attempt that failed, counted from 1. */
  readonly attempt: number;
  /** Milliseconds until the next attempt at the earliest; a throttled site may take longer. */
  readonly delay: number;
  readonly error: TalkableError;
}

/** What `onAttempt` is told: enough for a log line, a metric or a span, and no value of the call. Times are milliseconds. */
export interface AttemptEvent {
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`: one of 44, so it can label a metric. */
  readonly operation: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** How long the call waited until the site's throttle let the attempt start. */
  readonly throttledFor: number;
  /** From then until the answer was read, or there was none. */
  readonly duration: number;
  /** The HTTP status of the answer; undefined when none came, or not all of it. */
  readonly status: number | undefined;
  /** The answer's `x-request-id`. */
  readonly requestId: string | undefined;
  /** What the attempt failed with; undefined when the call succeeded. It may be tried again. */
  readonly error: TalkableError | undefined;
  /** As on the error: whether something may have been changed at Talkable. Undefined for GET and for a success. */
  readonly outcome: Outcome | undefined;
  /** The signal that was passed to the call, if any. */
  readonly signal: AbortSignal | undefined;
}

/** Settings of a client. A value of undefined is the same as no value. Times are milliseconds. */
export interface ClientOptions {
  /**
   * The API key of the site: a string, or a function, possibly async, that returns it and is
   * called before every attempt. Default: the environment variable `TALKABLE_API_KEY`.
   */
  readonly apiKey?: ApiKey | undefined;
  /**
   * The site that calls are about unless they name another in `site_slug`. Default: the environment
   * variable `TALKABLE_SITE_SLUG`.
   */
  readonly siteSlug?: string | undefined;
  /**
   * Where the API is, without `/api/v2`. https only, or http on a loopback host. Default:
   * `https://www.talkable.com`.
   */
  readonly baseUrl?: string | undefined;
  /** Milliseconds one attempt may take, up to the last byte of the answer. Default: 30 000. */
  readonly timeout?: number | undefined;
  /** Milliseconds a call may take: throttling, all attempts and the waits between. Default: 300 000. */
  readonly totalTimeout?: number | undefined;
  /**
   * How often a call may be tried again; 0 turns retries off. Of these, server errors and lost
   * connections get two at most, timeouts of an attempt one. Default: 8.
   */
  readonly maxRetries?: number | undefined;
  /** Headers for every request. `authorization` and `content-type` are the client's own. */
  readonly headers?: HeaderValues | undefined;
  /** Used instead of the platform's `fetch`, for instance to go through a proxy. */
  readonly fetch?: Fetch | undefined;
  /** Put in front of the client's own user agent, such as `"my-shop/1.4"`. */
  readonly userAgent?: string | undefined;
  /**
   * Called before each retry. What it throws ends the call, as the `cause` of a ConfigurationError; a
   * promise that it returns is not waited for.
   */
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  /**
   * Called after each attempt, successful or not, and before `onRetry`: for logs, metrics and traces. Called in
   * the call's own async context. What it throws ends the call, as the `cause` of a ConfigurationError.
   */
  readonly onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /**
   * The throttle of the site in `siteSlug`: a `SiteThrottle` that other clients of that site in this
   * process share, so that all of them keep to its limit together, or one of your own. Default: a
   * `SiteThrottle` of the client's own. Clients made by `withOptions` share it.
   */
  readonly throttle?: Throttle | undefined;
  /** Permit use in a browser, where every visitor can read the API key. Default: false. */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

/** Settings of one call, beside its parameters. They win over the client's. */
export interface CallOptions {
  /** Headers for this call, on top of the client's. */
  readonly headers?: HeaderValues | undefined;
  /** Aborts the call, wherever it is: waiting, sending or reading. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds one attempt may take. Default: the client's. */
  readonly timeout?: number | undefined;
  /** Milliseconds the call may take. Default: the client's. */
  readonly totalTimeout?: number | undefined;
  /** How often the call may be tried again. Default: the client's. */
  readonly maxRetries?: number | undefined;
  /**
   * Whether sending the request twice does no more than sending it once, so that it may be repeated
   * after a lost connection, a timeout or a 5xx. Default: false for POST and PATCH, true for others.
   */
  readonly idempotent?: boolean | undefined;
}

/** Client options with every default applied and every value checked. */
export interface ResolvedOptions extends Pick<ClientOptions, "onRetry" | "onAttempt" | "throttle"> {
  readonly apiKey: ApiKey;
  readonly siteSlug: string | undefined;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
}

/** What a call's settings come to. */
export type ResolvedCall = Pick<
  ResolvedOptions,
  "timeout" | "totalTimeout" | "maxRetries" | "headers"
>;

/**
 * The options of a client with others on top; headers are merged name by name. A throttle stays with
 * the client that it was passed to, which shares it by site.
 */
export function mergeOptions(options: ClientOptions, changes: ClientOptions): ClientOptions {
  const headers = { ...options.headers, ...withoutUndefined({ ...changes.headers }) };
  return { ...options, ...withoutUndefined({ ...changes }), throttle: changes.throttle, headers };
}

function withoutUndefined<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
