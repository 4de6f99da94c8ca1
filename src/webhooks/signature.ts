import { bytesOf, hmacKey, isOneOf } from "./constant-time.js";
import { keysOf, type SecurityKey } from "./keys.js";

/**
 * Verifies the `x-talkable-signature` header of a Custom App delivery: the Base64 form of the lower-case hexadecimal
 * HMAC-SHA256 of the body. (The nine webhooks carry no signature but a key in the body: see `parseWebhook`.)
 *
 * @param rawBody the body as it was received: parsing and serialising it again may change its bytes
 * @param header the header's value, or what stands for its absence
 * @param key the site's webhook security key, or the new and the old one
 * @returns `false` for a header that is missing or malformed, and when no key is given
 */
export async function verifySignature(
  rawBody: string | Uint8Array,
  header: string | null | undefined,
  key: SecurityKey,
): Promise<boolean> {
  const signatures = await Promise.all(keysOf(key).map((secret) => sign(rawBody, secret)));
  return isOneOf(header ?? "", signatures);
}

async function sign(body: string | Uint8Array, secret: string): Promise<string> {
  const key = await hmacKey(bytesOf(secret));
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytesOf(body)));
  return btoa(Array.from(digest, (byte) => (byte + 256).toString(16).slice(1)).join(""));
}
