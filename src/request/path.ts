import { type CallFacts, InvalidPathParameterError } from "../errors/errors.js";

/**
 * The path template with its parameters filled in, percent-encoded. Whatever could make the URL
 * reach another endpoint than the template's is refused.
 */
export function fillPath(
  template: string,
  parameters: Readonly<Record<string, unknown>>,
  facts: CallFacts = {},
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeSegment(name, parameters[name], facts),
  );
}

function encodeSegment(name: string, value: unknown, facts: CallFacts): string {
  const refuse = (problem: string): never => {
    throw new InvalidPathParameterError(name, problem, facts);
  };
  if (value === undefined || value === null) return refuse("is missing.");
  if (typeof value !== "string" && typeof value !== "number") {
    return refuse("has to be a string or a number.");
  }
  if (typeof value === "number" && !Number.isFinite(value))
    return refuse("is not a finite number.");
  const text = String(value);
  if (text.trim() === "") return refuse("is empty.");
  if (isDotSegment(text)) return refuse("is a dot segment, which would reach another endpoint.");
  if (hasLoneSurrogate(text)) return refuse("is not well-formed Unicode.");
  return encodeURIComponent(text);
}

/** `.` and `..`, also percent-encoded, for servers that decode before they resolve. */
function isDotSegment(text: string): boolean {
  const dots = text.toLowerCase().replaceAll("%2e", ".");
  return dots === "." || dots === "..";
}

export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
