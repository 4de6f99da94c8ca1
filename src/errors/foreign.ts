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

/** The same without such a code: a port that fetch blocks, Deno's connections, TLS on Node and Bun. */
const notSentMessage =
  /^bad port|requests to port|client error \(connect\)|tls handshake|secure tls/i;

/** Errors that only the mistake of a program makes. */
const programError = /^(?:Assertion|Internal|Range|Reference|Syntax|URI)Error$/;

/** How platforms begin to say that a connection failed; their other TypeErrors are mistakes of programs. */
const networkFailure =
  /^(?:fetch f|failed to f|load f|network|terminated|error |connection |the )/i;

/** What can be known of a failure in other code. */
interface Failure {
  /** The first error code among an error, its causes, and the errors it aggregates. */
  readonly code: string | undefined;
  /** Whether it proves that the request was not sent. */
  readonly isUnsent: boolean;
  /** Whether it is the mistake of a program, which trying again does not mend. */
  readonly isMistake: boolean;
}

export function readFailure(thrown: unknown): Failure {
  const links = chainOf(thrown);
  const [{ name, message } = { name: "", message: "" }, cause] = links;
  const code = links.find((link) => link.code !== undefined)?.code;
  const isUnsent =
    notSentCode.test(code ?? "") || links.some((link) => notSentMessage.test(link.message));
  const isOfNetwork =
    code === undefined
      ? cause !== undefined || networkFailure.test(message)
      : !code.startsWith("ERR_INVALID");
  const isMistake = programError.test(name) || (name === "TypeError" && !isUnsent && !isOfNetwork);
  return { code, isUnsent, isMistake };
}

/** The error for a `fetch`, or for reading its response, that failed. */
export function fetchError(
  thrown: unknown,
  facts: CallFacts,
  apiKey: string | undefined,
): APIConnectionError | ConfigurationError {
  const cause = curated(thrown, apiKey);
  const { code, isUnsent, isMistake } = readFailure(thrown);
  if (isMistake)
    return new ConfigurationError(`fetch failed with ${String(cause)}`, facts, { cause });
  const problem = isUnsent
    ? "no connection to the API"
    : "the connection failed before the answer was complete";
  const detail = code === undefined ? "" : ` (${code})`;
  const advice =
    code === "UND_ERR_INVALID_ARG" ? " A dispatcher needs the fetch of the same undici." : "";
  const named = { ...facts, connectionCode: code };
  return new APIConnectionError(`${problem}${detail}.${advice}`, named, { cause });
}

/**
 * A copy of what other code threw, with what a log may hold of it: names, frames of the stack, and
 * messages without the API key, URLs and e-mail addresses. While the key is not known, no messages.
 */
export function curated(thrown: unknown, apiKey: string | undefined): Error {
  let copy = undefined;
  for (const { name, message, stack } of chainOf(thrown).reverse()) {
    const shown = apiKey === undefined ? "" : masked(withoutKey(message, apiKey));
    const frames = withoutKey(stack.replace(message, ""), apiKey).split("\n").filter(isFrame);
    copy = new Error(shown, copy && { cause: copy });
    Object.defineProperties(copy, {
      name: { value: name },
      stack: { value: [`${name}: ${shown}`, ...frames].join("\n") },
    });
  }
  return copy ?? new Error(`not an error: ${typeof thrown}`);
}

function withoutKey(text: string, apiKey = redacted): string {
  return text.replaceAll(apiKey, redacted);
}

/** Fit for a message; URLs hold slugs, which are e-mail addresses. */
function masked(text: string): string {
  return printable(text.slice(0, 1_000).replace(/\S*(?::\/\/|\/api\/v2\/)\S*/g, "[URL]"));
}

/** Paths of packages may hold an `@`, and nothing else that may be shown. */
function isFrame(line: string): boolean {
  return /^\s+at (?:.*node_modules|(?!.*(?:@|%40))).*[:>]\d*\)?$/.test(line);
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
    let error: unknown = typeof thrown === "string" ? { message: thrown } : thrown;
    while (isRecord(error) && links.length < maxCauses) {
      const { name, message, stack, code, cause, errors } = error;
      links.push({
        name: wordOf(name) ?? "Error",
        message: String(message),
        stack: String(stack),
        code: wordOf(code),
      });
      error = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
    }
  } catch {
    // Somebody's getter failed: what was read until then has to do.
  }
  return links;
}

/** A name or code that is one word, as all are that may be shown. */
function wordOf(value: unknown): string | undefined {
  return typeof value === "string" && /^\w{1,64}$/.test(value) ? value : undefined;
}
