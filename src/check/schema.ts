import { isList, isObject, listAt, memberAt, numberAt, objectAt, textAt } from "./json.js";
import type { Json, JsonObject } from "./json.js";

/** A schema with its references followed and its `allOf` parts joined. */
export interface Schema {
  /** The component that it is, such as `Coupon`. */
  readonly component: string | undefined;
  /** Empty where any type fits. */
  readonly types: readonly string[];
  readonly format: string | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** The values it is limited to. */
  readonly closed: readonly Json[] | undefined;
  /** The values known of a set that may grow. */
  readonly known: readonly Json[] | undefined;
  /** Whether there are others, which are the sites' own or must not be told. */
  readonly hasOtherValues: boolean;
  /** Values that belong to other variants. */
  readonly excluded: readonly Json[];
  readonly members: ReadonlyMap<string, Json>;
  readonly required: readonly string[];
  /** What members that are not named hold: a schema, or true where anything goes. */
  readonly entries: Json | undefined;
  /** What the names of those members look like. */
  readonly entryNames: string | undefined;
  readonly items: Json | undefined;
  /** Of these one has to fit. */
  readonly variants: readonly Json[];
}

/** Reads the schemas of an OpenAPI 3.1 document. */
export class Schemas {
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  read(value: Json | undefined): Schema {
    const { schema, component } = this.#resolve(value);
    const parts = listAt(schema, "allOf").map((part) => this.read(part));
    const variants = [...listAt(schema, "anyOf"), ...listAt(schema, "oneOf")];
    const closed =
      "const" in schema ? [memberAt(schema, "const") ?? null] : valuesAt(schema, "enum");
    const open = schema["x-open-enum"] === true;
    const type = memberAt(schema, "type");
    const own = typeof type === "string" ? [type] : listAt(schema, "type").filter(isText);
    return {
      component,
      types: own.length > 0 ? own : this.#impliedTypes(schema, variants, parts),
      format: textAt(schema, "format") ?? first(parts, ({ format }) => format),
      minimum: numberAt(schema, "minimum") ?? first(parts, ({ minimum }) => minimum),
      maximum: numberAt(schema, "maximum") ?? first(parts, ({ maximum }) => maximum),
      closed: (open ? undefined : closed) ?? first(parts, (part) => part.closed),
      known:
        (open ? closed : valuesAt(schema, "x-extensible-enum")) ??
        first(parts, ({ known }) => known),
      hasOtherValues: schema["x-other-values"] === true,
      excluded: listAt(objectAt(schema, "not"), "enum"),
      members: new Map([
        ...parts.flatMap(({ members }) => [...members]),
        ...Object.entries(objectAt(schema, "properties")),
      ]),
      required: [
        ...parts.flatMap(({ required }) => required),
        ...listAt(schema, "required").filter(isText),
      ],
      entries: memberAt(schema, "additionalProperties") ?? first(parts, ({ entries }) => entries),
      entryNames: textAt(objectAt(schema, "propertyNames"), "pattern"),
      items: memberAt(schema, "items") ?? first(parts, ({ items }) => items),
      variants: variants.length > 0 ? variants : parts.flatMap((part) => part.variants),
    };
  }

  #impliedTypes(schema: JsonObject, variants: readonly Json[], parts: readonly Schema[]): string[] {
    if ("properties" in schema) return ["object"];
    const types = variants.map((variant) => this.read(variant).types);
    if (types.some((list) => list.length === 0)) return [];
    return [...new Set([...types.flat(), ...parts.flatMap((part) => part.types)])];
  }

  /** What references lead to. */
  resolve(value: Json | undefined): JsonObject {
    return this.#resolve(value).schema;
  }

  #resolve(value: Json | undefined): { schema: JsonObject; component: string | undefined } {
    let schema = isObject(value) ? value : {};
    let component: string | undefined;
    const followed = new Set<string>();
    for (;;) {
      const reference = textAt(schema, "$ref");
      if (reference === undefined || followed.has(reference)) return { schema, component };
      followed.add(reference);
      component = /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1] ?? component;
      schema = this.#at(reference);
    }
  }

  #at(reference: string): JsonObject {
    const keys = reference
      .slice(2)
      .split("/")
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    return keys.reduce(objectAt, this.#document);
  }
}

function isText(value: Json): value is string {
  return typeof value === "string";
}

function valuesAt(schema: JsonObject, keyword: string): readonly Json[] | undefined {
  const values = memberAt(schema, keyword);
  return isList(values) ? values : undefined;
}

function first<Part, Value>(
  parts: readonly Part[],
  read: (part: Part) => Value | undefined,
): Value | undefined {
  return parts.map(read).find((value) => value !== undefined);
}
