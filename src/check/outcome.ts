import { isAPIError, type AnyTalkableError } from "../errors/guards.js";
import { isObject, type Json } from "./json.js";

export type CallOutcome = "answered" | "refused" | "failed";

/** What a call came to; `status` is that of an answer in JSON. */
export function outcomeOf(
  error: AnyTalkableError | undefined,
  status: number | undefined,
): CallOutcome {
  if (error === undefined) return "answered";
  if (status === undefined || status === 429 || status >= 500) return "failed";
  return status < 300 && !isAPIError(error) ? "answered" : "refused";
}

/** What an error holds of the answer, which the client read no further than it needed. */
export function answerOf(error: AnyTalkableError): { status: number; body: Json } | undefined {
  if (!isAPIError(error) || !isObject(error.body)) return undefined;
  return { status: error.status, body: error.body };
}

/** Why a call failed, in words of our own: messages of the server may quote anything. */
export function reasonOf(error: AnyTalkableError | undefined): string {
  if (error === undefined) return "";
  const name = error.code.replaceAll("_", " ");
  if (error.code === "connection_error") return error.connectionCode ?? name;
  return "status" in error && typeof error.status === "number" ? `${error.status} ${name}` : name;
}
