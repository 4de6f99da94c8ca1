import { isList, isObject, memberAt, type Json, type JsonObject } from "./json.js";
import type { Schema, Schemas } from "./schema.js";
import { describeType, hasFormat, isNumberAsText, isOfType } from "./value-type.js";

/** Where an answer and the document differ, before it is decided what of it may be shown. */
export interface Finding {
  /** A JSON path of names that the document has; keys of maps are `*`. */
  readonly path: string;
  readonly kind: Kind;
  readonly expected: string;
  readonly seen: string;
  /** The name of an unknown member, as it came: it may be a value. */
  readonly name?: string;
  /** The new value of an enum, as it came. */
  readonly value?: string;
}

export type Kind =
  | "unknown member"
  | "missing member"
  | "null"
  | "type"
  | "number as text"
  | "format"
  | "range"
  | "new value"
  | "other value"
  | "key"
  | "status"
  | "invalid";

export interface Comparison {
  readonly findings: readonly Finding[];
  /** Lists and objects without anything in them: they prove nothing about what they would hold. */
  readonly empty: number;
}

/** Holds a value against a schema. */
export function compare(schemas: Schemas, schema: Json | undefined, value: Json): Comparison {
  const comparer = new Comparer(schemas);
  comparer.compare(schema, value, "$");
  return comparer;
}

class Comparer implements Comparison {
  readonly findings: Finding[] = [];
  empty = 0;
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  compare(given: Json | undefined, value: Json, path: string): void {
    const schema = chooseVariant(this.#schemas, this.#schemas.read(given), value);
    if (!isOfType(value, schema.types)) {
      this.#add(path, typeKind(value, schema), describeSchema(schema), describeType(value));
    } else if (isList(value)) {
      if (value.length === 0) this.empty++;
      for (const item of value) this.compare(schema.items, item, `${path}[*]`);
    } else if (isObject(value)) this.#compareMembers(schema, value, path);
    else this.#compareLeaf(schema, value, path);
  }

  #compareLeaf(schema: Schema, value: Json, path: string): void {
    const values = schema.closed ?? schema.known;
    const isNew = values !== undefined && !schema.hasOtherValues && !values.includes(value);
    if (isNew && value !== null) {
      const own = typeof value === "string" ? { value } : {};
      const kind = schema.closed === undefined ? "new value" : "other value";
      this.#add(path, kind, describeSchema(schema), describeType(value), own);
    }
    const { format, minimum = -Infinity, maximum = Infinity } = schema;
    if (typeof value === "number" && (value < minimum || value > maximum)) {
      this.#add(path, "range", describeRange(schema), value < minimum ? "less" : "more");
    }
    if (typeof value === "string" && format !== undefined && !hasFormat(value, format)) {
      this.#add(path, "format", format, describeType(value));
    }
  }

  #compareMembers(schema: Schema, value: JsonObject, path: string): void {
    const entries = Object.entries(value);
    if (entries.length === 0) this.empty++;
    for (const name of schema.required) {
      if (Object.hasOwn(value, name)) continue;
      this.#add(`${path}.${name}`, "missing member", "in every answer", "absent");
    }
    for (const [name, member] of entries) {
      const known = schema.members.get(name);
      if (known !== undefined) this.compare(known, member, `${path}.${name}`);
      else if (schema.types.length > 0) this.#compareEntry(schema, name, member, path);
    }
  }

  /** A member that the schema does not name. */
  #compareEntry(schema: Schema, name: string, value: Json, path: string): void {
    const { entries, entryNames } = schema;
    if (entries === undefined || entries === false) {
      this.#add(path, "unknown member", "no such member", describeType(value), { name });
      return;
    }
    if (entryNames !== undefined && !new RegExp(entryNames, "u").test(name)) {
      this.#add(`${path}.*`, "key", entryNames, "another key");
    }
    this.compare(entries, value, `${path}.*`);
  }

  #add(
    path: string,
    kind: Kind,
    expected: string,
    seen: string,
    own: { name?: string; value?: string } = {},
  ): void {
    this.findings.push({ path, kind, expected, seen, ...own });
  }
}

/**
 * The variant of a schema that a value is meant to be: one whose type and literals fit, else one whose type fits; of
 * several, the one with the fewest differences.
 */
export function chooseVariant(schemas: Schemas, schema: Schema, value: Json): Schema {
  if (schema.variants.length === 0) return schema;
  const ofType = schema.variants.filter((one) => isOfType(value, schemas.read(one).types));
  const told = ofType.filter((one) => literalsFit(schemas, schemas.read(one), value));
  const candidates = told.length > 0 ? told : ofType;
  const [best] = candidates
    .map((one) => ({ one, count: compare(schemas, one, value).findings.length }))
    .sort((a, b) => a.count - b.count);
  return best === undefined
    ? { ...schema, variants: [] }
    : chooseVariant(schemas, schemas.read(best.one), value);
}

function literalsFit(schemas: Schemas, schema: Schema, value: Json): boolean {
  if (!isObject(value)) return true;
  return [...schema.members].every(([name, member]) => {
    const told = memberAt(value, name);
    const { types, closed, excluded } = schemas.read(member);
    if (told === undefined || (closed === undefined && excluded.length === 0)) return true;
    return isOfType(told, types) && (closed?.includes(told) ?? true) && !excluded.includes(told);
  });
}

function typeKind(value: Json, { types }: Schema): Kind {
  if (value === null) return "null";
  const isNumeric = types.includes("number") || types.includes("integer");
  return isNumeric && isNumberAsText(value) ? "number as text" : "type";
}

const words: ReadonlyMap<string, string> = new Map([
  ["array", "list"],
  ["string", "text"],
]);

function describeRange({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return `at most ${maximum ?? ""}`;
  return maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`;
}

function describeSchema({ types, closed, known, format }: Schema): string {
  const values = closed ?? known;
  if (values !== undefined) {
    return values.length === 1 ? JSON.stringify(values[0]) : `one of ${values.length} known values`;
  }
  return types
    .map((type) => (type === "string" && format) || (words.get(type) ?? type))
    .join(" or ");
}
