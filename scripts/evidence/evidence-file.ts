import { stringify } from "yaml";
import { isObject, objectAt, stringsAt, type Json, type JsonObject } from "../document/json.js";
import { Problem } from "../problem.js";
import type { Evidence, Member, Shape } from "./evidence.js";

const header = `# What real answers looked like, written by \`npm run check:live -- --evidence <this file>\`: shapes, no values.
# seen/of: in how many objects a member was, in the run in which it was absent most often.
`;

/** The evidence as YAML, in an order of its own. */
export function evidenceYaml({ date, answers, schemas }: Evidence): string {
  const plain = { date, answers: plainShapes(answers), schemas: plainShapes(schemas) };
  return header + stringify(plain, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function plainShapes(shapes: ReadonlyMap<string, Shape>): JsonObject {
  return Object.fromEntries(byName(shapes).map(([name, shape]) => [name, plainShape(shape)]));
}

function plainShape(shape: Shape): JsonObject {
  const { types, formats, values, untold, objects, members, entries, items } = shape;
  const plainMembers = byName(members).map(([name, { seen, of, shape: member }]) => [
    name,
    { seen, of, ...plainShape(member) },
  ]);
  return {
    ...(types.size > 0 ? { types: [...types].sort() } : {}),
    ...(formats.size > 0 ? { formats: [...formats].sort() } : {}),
    ...(values.size > 0 ? { values: [...values].sort() } : {}),
    ...(untold ? { untold } : {}),
    ...(objects > 0 ? { objects } : {}),
    ...(members.size > 0 ? { members: Object.fromEntries(plainMembers) as JsonObject } : {}),
    ...(entries === undefined ? {} : { entries: plainShape(entries) }),
    ...(items === undefined ? {} : { items: plainShape(items) }),
  };
}

function byName<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Reads what {@link evidenceYaml} wrote. */
export function readEvidence(file: string, value: Json): Evidence {
  const date = isObject(value) ? value["date"] : undefined;
  if (!isObject(value) || typeof date !== "string") {
    throw new Problem(`${file}: no evidence of \`npm run check:live\`; delete it, or restore it`);
  }
  return {
    date,
    answers: readShapes(objectAt(value, "answers")),
    schemas: readShapes(objectAt(value, "schemas")),
  };
}

function readShapes(plain: JsonObject): ReadonlyMap<string, Shape> {
  return new Map(Object.keys(plain).map((name) => [name, readShape(objectAt(plain, name))]));
}

function readShape(plain: JsonObject): Shape {
  const members = objectAt(plain, "members");
  const nested = (key: string): Shape | undefined =>
    isObject(plain[key]) ? readShape(objectAt(plain, key)) : undefined;
  return {
    types: new Set(stringsAt(plain, "types")),
    formats: new Set(stringsAt(plain, "formats")),
    values: new Set(stringsAt(plain, "values")),
    untold: plain["untold"] === true,
    objects: numberAt(plain, "objects"),
    members: new Map(
      Object.keys(members).map((name) => [name, readMember(objectAt(members, name))]),
    ),
    entries: nested("entries"),
    items: nested("items"),
  };
}

function readMember(plain: JsonObject): Member {
  return { seen: numberAt(plain, "seen"), of: numberAt(plain, "of"), shape: readShape(plain) };
}

function numberAt(plain: JsonObject, key: string): number {
  const value = plain[key];
  return typeof value === "number" ? value : 0;
}
