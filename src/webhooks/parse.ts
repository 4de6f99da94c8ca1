import { type Message, readFields } from "./body.js";
import { bytesOf, isOneOf } from "./constant-time.js";
import { orParseError, WebhookParseError, WebhookVerificationError } from "./errors.js";
import type { WebhookEvent } from "./events.js";
import { type JsonObject, objectFrom } from "./json.js";
import { keysOf, type SecurityKey } from "./keys.js";

/** What `parseWebhook` takes besides the request. */
export interface WebhookOptions {
  /** The security key that deliveries have to carry. */
  key: SecurityKey;
  /** The slug of the only site whose deliveries are accepted. Default: any site that has the key. */
  site?: string | undefined;
  /** The largest body accepted, in bytes. Default: 1,048,576 (1 MiB). */
  maxBytes?: number | undefined;
}

/** What `parseWebhookBody` takes besides the body. */
export interface WebhookBodyOptions extends WebhookOptions {
  /** The request's `content-type` header. Needed for text and bytes, unused for an already parsed object. */
  contentType?: string | null | undefined;
}

/**
 * Reads, authenticates and parses a webhook delivery, JSON or form-encoded.
 *
 * @throws {WebhookVerificationError} when it does not prove that it comes from Talkable.
 * @throws {WebhookParseError} when it cannot be read.
 */
export async function parseWebhook(
  request: Message,
  options: WebhookOptions,
): Promise<WebhookEvent> {
  const fields = await readFields(request, options.maxBytes ?? 1_048_576);
  await authenticate(fields, options);
  const event = {
    type: textFrom(fields, "type"),
    site: textFrom(fields, "site"),
    extras: objectFrom(fields["extras"] ?? {}, "extras"),
    payload: objectFrom(fields["payload"], "payload"),
    ...((fields["test"] === true || fields["test"] === "true") && { test: true }),
  };
  // The one place where what came over the wire is taken to be what Talkable documents.
  return event as WebhookEvent;
}

/**
 * Like {@link parseWebhook}, for frameworks that have read the body already.
 *
 * @param body text, bytes (a `Uint8Array`, such as a `Buffer`), or the object that a body parser made of either form
 * @throws {WebhookVerificationError} when it does not prove that it comes from Talkable.
 * @throws {WebhookParseError} when it cannot be read.
 */
export async function parseWebhookBody(
  body: unknown,
  options: WebhookBodyOptions,
): Promise<WebhookEvent> {
  const init = { headers: { "content-type": options.contentType ?? "" } };
  const message = orParseError(() => {
    if (typeof body === "string" || body instanceof Uint8Array) {
      return new Response(bytesOf(body), init);
    }
    // An object is written out and parsed again, to pass the same checks as text and to come out as plain data.
    return Response.json(body);
  }, "The body or content type is missing or wrong.");
  return parseWebhook(message, options);
}

async function authenticate({ key, site }: JsonObject, options: WebhookOptions): Promise<void> {
  const keys = keysOf(options.key);
  if (!keys[0]) throw new WebhookVerificationError("The key option must not be empty.");
  if (typeof key !== "string" || !(await isOneOf(key, keys))) {
    throw new WebhookVerificationError("The key is missing or wrong.");
  }
  if (site !== (options.site ?? site)) {
    throw new WebhookVerificationError("The site is missing or wrong.");
  }
}

function textFrom(fields: JsonObject, name: "type" | "site"): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new WebhookParseError(`The ${name} must be a string.`);
}
