import { combining, typing } from "../document/keywords.js";
import { resolve, type Document } from "../document/document.js";
import {
  arrayAt,
  isArray,
  isObject,
  objectAt,
  omit,
  stringAt,
  stringsAt,
} from "../document/json.js";
import type { Json, JsonObject } from "../document/json.js";

/** A schema as the union of types that TypeScript makes of it. */
export interface SchemaType {
  /** Nothing is known of the value. */
  readonly isUnknown: boolean;
  /** `string`, `number`, `boolean`, `null`, `Blob | File`, and closed literals as JSON text. */
  readonly scalars: ReadonlySet<string>;
  /** The values of an open enum, as JSON text: editors complete them, and they restrict nothing. */
  readonly knownValues: ReadonlySet<string>;
  /** The schema of the items, for each array of the union. */
  readonly items: readonly Json[];
  readonly objects: readonly ObjectType[];
}

export interface ObjectType {
  /** The component that it is; undefined for an object described in place. */
  readonly component: string | undefined;
  readonly properties: JsonObject;
  readonly required: ReadonlySet<string>;
  /** The schema of the members whose names are data; undefined when there are none. */
  readonly values: Json | undefined;
}

export function typeOf(document: Document, schema: Json | undefined): SchemaType {
  const parts = alternatives(document, schema ?? {}).map((part) => partOf(document, part));
  return {
    isUnknown: parts.length === 0 || parts.some((part) => part.isUnknown),
    scalars: new Set(parts.flatMap((part) => [...part.scalars])),
    knownValues: new Set(parts.flatMap((part) => [...part.knownValues])),
    items: parts.flatMap((part) => part.items),
    objects: parts.flatMap((part) => part.objects),
  };
}

/** The component that a schema refers to. */
export function componentOf(schema: Json | undefined): string | undefined {
  const reference = isObject(schema) ? stringAt(schema, "$ref") : undefined;
  return reference?.replace("#/components/schemas/", "");
}

/** The type as it would be written, such as `string | null` or `Reward[]`. */
export function describeType(document: Document, schema: Json | undefined): string {
  const component = componentOf(schema);
  if (component !== undefined) return component;
  const type = typeOf(document, schema);
  if (type.isUnknown) return "unknown";
  const arrays = type.items.map((items) => {
    const item = describeType(document, items);
    return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  });
  const objects = type.objects.map((object) => describeObject(document, object));
  const scalars = [...type.scalars].filter((scalar) => scalar !== "null");
  const nullLast = type.scalars.has("null") ? ["null"] : [];
  return [...objects, ...arrays, ...scalars, ...nullLast].join(" | ");
}

function describeObject(document: Document, object: ObjectType): string {
  if (object.component !== undefined) return object.component;
  if (Object.keys(object.properties).length > 0) return "object";
  return `Record<string, ${describeType(document, object.values)}>`;
}

/** The members of a union, each a reference or a schema without `anyOf`, `oneOf` and `allOf`; empty: unknown. */
function alternatives(document: Document, schema: Json): JsonObject[] {
  if (!isObject(schema)) return [];
  if (schema["$ref"] !== undefined) {
    const target = resolve(document, schema);
    const isUnion = isObject(target) && combining.some((keyword) => keyword in target);
    return isUnion ? alternatives(document, target) : [schema];
  }
  const choices = ["anyOf", "oneOf"]
    .map((keyword) => arrayAt(schema, keyword).filter((part) => !isConstraint(part)))
    .filter((parts) => parts.length > 0);
  const factors = [
    ...arrayAt(schema, "allOf").map((part) => alternatives(document, part)),
    ...choices.map((parts) => parts.flatMap((part) => orUnknown(alternatives(document, part)))),
  ].filter((factor) => factor.length > 0);
  const own = omit(schema, combining);
  const start = factors.length === 0 || "properties" in own ? [own].filter(isTyped) : [];
  return factors.reduce((product, factor) => intersection(document, product, factor), start);
}

function orUnknown(parts: JsonObject[]): JsonObject[] {
  return parts.length === 0 ? [{}] : parts;
}

function isTyped(schema: Json): boolean {
  return isObject(schema) && typing.some((keyword) => keyword in schema);
}

/** `anyOf: [{ required: [email] }, …]` asks for members and says nothing about types. */
function isConstraint(part: Json): boolean {
  return isObject(part) && !isTyped(part) && "required" in part;
}

function intersection(
  document: Document,
  left: readonly JsonObject[],
  right: readonly JsonObject[],
): JsonObject[] {
  if (left.length === 0) return [...right];
  return left.flatMap((a) => right.map((b) => both(resolved(document, a), resolved(document, b))));
}

function both(a: JsonObject, b: JsonObject): JsonObject {
  const properties = { ...objectAt(a, "properties"), ...objectAt(b, "properties") };
  const required = [...stringsAt(a, "required"), ...stringsAt(b, "required")];
  return { ...a, ...b, properties, required };
}

function resolved(document: Document, schema: JsonObject): JsonObject {
  const target = resolve(document, schema);
  return isObject(target) ? target : {};
}

function partOf(document: Document, part: JsonObject): SchemaType {
  const schema = resolved(document, part);
  const types = [schema["type"] ?? impliedType(schema)].flat();
  const literals = isArray(schema["enum"]) ? schema["enum"] : [schema["const"]];
  const closed = literals.flatMap((value) => (value === undefined ? [] : [JSON.stringify(value)]));
  const scalars = types.flatMap((type) => scalarOf(type, schema));
  const isOpen = schema["x-open-enum"] === true;
  return {
    isUnknown: !isTyped(schema),
    scalars: new Set(closed.length > 0 && !isOpen ? closed : scalars),
    knownValues: new Set([
      ...arrayAt(schema, "x-extensible-enum").map((value) => JSON.stringify(value)),
      ...(isOpen ? closed : []),
    ]),
    items: types.includes("array") ? [schema["items"] ?? {}] : [],
    objects: types.includes("object") ? [objectType(componentOf(part), schema)] : [],
  };
}

function impliedType(schema: JsonObject): string {
  if ("properties" in schema || "additionalProperties" in schema) return "object";
  if ("items" in schema) return "array";
  return "x-extensible-enum" in schema ? "string" : "";
}

function scalarOf(type: Json, schema: JsonObject): string[] {
  if (type === "integer" || type === "number") return ["number"];
  if (type === "string" && schema["format"] === "binary") return ["Blob | File"];
  return type === "string" || type === "boolean" || type === "null" ? [type] : [];
}

function objectType(component: string | undefined, schema: JsonObject): ObjectType {
  const properties = objectAt(schema, "properties");
  const values = schema["additionalProperties"];
  const isEmpty = Object.keys(properties).length === 0;
  const isFreeForm = values === true || (values === undefined && isEmpty);
  return {
    component,
    properties,
    required: new Set(stringsAt(schema, "required")),
    values: isFreeForm ? {} : values === false ? undefined : values,
  };
}
