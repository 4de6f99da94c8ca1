import { rewrite, type Document } from "../document/document.js";
import type { EntityMap } from "../document/entity-map.js";
import { isObject, objectAt, stringAt, type Json } from "../document/json.js";
import type { Findings, Location } from "../findings.js";
import type { MembersOf } from "../infer/likeness.js";

/**
 * Where a published component has the name of an entity of ours and is something else, it gets another: both keep their
 * members. One that says what ours says takes its place.
 */
export function renameClashes(
  document: Document,
  map: EntityMap,
  membersOf: MembersOf,
  context: { readonly findings: Findings; readonly at: (...path: readonly string[]) => Location },
): Document {
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  const clashes = Object.entries(schemas).flatMap(([name, schema]) =>
    map.places.has(name) && !isOf(membersOf(name), schema) ? [name] : [],
  );
  if (clashes.length === 0) return document;
  for (const name of clashes) {
    context.findings.add({
      subject: name,
      problem: `is the name of a published component and of an entity of ours; the published one is called Published${name}.`,
      at: [context.at("components", "schemas", name), map.locate("entities", name)],
      advice: "Give ours another name in entities.yaml, and in facts and words.",
    });
  }
  const references = new Map(
    clashes.map((name) => [
      `#/components/schemas/${name}`,
      `#/components/schemas/Published${name}`,
    ]),
  );
  const referred = rewrite(document, (object) => {
    const renamed = references.get(stringAt(object, "$ref") ?? "");
    return renamed === undefined ? object : { ...object, $ref: renamed };
  });
  const components = objectAt(referred, "components");
  const renamed = Object.entries(objectAt(components, "schemas")).map(
    ([name, schema]) => [clashes.includes(name) ? `Published${name}` : name, schema] as const,
  );
  return { ...referred, components: { ...components, schemas: Object.fromEntries(renamed) } };
}

function isOf(known: ReadonlySet<string>, schema: Json): boolean {
  const members = Object.keys(isObject(schema) ? objectAt(schema, "properties") : {});
  return members.length > 0 && members.every((name) => known.has(name));
}
