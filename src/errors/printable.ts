const maxLength = 300;
const space = /\s|\p{Cc}/u;

/**
 * Text from a server, made fit for an error's message: one line, at most 300 characters, and
 * without e-mail addresses, because messages end up in logs. Linear in the part that is kept.
 */
export function printable(text: string): string {
  const words = text.slice(0, maxLength).split(space);
  const cut = text.length > maxLength;
  // What a cut leaves of a word may be the half of an address.
  if (cut) words.pop();
  const shown = words
    .filter((word) => word !== "")
    .map(masked)
    .join(" ");
  return cut ? `${shown}…` : shown;
}

function masked(word: string): string {
  return holdsAddress(word) ? "[e-mail address]" : word;
}

function holdsAddress(word: string): boolean {
  return word.includes("@") || word.toLowerCase().includes("%40");
}

export const redacted = "[redacted]";

const maxDepth = 32;

/** A copy of a JSON value in which no string and no member name contains the secret. */
export function redact(value: unknown, secret: string, depth = 0): unknown {
  if (typeof value === "string") return value.replaceAll(secret, redacted);
  if (typeof value !== "object" || value === null) return value;
  if (depth === maxDepth) return redacted;
  if (Array.isArray(value)) return value.map((item) => redact(item, secret, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replaceAll(secret, redacted),
      redact(member, secret, depth + 1),
    ]),
  );
}
