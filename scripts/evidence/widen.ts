import { Schemas } from "../../src/check/schema.js";
import type { Document } from "../document/document.js";
import { isObject, objectAt, omit, type Json, type JsonObject } from "../document/json.js";
import { nothingSeen, type Shape } from "./evidence.js";
import { schemaOfShape } from "./schema-of-shape.js";

/** A place whose schema had to give way to what was seen. */
export interface Widening {
  /** The keys that lead to it in the document. */
  readonly path: readonly string[];
  readonly detail: string;
  /** How a fact on the place would say so; undefined for what contradicts none. */
  readonly mend: string | undefined;
}

/** Widens schemas until what was seen fits: they accept all that they did, and more. */
export class Widener {
  readonly widenings: Widening[] = [];
  readonly #schemas: Schemas;

  constructor(document: Document) {
    this.#schemas = new Schemas(document);
  }

  widen(given: Json, shape: Shape, path: readonly string[]): Json {
    if (!isObject(given)) return given;
    const { types, variants } = this.#schemas.read(given);
    if (types.length === 0) return this.#typed(given, shape, path);
    const missing = [...shape.types].filter((type) => !accepts(types, type)).sort();
    const own = partFor(types, shape);
    const inner = given["$ref"] === undefined ? this.#widenInner(given, own, path) : given;
    if (missing.length === 0) return inner;
    const isNull = missing.length === 1 && missing[0] === "null";
    const mend = isNull ? "`nullable: true`" : `\`type\` with ${missing.join(", ")}`;
    this.#note(path, `${missing.join(", ")} seen`, mend);
    return variants.length > 0 && given["$ref"] === undefined
      ? withAlternatives(inner, this.#alternatives(shape, missing))
      : this.#withTypes(inner, shape, missing);
  }

  #typed(given: JsonObject, shape: Shape, path: readonly string[]): JsonObject {
    // Of a member nothing but null was published; of items and entries nothing at all.
    const isMember = path.at(-2) === "properties";
    const types = new Set([...shape.types, ...(isMember ? ["null"] : [])]);
    const schema = schemaOfShape(shape, types);
    if (Object.keys(schema).length === 0) return given;
    this.#note(path, "typed");
    return { ...given, ...schema };
  }

