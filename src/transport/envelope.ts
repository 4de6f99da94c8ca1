import { apiErrorFor } from "../errors/api-errors.js";
import { type CallFacts, UnexpectedResponseError } from "../errors/errors.js";
import { redact, redacted } from "../errors/printable.js";
import type { FetchResponse } from "../options/fetch.js";
import { isRecord } from "../record.js";

/** A response read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  readonly text: string;
}

/** What {@link unwrap} has to know about the call. */
export interface UnwrapOptions {
  readonly facts: CallFacts;
  /** False when the operation answers `{ok: true}` alone. */
  readonly hasResult: boolean;
  /** The API key, removed from whatever of the answer goes into an error. */
  readonly secret: string;
}

/** The `result` of a successful answer; every other answer is thrown as the error it means. */
export function unwrap(answer: Answer, { facts, hasResult, secret }: UnwrapOptions): unknown {
  const { status, text } = answer;
  const parsed = parseJson(text);
  if (status < 400 && isRecord(parsed) && parsed["ok"] === true) {
    if (!hasResult) return undefined;
    if ("result" in parsed) return parsed["result"];
  }
  if (status < 400 && text === "" && !hasResult) return undefined;

  const body = redact(parsed === undefined ? text : parsed, secret);
  const headers = publicHeaders(answer.headers, secret);
  const details = { ...facts, status, headers, body };
  // The API's own 404 is JSON; any other says that the address is not the API's.
  const isFailure = status === 404 ? isRecord(parsed) : status >= 400;
  if (isFailure || (isRecord(parsed) && parsed["ok"] === false)) {
    const errorMessage = errorMessageOf(body);
    const retryAfter = parseRetryAfter(answer.headers);
    throw apiErrorFor({ ...details, errorMessage, retryAfter });
  }
  throw new UnexpectedResponseError(describe(text, parsed), details);
}

function errorMessageOf(body: unknown): string {
  const message = isRecord(body) ? body["error_message"] : undefined;
  return typeof message === "string" ? message : "";
}

function describe(text: string, parsed: unknown): string {
  if (text === "") return "the answer is empty.";
  if (parsed !== undefined) return "the answer is JSON, but not the API's envelope.";
  return text.trimStart().startsWith("<")
    ? "the answer is HTML or XML, not JSON: check baseUrl and any proxy."
    : "the answer is not complete JSON.";
}

/** Undefined when the text is not JSON; JSON itself has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A copy of a response's headers without cookies and without the API key. */
export function publicHeaders(headers: FetchResponse["headers"], secret: string): Headers {
  const copy = new Headers();
  headers.forEach((value, name) => {
    if (name !== "set-cookie") copy.append(name, value.replaceAll(secret, redacted));
  });
  return copy;
}

/** `Retry-After` in milliseconds, from seconds or from a date, which counts from the server's clock. */
export function parseRetryAfter(headers: FetchResponse["headers"]): number | undefined {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = /^[A-Z].*:\d\d:\d\d/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(date)) return undefined;
  const serverTime = Date.parse(headers.get("date") ?? "");
  return Math.max(0, date - (Number.isNaN(serverTime) ? Date.now() : serverTime));
}
