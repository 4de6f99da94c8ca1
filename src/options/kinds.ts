import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { isPlainObject, isRecord } from "../record.js";
import type { CallOptions, ClientOptions, ResolvedCall } from "./options.js";

/** What a value has to be: in words, and as a test. */
interface Kind {
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
}

/** Undefined for what has a check of its own, or needs none. */
type Kinds = Readonly<Record<string, Kind | undefined>>;

/** Milliseconds, about 24 days: timers hold no more than 31 bits of them. */
const longestTimer = 2 ** 31 - 1;

const callable: Kind = { words: "a function", fits: (value) => typeof value === "function" };
const plainObject: Kind = { words: "a plain object", fits: isPlainObject };
const milliseconds: Kind = {
  words: `a number above 0, at most ${longestTimer}`,
  fits: (value) => typeof value === "number" && value > 0 && value <= longestTimer,
};

const settings: Record<keyof ResolvedCall, Kind> = {
  timeout: milliseconds,
  totalTimeout: milliseconds,
  maxRetries: {
    words: "an integer of 0 or more",
    fits: (value) => typeof value === "number" && Number.isInteger(value) && value >= 0,
  },
  headers: plainObject,
};

export const clientOptions: Record<keyof ClientOptions, Kind | undefined> = {
  ...settings,
  apiKey: undefined,
  siteSlug: {
    words: "a string, not empty",
    fits: (value) => typeof value === "string" && value.trim() !== "",
  },
  baseUrl: undefined,
  fetch: callable,
  userAgent: undefined,
  onRetry: callable,
  onAttempt: callable,
  throttle: {
    words: "a Throttle",
    fits: (value) => isRecord(value) && [value["acquire"], value["wait"]].every(callable.fits),
  },
  dangerouslyAllowBrowser: undefined,
};

export const callOptions: Record<keyof CallOptions | "params" | "body", Kind | undefined> = {
  ...settings,
  params: plainObject,
  body: plainObject,
  signal: { words: "an AbortSignal", fits: (value) => value instanceof AbortSignal },
  idempotent: undefined,
};

export const parameterKinds: Kinds = { path: plainObject, query: plainObject };

/** Refuses, at run time, what the types refuse at compile time. */
export function checkMembers(
  members: object,
  kinds: Kinds,
  subject: string,
  facts?: CallFacts,
): void {
  if (!isPlainObject(members))
    throw new ConfigurationError("options has to be a plain object.", facts);
  for (const [name, value] of Object.entries(members)) {
    if (!Object.hasOwn(kinds, name)) {
      throw new ConfigurationError(`there is no ${subject}${name}.`, facts);
    }
    const kind = kinds[name];
    if (kind !== undefined && value !== undefined && !kind.fits(value)) {
      throw new ConfigurationError(`${subject}${name} has to be ${kind.words}.`, facts);
    }
  }
}
