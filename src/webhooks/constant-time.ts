/**
 * Whether `given` is one of `expected`, in a time that tells neither which one nor how much of it matched: what is
 * compared, by the platform and in constant time, are digests under a key that is random for each call.
 */
export async function isOneOf(given: string, expected: readonly string[]): Promise<boolean> {
  const key = await hmacKey(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.sign("HMAC", key, bytesOf(given));
  const matches = await Promise.all(
    expected.map((candidate) => crypto.subtle.verify("HMAC", key, digest, bytesOf(candidate))),
  );
  return matches.includes(true);
}

/** An HMAC-SHA256 key. `secret` must not be empty. */
export function hmacKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", secret, algorithm, false, ["sign", "verify"]);
}

/** A copy, as the platform's types want neither shared memory nor views into it. */
export function bytesOf(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data);
}