  #widenInner(given: JsonObject, shape: Shape, path: readonly string[]): JsonObject {
    for (const keyword of ["anyOf", "oneOf"]) {
      const variants = given[keyword];
      if (!Array.isArray(variants)) continue;
      const widened = variants.map((variant: Json, index): Json => {
        const { types } = this.#schemas.read(variant);
        const own = partFor(types, shape);
        const at = [...path, keyword, String(index)];
        return own.types.size > 0 && types.length > 0 ? this.widen(variant, own, at) : variant;
      });
      return { ...given, [keyword]: widened };
    }
    return this.#widenMembers(this.#widenValues(given, shape, path), shape, path);
  }

  #widenValues(given: JsonObject, shape: Shape, path: readonly string[]): JsonObject {
    const { format, closed, known } = this.#schemas.read(given);
    let schema = given;
    if (format !== undefined && [...shape.formats].some((seen) => seen !== format)) {
      const seen = [...shape.formats].sort().join(", ");
      this.#note(path, `${seen} seen, not ${format} alone`, "no `format`");
      schema = omit(schema, ["format"]);
    }
    const values = closed ?? known;
    if (values === undefined) return schema;
    const added = [...shape.values].filter((value) => !values.includes(value)).sort();
    const keyword =
      closed === undefined && "x-extensible-enum" in schema ? "x-extensible-enum" : "enum";
    if (added.length > 0) {
      this.#note(path, `${added.join(", ")} added`, `\`${keyword}\` with ${added.join(", ")}`);
    }
    if (shape.untold && schema["x-other-values"] !== true) {
      this.#note(path, "other values seen, not told here", "`x-other-values: true`");
      const all = [...values, ...added].filter((value) => typeof value === "string");
      const open = { "x-extensible-enum": all, "x-other-values": true };
      return {
        ...omit(schema, ["const", "enum", "x-open-enum", "x-extensible-enum"]),
        ...(all.length > 0 ? open : {}),
      };
    }
    if (added.length === 0) return schema;
    return { ...omit(schema, ["const"]), [keyword]: [...values, ...added] };
  }

  #widenMembers(given: JsonObject, shape: Shape, path: readonly string[]): JsonObject {
    let schema = given;
    if (shape.untold && "propertyNames" in schema) {
      this.#note(path, "other keys seen", "no `propertyNames`");
      schema = omit(schema, ["propertyNames"]);
    }
    if (shape.items !== undefined && schema["items"] !== undefined) {
      schema = { ...schema, items: this.widen(schema["items"], shape.items, [...path, "items"]) };
    }
    const known = objectAt(schema, "properties");
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    const properties = { ...known };
    const absent: string[] = [];
    for (const [name, { seen, of, shape: member }] of shape.members) {
      const at = [...path, "properties", name];
      const own = Object.hasOwn(known, name) ? known[name] : undefined;
      if (own === undefined && seen === 0) continue;
      if (own === undefined) this.#note(at, `seen in ${seen} of ${of}`);
      properties[name] = own === undefined ? schemaOfShape(member) : this.widen(own, member, at);
      if (seen < of && required.includes(name)) {
        this.#note(at, `absent in ${of - seen} of ${of}`, "`optional: true`");
        absent.push(name);
      }
    }
    if (shape.members.size > 0) schema = { ...schema, properties };
    if (absent.length > 0) {
      const left = required.filter((name) => !absent.includes(String(name)));
      schema = left.length > 0 ? { ...schema, required: left } : omit(schema, ["required"]);
    }
    return shape.entries === undefined ? schema : this.#widenEntries(schema, shape.entries, path);
  }

  #widenEntries(schema: JsonObject, entries: Shape, path: readonly string[]): JsonObject {
    const known = schema["additionalProperties"];
    if (known === true) return schema;
    const at = [...path, "additionalProperties"];
    if (isObject(known)) return { ...schema, additionalProperties: this.widen(known, entries, at) };
    this.#note(at, "other members seen, not told here", "`additionalProperties: true`");
    return { ...schema, additionalProperties: true };
  }

  /** Scalars of an open type join its list; anything else becomes an alternative. */
  #withTypes(schema: JsonObject, shape: Shape, missing: readonly string[]): JsonObject {
    const types = [schema["type"] ?? []].flat();
    const isClosed = ["enum", "const", "$ref"].some((keyword) => keyword in schema);
    const isKnown = "x-extensible-enum" in schema && missing.some((type) => type !== "null");
    const isNested = missing.some((type) => type === "object" || type === "array");
    if (types.length === 0 || isClosed || isKnown || isNested) {
      return withAlternatives(schema, this.#alternatives(shape, missing));
    }
    const all = [...types, ...missing].filter(
      (type, _, list) => type !== "integer" || !list.includes("number"),
    );
    const hasNewTexts = missing.includes("string") && "format" in schema;
    return { ...(hasNewTexts ? omit(schema, ["format"]) : schema), type: all };
  }

  #alternatives(shape: Shape, missing: readonly string[]): JsonObject[] {
    const seen = schemaOfShape(shape, new Set(missing.filter((type) => type !== "null")));
    return [
      ...(Object.keys(seen).length > 0 ? [seen] : []),
      ...(missing.includes("null") ? [{ type: "null" }] : []),
    ];
  }

  #note(path: readonly string[], detail: string, mend?: string): void {
    this.widenings.push({ path, detail, mend });
  }
}

/** What of a shape is of some types. */
function partFor(types: readonly string[], shape: Shape): Shape {
  const has = (type: string): boolean => types.includes(type);
  return {
    types: new Set([...shape.types].filter((type) => accepts(types, type))),
    formats: has("string") ? shape.formats : nothingSeen.formats,
    values: has("string") ? shape.values : nothingSeen.values,
    untold: shape.untold,
    objects: has("object") ? shape.objects : 0,
    members: has("object") ? shape.members : nothingSeen.members,
    entries: has("object") ? shape.entries : undefined,
    items: has("array") ? shape.items : undefined,
  };
}

function accepts(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The schema or one of the others; its words stay in front. */
function withAlternatives(schema: JsonObject, others: readonly JsonObject[]): JsonObject {
  const keyword = "anyOf" in schema ? "anyOf" : "oneOf" in schema ? "oneOf" : undefined;
  if (keyword !== undefined && Array.isArray(schema[keyword])) {
    return { ...schema, [keyword]: [...(schema[keyword] as Json[]), ...others] };
  }
  const words = ["description", "deprecated", "examples"];
  const about = Object.fromEntries(Object.entries(schema).filter(([key]) => words.includes(key)));
  return { ...about, anyOf: [omit(schema, words), ...others] };
}
