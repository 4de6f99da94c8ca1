import { getAt, setAt } from "../document/at.js";
import { operationsOf, type Document } from "../document/document.js";
import type { Example } from "../document/examples.js";
import {
  arrayAt,
  isArray,
  isObject,
  objectAt,
  sameJson,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { withParts, type Path } from "./contradictions.js";

export interface WithValues {
  readonly document: Document;
  /** Values that examples show and no set of known ones lists, by the place of the set. */
  readonly fresh: readonly (readonly [path: Path, value: string])[];
}

/** Adds to every set of known values what published examples show beyond it: the sets are open, and said to be known. */
export function withSeenValues(
  document: Document,
  examples: readonly Example[],
  isPlaceholder: (path: Path, value: string) => boolean,
): WithValues {
  const fresh = new Map<string, readonly [Path, string]>();
  let current = document;
  const visit = (paths: readonly Path[], value: Json): void => {
    const places = withParts(current, paths).filter((path) => !isOtherKind(current, path, value));
    if (typeof value === "string") {
      for (const path of places) {
        const known = getAt(current, [...path, "x-extensible-enum"]);
        if (!isArray(known) || known.includes(value) || isPlaceholder(path, value)) continue;
        current = setAt(current, [...path, "x-extensible-enum"], [...known, value]);
        fresh.set([...path, value].join("/"), [path, value]);
      }
    }
    if (isArray(value)) {
      for (const item of value)
        visit(
          places.map((path) => [...path, "items"]),
          item,
        );
    }
    if (!isObject(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const inner = places.map((path): Path => {
        const isKnown = Object.hasOwn(objectAt(schemaAt(current, path), "properties"), name);
        return isKnown ? [...path, "properties", name] : [...path, "additionalProperties"];
      });
      visit(inner, member);
    }
  };
  const operations = new Map(operationsOf(document).map((operation) => [operation.id, operation]));
  for (const { operationId, status, mediaType, value } of examples) {
    const operation = operations.get(operationId);
    if (operation === undefined) continue;
    const { path, method } = operation;
    visit([["paths", path, method, "responses", status, "content", mediaType, "schema"]], value);
  }
  return { document: current, fresh: [...fresh.values()] };
}

/** Whether a value is of another kind than an alternative, by one of its literals. */
function isOtherKind(document: Document, path: Path, value: Json): boolean {
  if (!isObject(value)) return false;
  return Object.entries(objectAt(schemaAt(document, path), "properties")).some(([name, member]) => {
    if (!isObject(member) || value[name] === undefined) return false;
    const { const: literal } = member;
    if (literal !== undefined) return !sameJson(literal, value[name]);
    const values = arrayAt(member, "enum");
    return values.length > 0 && !values.some((one) => sameJson(one, value[name]));
  });
}

function schemaAt(document: Document, path: Path): JsonObject {
  const schema = getAt(document, path);
  return isObject(schema) ? schema : {};
}
