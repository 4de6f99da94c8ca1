import { apiErrorFor } from "./errors/api-errors.js";
import { redact, redacted } from "./errors/printable.js";
import { isRecord } from "./record.js";
import { APIConnectionError, type CallFacts, UnexpectedResponseError } from "./errors/errors.js";
import type { FetchResponse } from "./options/fetch.js";

/** What an attempt came back with, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** Milliseconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Undefined when it was not read: of a redirect, and of a huge error. */
  readonly text: string | undefined;
  /** The API key that it was asked for with: removed from whatever of the answer is shown. */
  readonly apiKey: string;
}

/** As an answer of the API does; also when nothing of it came. */
const beginsAsJson = /^\s*(?:[[{]|$)/;

/** Opens the envelope: the `result` of a success; every other answer is thrown as the error it means. */
export function openAnswer(answer: Answer, hasResult: boolean, facts: CallFacts): unknown {
  const { status, headers, retryAfter, text, apiKey } = answer;
  const parsed = text === undefined ? undefined : parseJson(text);
  const envelope = isRecord(parsed) ? parsed : {};
  if (status < 400 && envelope["ok"] === true && hasResult && "result" in envelope) {
    return envelope["result"];
  }
  if (status < 400 && !hasResult && (text === "" || envelope["ok"] === true)) return undefined;

  const body = text && redact(parsed === undefined ? text : parsed, apiKey);
  const details = { ...facts, status, headers: publicHeaders(answer), body };
  // The API's own 404 is JSON; any other says that the address is not the API's.
  const isFailure = status === 404 ? isRecord(parsed) : status >= 400;
  if (isFailure || envelope["ok"] === false) {
    const said = isRecord(body) ? body["error_message"] : "";
    const errorMessage = typeof said === "string" ? said : "";
    throw apiErrorFor({ ...details, errorMessage, retryAfter });
  }
  // Decompressing ends without an error, on some platforms, where the connection was lost.
  const isCompressed = headers.get("content-encoding") !== null;
  if (isCompressed && parsed === undefined && beginsAsJson.test(text ?? "-")) {
    throw new APIConnectionError("the connection failed before the answer was complete.", facts);
  }
  throw new UnexpectedResponseError(`the answer is ${describe(text)}.`, details);
}

function describe(text: string | undefined): string {
  if (text === undefined) return "a redirect: check baseUrl";
  if (text === "") return "empty";
  return "not the API's envelope: check baseUrl and any proxy";
}

/** A copy of an answer's headers without cookies and without the API key. */
export function publicHeaders({ headers, apiKey }: Pick<Answer, "headers" | "apiKey">): Headers {
  const copy = new Headers();
  headers.forEach((value, name) => {
    if (name !== "set-cookie") copy.append(name, value.replaceAll(apiKey, redacted));
  });
  return copy;
}

/** Undefined when the text is not JSON; JSON itself has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
