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
    const problem = (what: string) =>
      new ConfigurationError(`query parameter ${name} ${what}`, facts);
    const items: unknown[] = Array.isArray(value) ? value : [value];
    if (items.length === 0) throw problem("is an empty list: leave it out.");
    return items.map((item) => {
      if (item instanceof Date) throw problem("is a Date: pass it as text.");
      if (isScalar(item)) return `${name}=${encodeValue(item, problem)}`;
      throw problem("has to be a scalar or a list of scalars.");
    });
  });
  return pairs.join("&");
}
