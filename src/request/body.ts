import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { printable } from "../errors/printable.js";
import { isPlainObject } from "../record.js";
import type { Values } from "./arguments.js";
import { isScalar, problemOf } from "./scalar.js";

/**
 * The members as JSON. What that would drop, or turn into something else, is refused; so it is checked
 * as it is written, where alone a value and what its `toJSON` makes of it are seen together.
 */
export function toJson(members: Values, facts: CallFacts): string {
  const refuse = (name: string, what = "cannot be written as JSON.") =>
    new ConfigurationError(`body: ${printable(name)} ${what}`, facts);
  try {
    return JSON.stringify(members, function (this: object, name: string, written: unknown) {
      const given: unknown = Reflect.get(this, name);
      // In an object, undefined is the same as absent.
      if (given === undefined && !Array.isArray(this)) return undefined;
      const problem = problemOf(name) ?? (isScalar(written) ? problemOf(written) : undefined);
      if (problem !== undefined) throw refuse(name, problem);
      if (!isScalar(written) && !isJson(given, written)) throw refuse(name);
      return written;
    });
  } catch (thrown) {
    throw thrown instanceof ConfigurationError ? thrown : refuse("a value");
  }
}

/** Invalid dates write themselves as null, bytes as objects, and of a Map or the like JSON sees nothing. */
function isJson(given: unknown, written: unknown): boolean {
  if (written === null) return given === null;
  return !ArrayBuffer.isView(given) && (isPlainObject(written) || Array.isArray(written));
}

/** The members as a form. The platform writes its content type, with the boundary. */
export function toFormData(members: Values, facts: CallFacts): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null) continue;
    const problem = isScalar(value) ? problemOf(value) : "has to be a Blob or a scalar.";
    if (value instanceof Blob) form.append(name, value);
    else if (isScalar(value) && problem === undefined) form.append(name, String(value));
    else throw new ConfigurationError(`body.${name} ${problem ?? ""}`, facts);
  }
  return form;
}
