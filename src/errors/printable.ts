const maxLength = 300;

/**
 * Text from elsewhere, made fit for an error's message: one line, at most 300 characters, and
 * without e-mail addresses, because messages end up in logs. Linear in the part that is kept.
 */
export function printable(text: string): string {
  const isCut = text.length > maxLength;
  const words = text.slice(0, maxLength).split(/[\s\p{Cc}]+/u);
  // What a cut leaves of a word may be the half of an address.
  if (isCut) words.pop();
  const shown = words.map((word) => (/@|%40/.test(word) ? "[e-mail address]" : word)).join(" ");
  return `${shown.trim()}${isCut ? "…" : ""}`;
}

export const redacted = "[redacted]";

/** A copy of a JSON value in which no string and no member name contains the secret. */
export function redact(value: unknown, secret: string): unknown {
  const written = JSON.stringify(secret).slice(1, -1);
  try {
    return JSON.parse(JSON.stringify(value).replaceAll(written, redacted));
  } catch {
    // Nested too deeply, or the secret is part of JSON's own syntax.
    return redacted;
  }
}
