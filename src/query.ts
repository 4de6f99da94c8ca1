import { isScalar } from "./body.js";
import { type CallFacts, ConfigurationError } from "./errors.js";
import { hasLoneSurrogate } from "./path.js";

/** Refuses what would vanish from the query string, or turn into something else there. */
export function checkQuery(query: Readonly<Record<string, unknown>>, facts: CallFacts): void {
  for (const [name, value] of Object.entries(query)) {
    if (!/^[\w.[\]-]+$/.test(name)) {
      throw new ConfigurationError("a query parameter's name cannot be sent as it is.", facts);
    }
    if (value === undefined || value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) checkItem(name, item, facts);
  }
}

function checkItem(name: string, item: unknown, facts: CallFacts): void {
  const problem = (what: string) =>
    new ConfigurationError(`query parameter ${name} ${what}`, facts);
  if (item instanceof Date)
    throw problem("is a Date: pass it as text, in the format it documents.");
  if (!isScalar(item))
    throw problem("has to be a string, a number or a boolean, or a list of them.");
  if (typeof item === "number" && !Number.isFinite(item)) throw problem("is not a finite number.");
  if (typeof item === "string" && hasLoneSurrogate(item)) {
    throw problem("is not well-formed Unicode.");
  }
}
