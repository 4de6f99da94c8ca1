export type Scalar = string | number | boolean;

export function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** What keeps a scalar from being written: neither JSON nor a URL has such numbers and halves of surrogate pairs. */
export function problemOf(value: Scalar): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return "is not a finite number.";
  return /\p{Surrogate}/u.test(String(value)) ? "is not well-formed Unicode." : undefined;
}
