import type { FetchResponse } from "../options/fetch.js";
import { isRecord } from "../record.js";

/** Bytes: the body of an error that announces more is not read, as it is none of the API's. */
const errorBodyLimit = 1024 * 1024;

/** Whether nobody needs the body: of a redirect, and of an error that announces a huge one. */
export function isUnneeded({ status, redirected, headers }: FetchResponse): boolean {
  // Browsers hide the status of a redirect they were told not to follow: it is 0.
  const isRedirect = status < 200 || (status >= 300 && status < 400) || redirected === true;
  return isRedirect || (status >= 400 && Number(headers.get("content-length")) > errorBodyLimit);
}

/** Lets go of a response whose body nobody will read. */
export function discard(response: FetchResponse): void {
  response.body?.cancel().catch(() => undefined);
}

/** Whether what a `fetch` resolved to has what the client uses. */
export function isResponse(value: unknown): value is FetchResponse {
  if (!isRecord(value)) return false;
  const { status, headers, text } = value;
  return typeof status === "number" && isRecord(headers) && typeof text === "function";
}
