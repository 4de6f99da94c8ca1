/// <reference lib="dom.asynciterable" />
import { orParseError, WebhookParseError } from "./errors.js";
import { type JsonObject, objectFrom } from "./json.js";

/** What a Request and a Response have in common. */
export type Message = Pick<Request, "body" | "headers">;

/** Either media type, followed by any parameters but a charset other than UTF-8. */
const accepted =
  /^\s*application\/(?:json|(x-www-form-urlencoded))\s*(?:$|;(?!.*charset=(?!"?utf-?8\b)))/i;

/** Reads the fields of a delivery in either form. */
export async function readFields(message: Message, maxBytes: number): Promise<JsonObject> {
  const match = accepted.exec(message.headers.get("content-type") ?? "");
  if (!match) throw new WebhookParseError("The content type must be JSON or a form in UTF-8.");
  const bytes = await readBytes(message.body, maxBytes);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const json = orParseError(() => {
    const text = decoder.decode(bytes);
    return match[1] ? jsonFromForm(text) : text;
  }, "The body must be valid UTF-8.");
  return objectFrom(json, "body");
}

/** The body is cancelled at the first byte over `maxBytes`. */
async function readBytes(body: Message["body"], maxBytes: number): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch {
    throw new WebhookParseError("The body was already read, or ended early.");
  }
  // Negated, so that NaN refuses instead of lifting the limit.
  if (!(size <= maxBytes)) {
    throw new WebhookParseError(`The body must not be larger than ${maxBytes} bytes.`);
  }
  return new Blob(chunks).arrayBuffer();
}

/**
 * A form as the JSON object of its fields, for both delivery forms to go through the same checks.
 *
 * @throws {URIError} when percent-encoded bytes are not UTF-8: URLSearchParams replaces them without a word. Like it,
 * this takes a percent sign that encodes nothing for itself.
 */
function jsonFromForm(text: string): string {
  decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, ""));
  const members = [...new URLSearchParams(text)].map((field) =>
    field.map((part) => JSON.stringify(part)).join(":"),
  );
  return `{${members.join()}}`;
}
