import { isRecord } from "../record.js";
import { APIConnectionError, type CallFacts } from "./errors.js";

const maxCauses = 8;

/** The failures in which no request left this machine, by the platform's code. */
const notSent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_INVALID_ARG",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ConnectionRefused",
]);

/** OpenSSL's codes for a certificate it does not accept, which ends a connection before any request. */
const certificateProblem = /CERT|^UNABLE_TO_/;

/** True when an error of this code proves that the request was not sent. */
export function wasNotSent(connectionCode: string | undefined): boolean {
  if (connectionCode === undefined) return false;
  return notSent.has(connectionCode) || certificateProblem.test(connectionCode);
}

/** The error for a request that `fetch` could not complete. The platform's own holds the request. */
export function connectionError(
  connectionCode: string | undefined,
  facts: CallFacts,
): APIConnectionError {
  const detail = connectionCode === undefined ? "" : ` (${connectionCode})`;
  const problem = wasNotSent(connectionCode)
    ? `no connection to the API${detail}.`
    : `the connection failed before the answer was complete${detail}.`;
  const advice =
    connectionCode === "UND_ERR_INVALID_ARG"
      ? " A dispatcher needs the fetch of the same undici."
      : "";
  return new APIConnectionError(problem + advice, { ...facts, connectionCode });
}

/** The first error code among an error, its causes, and the errors it aggregates. */
export function connectionCodeOf(thrown: unknown): string | undefined {
  let error = thrown;
  for (let depth = 0; depth < maxCauses && isRecord(error); depth++) {
    const code = error["code"];
    if (typeof code === "string" && /^\w{1,64}$/.test(code)) return code;
    const errors = error["errors"];
    error = error["cause"] ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return undefined;
}
