import { isRecord } from "../record.js";
import { APIConnectionError, type CallFacts, ConfigurationError } from "./errors.js";
import { printable, redacted } from "./printable.js";

const maxCauses = 8;

/**
 * The failures in which no request left this machine, by the platform's code. Those with CERT or UNABLE_TO_
 * are OpenSSL's for a certificate that it does not accept, which ends a connection before any request.
 */
const notSentCode =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|ERR_SSL_WRONG_VERSION_NUMBER|ConnectionRefused|UNABLE_TO_.*)$|CERT/;

/** The same failures without a code: a port that fetch blocks, and what Deno and workerd say. */
const notSentMessage = /^bad port|connection refused|\(connect\)|dns /i;

/** How platforms begin to say that a connection failed; their other TypeErrors are mistakes of programs. */
const networkFailure =
  /^(?:fetch f|failed to f|load f|network|terminated|error |connection |the )/i;

/** Whether what was thrown proves that the request was not sent. */
export function wasNotSent(thrown: unknown): boolean {
  const code = connectionCodeOf(thrown);
  if (code !== undefined) return notSentCode.test(code);
  return chainOf(thrown).some(({ message }) => notSentMessage.test(message));
}

/** Whether what was thrown is the mistake of a program, which trying again does not mend. */
export function isMistake(thrown: unknown): boolean {
  const [error, cause] = chainOf(thrown);
  if (error === undefined) return false;
  if (/^(?:Assertion|Eval|Internal|Range|Reference|Syntax|URI)Error$/.test(error.name)) return true;
  if (error.name !== "TypeError") return false;
  const code = connectionCodeOf(thrown);
  if (code !== undefined) return code.startsWith("ERR_INVALID");
  return cause === undefined && !networkFailure.test(error.message);
}

/** The error for a `fetch`, or for reading its response, that failed. */
export function fetchError(
  thrown: unknown,
  facts: CallFacts,
  apiKey: string | undefined,
): APIConnectionError | ConfigurationError {
  const cause = curated(thrown, apiKey);
  if (isMistake(thrown)) {
    return new ConfigurationError(`fetch failed with ${String(cause)}`, facts, { cause });
  }
  const connectionCode = connectionCodeOf(thrown);
  const detail = connectionCode === undefined ? "" : ` (${connectionCode})`;
  const problem = wasNotSent(thrown)
    ? `no connection to the API${detail}.`
    : `the connection failed before the answer was complete${detail}.`;
  const advice =
    connectionCode === "UND_ERR_INVALID_ARG"
      ? " A dispatcher needs the fetch of the same undici."
      : "";
  return new APIConnectionError(problem + advice, { ...facts, connectionCode }, { cause });
}

/**
 * A copy of what other code threw, with what a log may hold of it: names, frames of the stack, and
 * messages without the API key, URLs and e-mail addresses. While the key is not known, no messages.
 */
export function curated(thrown: unknown, apiKey: string | undefined): Error {
  const shown = (text: string) => (apiKey === undefined ? "" : masked(withoutKey(text, apiKey)));
  if (typeof thrown === "string") return new Error(shown(thrown));
  let copy: Error | undefined;
  for (const { name, message, stack } of chainOf(thrown).reverse()) {
    copy = new Error(shown(message), copy && { cause: copy });
    const frames = withoutKey(stack.replace(message, ""), apiKey).split("\n").filter(isFrame);
    Object.defineProperties(copy, {
      name: { value: name },
      stack: { value: [`${name}: ${copy.message}`, ...frames].join("\n") },
    });
  }
  return copy ?? new Error(`not an error: ${typeof thrown}`);
}

function withoutKey(text: string, apiKey = redacted): string {
  return text.replaceAll(apiKey, redacted);
}

/** Paths of packages may hold an `@`, and nothing else that may be shown. */
function isFrame(line: string): boolean {
  return /^\s+at .*[:>]\d*\)?$/.test(line) && (/node_modules/.test(line) || !/@|%40/.test(line));
}

/** The first error code among an error, its causes, and the errors it aggregates. */
export function connectionCodeOf(thrown: unknown): string | undefined {
  return chainOf(thrown).find(({ code }) => code !== undefined)?.code;
}

interface Link {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code: string | undefined;
}

/** An error and its causes, as far as they can be read. */
function chainOf(thrown: unknown): Link[] {
  const links: Link[] = [];
  try {
    for (let error = thrown; isRecord(error) && links.length < maxCauses;) {
      const { name, message, stack, code, cause, errors } = error;
      links.push({
        name: typeof name === "string" && /^\w{1,64}$/.test(name) ? name : "Error",
        message: String(message),
        stack: String(stack),
        code: typeof code === "string" && /^\w{1,64}$/.test(code) ? code : undefined,
      });
      error = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
    }
  } catch {
    // Somebody's getter failed: what was read until then has to do.
  }
  return links;
}

/** Fit for a message; URLs hold slugs, which are e-mail addresses. */
function masked(text: string): string {
  return printable(text.slice(0, 1_000).replace(/\S*(?::\/\/|\/api\/v2\/)\S*/g, "[URL]"));
}
