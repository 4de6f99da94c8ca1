import type { FetchResponse, ResponseReader } from "../options/fetch.js";
import { isRecord } from "../record.js";

/** How much of an error's body is read: a hostile one must not fill the memory. */
const errorBodyLimit = 1024 * 1024;

/** The body as text: of a success all of it, of an error at most 1 MiB. */
export function readText(response: FetchResponse): Promise<string> {
  const { body } = response;
  if (response.status < 400 || body === undefined || body === null) return response.text();
  return readAtMost(errorBodyLimit, body.getReader());
}

async function readAtMost(limit: number, reader: ResponseReader): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (let left = limit; left > 0;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return text + decoder.decode();
    const kept = value.subarray(0, left);
    left -= kept.byteLength;
    text += decoder.decode(kept, { stream: true });
  }
  reader.cancel().catch(() => undefined);
  return text;
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

/** Browsers hide the status of a redirect they were told not to follow: it is 0. */
export function isRedirect({ status, redirected }: FetchResponse): boolean {
  return status < 200 || (status >= 300 && status < 400) || redirected === true;
}
