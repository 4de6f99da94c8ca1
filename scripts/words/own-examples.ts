import { getAt, setAt } from "../document/at.js";
import { pointer, visitObjects, type Document } from "../document/document.js";
import {
  arrayAt,
  isObject,
  objectAt,
  sameJson,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { validatorOf } from "../verify.js";
import { Completer } from "./complete.js";

export interface WithExamples {
  readonly document: Document;
  /** Where examples of ours lacked something, or did not fit any more. */
  readonly mended: readonly string[];
}

/**
 * Makes our examples fit the schemas they stand at: members that they lack are filled in, and what does not fit is
 * replaced. What cannot be made to fit is left out, so no example of ours ever fails a run.
 */
export function completeExamples(document: Document): WithExamples {
  const completer = new Completer(document);
  const mended = new Set<string>();
  let current = document;
  visitObjects(document, (object, path) => {
    for (const [at, schema, value] of examplesAt(object)) {
      const place = [...path, ...at];
      const component = path[1] === "schemas" ? path.slice(2, 3) : [];
      const completed = completer.complete(schema, value, component);
      if (sameJson(completed, value)) continue;
      mended.add(nameOf(path));
      current = setAt(current, place, completed);
    }
  });
  const validate = validatorOf(current);
  visitObjects(current, (object, path) => {
    for (const [at] of examplesAt(object).reverse()) {
      const schemaPath = "schema" in object ? [...path, "schema"] : path;
      const value = getAt(current, [...path, ...at]);
      if (value === undefined || validate(pointer(...schemaPath), value).length === 0) continue;
      mended.add(nameOf(path));
      current = setAt(
        current,
        [...path, ...(at.at(-1) === "value" ? at.slice(0, -1) : at)],
        undefined,
      );
    }
  });
  return { document: current, mended: [...mended] };
}

type OwnExample = readonly [path: readonly string[], schema: Json, value: Json];

/** The examples of a schema, or those of a body by name, each with its path. */
function examplesAt(object: JsonObject): OwnExample[] {
  const ofSchema = arrayAt(object, "examples").map((value, index): OwnExample => [
    ["examples", String(index)],
    object,
    value,
  ]);
  const named = "schema" in object ? Object.entries(objectAt(object, "examples")) : [];
  const ofBody = named.flatMap(([name, example]): OwnExample[] => {
    const value = isObject(example) ? example["value"] : undefined;
    return value === undefined
      ? []
      : [[["examples", name, "value"], object["schema"] ?? {}, value]];
  });
  return [...ofSchema, ...ofBody];
}

function nameOf([group = "", name = "", key = "", ...rest]: readonly string[]): string {
  if (group === "paths") return `${key.toUpperCase()} ${name}, body`;
  return [key, ...rest.filter((segment) => segment !== "properties")].join(".");
}
