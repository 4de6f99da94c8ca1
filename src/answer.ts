import { isCutOff, parseJson } from "./answer/json.js";
import { apiErrorFor } from "./errors/api-errors.js";
import { APIConnectionError, type CallFacts, UnexpectedResponseError } from "./errors/errors.js";
import { redact, redacted } from "./errors/printable.js";
import type { FetchResponse } from "./options/fetch.js";
import { isRecord } from "./record.js";

/** What an attempt came back with, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Of a redirect nothing is read. */
  readonly isRedirect: boolean;
  readonly text: string;
  /** The API key that it was asked for with: removed from whatever of the answer is shown. */
  readonly apiKey: string;
}

/** Opens the envelope: the `result` of a success; every other answer is thrown as the error it means. */
export function openAnswer(answer: Answer, hasResult: boolean, facts: CallFacts): unknown {
  const { status, headers, retryAfter, isRedirect, text, apiKey } = answer;
  if (isRedirect) {
    throw new UnexpectedResponseError(
      "the answer is a redirect, which is not followed: check baseUrl.",
      { ...facts, status, headers: publicHeaders(answer) },
    );
  }
  const parsed = parseJson(text);
  if (status < 400 && isRecord(parsed) && parsed["ok"] === true) {
    if (!hasResult) return undefined;
    if ("result" in parsed) return parsed["result"];
  }
  if (status < 400 && text === "" && !hasResult) return undefined;

  const body = redact(parsed === undefined ? text : parsed, apiKey);
  const details = { ...facts, status, headers: publicHeaders(answer), body };
  // The API's own 404 is JSON; any other says that the address is not the API's.
  const isFailure = status === 404 ? isRecord(parsed) : status >= 400;
  if (isFailure || (isRecord(parsed) && parsed["ok"] === false)) {
    throw apiErrorFor({ ...details, errorMessage: errorMessageOf(body), retryAfter });
  }
  // Decompressing ends without an error, on some platforms, where the connection was lost.
  if (headers.get("content-encoding") !== null && isCutOff(text)) {
    throw new APIConnectionError("the connection was lost within a compressed answer.", facts);
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

/** A copy of an answer's headers without cookies and without the API key. */
export function publicHeaders({ headers, apiKey }: Pick<Answer, "headers" | "apiKey">): Headers {
  const copy = new Headers();
  headers.forEach((value, name) => {
    if (name !== "set-cookie") copy.append(name, value.replaceAll(apiKey, redacted));
  });
  return copy;
}
