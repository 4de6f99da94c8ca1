import { type CallFacts, ConfigurationError, InvalidPathParameterError } from "../errors/errors.js";
import type { Values } from "./arguments.js";
import { printable } from "../errors/printable.js";
import { isScalar, problemOf, type Scalar } from "./scalar.js";

/** Makes the error to throw from what is wrong. */
type Problem = (what: string) => Error;

/** `.` and `..`, also percent-encoded, for servers that decode before they resolve. */
const dotSegment = /^(?:\.|%2e){1,2}$/i;

/** Refuses path parameters that are missing, or could make the URL reach another item or endpoint. */
export function checkPath(template: string, parameters: Values, facts?: CallFacts): void {
  for (const [, name = ""] of template.matchAll(/\{([^{}]+)\}/g)) {
    const problem: Problem = (what) => new InvalidPathParameterError(name, what, facts);
    const value = parameters[name];
    if ((typeof value !== "string" && typeof value !== "number") || String(value).trim() === "") {
      throw problem("has to be a string or a number, not empty.");
    }
    if (dotSegment.test(String(value))) throw problem("would lead to another endpoint.");
    checkValue(value, problem);
  }
}

/** Refuses query parameters that would vanish from a URL, or turn into something else there. */
export function checkQuery(query: Values, facts: CallFacts): void {
  for (const [name, value] of Object.entries(query)) {
    const problem: Problem = (what) =>
      new ConfigurationError(`query parameter ${printable(name)} ${what}`, facts);
    if (!/^[\w.[\]-]+$/.test(name)) throw problem("with a name that cannot be sent.");
    if (value === undefined || value === null) continue;
    const items: unknown[] = Array.isArray(value) ? value : [value];
    if (items.length === 0 || !items.every(isScalar)) {
      throw problem("has to be a scalar, or a list of scalars, not empty.");
    }
    for (const item of items) checkValue(item, problem);
  }
}

function checkValue(value: Scalar, problem: Problem): void {
  const what = problemOf(value);
  if (what !== undefined) throw problem(what);
  if (typeof value === "number" && !isPlainDecimal(value)) {
    throw problem("is not a number of plain digits: pass it as text.");
  }
}

/** Beyond 2⁵³ a number may be another than the one that was meant; with an exponent few servers read it. */
function isPlainDecimal(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !String(value).includes("e");
}
