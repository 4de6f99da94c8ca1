import { getAt } from "../document/at.js";
import type { Document } from "../document/document.js";
import { arrayAt, isObject, stringAt } from "../document/json.js";
import { combining } from "../document/keywords.js";
import type { Applied } from "../facts.js";
import type { Conflict } from "../verify.js";

export type Path = readonly string[];

/** The facts at the place where a published example does not fit; where there are none, those around it. */
export function factsBehind(
  conflict: Conflict,
  document: Document,
  applied: readonly Applied[],
): Applied[] {
  for (const places of placesOnTheWay(document, conflict).reverse()) {
    const keys = new Set(places.map((path) => path.join("/")));
    const found = applied.filter(({ path }) => keys.has(path.join("/")));
    if (found.length > 0) return found;
  }
  return [];
}

/** The schemas that an example meets from the whole down to the member, each level with all alternatives. */
function placesOnTheWay(document: Document, { schemaPath, member }: Conflict): Path[][] {
  const levels = [withParts(document, [schemaPath])];
  for (const segment of member) {
    const inner = (levels.at(-1) ?? []).flatMap((path): Path[] => [
      [...path, "properties", segment],
      [...path, "items"],
      [...path, "additionalProperties"],
    ]);
    levels.push(withParts(document, inner));
  }
  return levels;
}

/** The schemas that are there, and those that they refer to or are made up of. */
export function withParts(document: Document, paths: readonly Path[]): Path[] {
  return paths.flatMap((path) => {
    const schema = getAt(document, path);
    if (!isObject(schema)) return [];
    const name = stringAt(schema, "$ref")?.replace("#/components/schemas/", "");
    const parts = combining.flatMap((keyword) =>
      arrayAt(schema, keyword).map((_, index) => [...path, keyword, String(index)]),
    );
    const target = name === undefined ? [] : [["components", "schemas", name]];
    return [path, ...withParts(document, [...parts, ...target])];
  });
}
