import { type CallFacts, InvalidPathParameterError } from "../errors/errors.js";
import { encodeValue } from "./encode-value.js";

/**
 * The path template with its parameters filled in, percent-encoded. Whatever could make the URL
 * reach another endpoint than the template's is refused.
 */
export function fillPath(
  template: string,
  parameters: Readonly<Record<string, unknown>>,
  facts?: CallFacts,
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeSegment(name, parameters[name], facts),
  );
}

function encodeSegment(name: string, value: unknown, facts?: CallFacts): string {
  const problem = (what: string) => new InvalidPathParameterError(name, what, facts);
  if (value === undefined || value === null) throw problem("is missing.");
  if (typeof value !== "string" && typeof value !== "number") {
    throw problem("has to be a string or a number.");
  }
  const text = String(value);
  if (text.trim() === "") throw problem("is empty.");
  if (isDotSegment(text)) throw problem("would lead to another endpoint.");
  return encodeValue(value, problem);
}

/** `.` and `..`, also percent-encoded, for servers that decode before they resolve. */
function isDotSegment(text: string): boolean {
  const dots = text.toLowerCase().replaceAll("%2e", ".");
  return dots === "." || dots === "..";
}
