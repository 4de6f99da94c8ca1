import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { isScalar } from "./body.js";
import { encodeValue } from "./encode-value.js";

/**
 * The query string, percent-encoded, in which a list repeats its name. What would vanish from it,
 * or turn into something else there, is refused.
 */
export function queryString(query: Readonly<Record<string, unknown>>, facts: CallFacts): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (!/^[\w.[\]-]+$/.test(name)) {
      throw new ConfigurationError(
        "a query parameter's name holds a character that cannot be sent.",
        facts,
      );
    }
    if (value === undefined || value === null) return [];
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => `${name}=${encodeItem(name, item, facts)}`);
  });
  return pairs.join("&");
}

function encodeItem(name: string, item: unknown, facts: CallFacts): string {
  const problem = (what: string) =>
    new ConfigurationError(`query parameter ${name} ${what}`, facts);
  if (item instanceof Date) throw problem("is a Date: pass it as text.");
  if (!isScalar(item))
    throw problem("has to be a string, a number or a boolean, or a list of them.");
  return encodeValue(item, problem);
}
