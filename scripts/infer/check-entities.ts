import type { EntityMap } from "../document/entity-map.js";
import type { Document } from "../document/document.js";
import { objectAt } from "../document/json.js";
import type { OperationNames } from "../document/operation-names.js";
import type { Findings, Location } from "../findings.js";
import type { Inferred } from "../infer.js";
import type { MembersOf } from "./likeness.js";

/** The members of each entity that names of facts and words speak of, those of its kinds among them. */
export function membersIn(names: readonly string[], map: EntityMap): MembersOf {
  const members = new Map<string, Set<string>>();
  for (const name of names) {
    const [schema = "", member] = name.split(/[.[\],]+/);
    if (member === undefined || name.includes(", ")) continue;
    members.set(schema, (members.get(schema) ?? new Set()).add(member));
  }
  return (entity) => {
    const hasKinds = map.discriminatorOf(entity) !== undefined;
    const kinds = [...members].filter(
      ([schema]) => schema === entity || (hasKinds && schema.endsWith(entity)),
    );
    return new Set(kinds.flatMap(([, own]) => [...own]));
  };
}

/** Names what entities.yaml says and the examples do not show any more; what is gone as a whole is only noted. */
export function checkEntities(
  map: EntityMap,
  { misfits }: Inferred,
  context: { readonly findings: Findings; readonly at: (path: readonly string[]) => Location },
): void {
  for (const { subject, at, path, problem } of misfits) {
    context.findings.add({
      subject,
      problem: `${problem}.`,
      at: [map.locate(...at), context.at(path)],
      advice: "Say in entities.yaml what it is now.",
    });
  }
}

/** The lines of entities.yaml that name what is gone, or has another name. */
export function staleNames(map: EntityMap, document: Document, names: OperationNames): string[] {
  const notes: string[] = [];
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  for (const [entity, places] of map.places) {
    for (const { place, at } of places) {
      const [context = "", member] = place.split(".");
      const isOperation = member !== undefined && map.operations.has(context);
      if (isOperation && names.today(context) === undefined) {
        notes.push(`${at.file}:${at.line}: ${place} (${entity}) is gone with its operation`);
      } else if (!Object.hasOwn(schemas, entity)) {
        notes.push(`${at.file}:${at.line}: nothing is called ${entity} any more`);
      }
    }
  }
  for (const [remembered, today] of names.renamed()) {
    const at = map.locate("operations", remembered);
    notes.push(
      `${at.file}:${at.line}: ${remembered} is called ${today} now; it is still known by its path`,
    );
  }
  return notes;
}
