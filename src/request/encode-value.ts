/**
 * A value of a URL, percent-encoded; what would turn into something else there is refused.
 * `problem` makes the error to throw from what is wrong.
 */
export function encodeValue(
  value: string | number | boolean,
  problem: (what: string) => Error,
): string {
  if (typeof value === "number" && !Number.isFinite(value))
    throw problem("is not a finite number.");
  const text = String(value);
  if (/\p{Surrogate}/u.test(text)) throw problem("is not well-formed Unicode.");
  return encodeURIComponent(text);
}
