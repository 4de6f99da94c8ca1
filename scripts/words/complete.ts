import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { resolve, type Document } from "../document/document.js";
import {
  arrayAt,
  isArray,
  isObject,
  objectAt,
  omit,
  sameJson,
  stringsAt,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { typing } from "../document/keywords.js";

/** Values of ours, where an example lacks one. */
const byFormat: JsonObject = {
  date: "2026-03-02",
  "date-time": "2026-03-02T09:00:00.000Z",
  email: "ann@example.com",
  uri: "https://acme-shop.example/page",
  uuid: "6f2f6a0e-3b1c-4a59-9d57-0c1f5b7e2a44",
};
const byType: JsonObject = { string: "text", integer: 1, number: 1, boolean: true, null: null };

/** Makes values that fit a schema, and keeps of a given one whatever fits. */
export class Completer {
  readonly #document: Document;
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#document = document;
    addFormats.default(this.#ajv);
  }

  /** @param within - the components around: their own examples are not used inside themselves */
  complete(schema: Json, value: Json | undefined, within: readonly string[] = []): Json {
    if (!isObject(schema) || within.length > 30) return value ?? null;
    const { $ref: reference } = schema;
    if (typeof reference !== "string") return this.#ofSchema(schema, value, within);
    const target = resolve(this.#document, schema) ?? {};
    const name = reference.replace(/^.*\//, "");
    const own =
      isObject(target) && !within.includes(name) ? arrayAt(target, "examples")[0] : undefined;
    return this.complete(target, value ?? own, [...within, name]);
  }

  #ofSchema(schema: JsonObject, value: Json | undefined, within: readonly string[]): Json {
    if (schema["const"] !== undefined) return schema["const"];
    const whole = this.#withParts(schema);
    const choices = ["oneOf", "anyOf"].flatMap((keyword) =>
      arrayAt(whole, keyword).filter((part) => isObject(part) && typing.some((key) => key in part)),
    );
    if (choices.length > 0) return this.#ofChoice(choices, value, within);
    const types = [whole["type"] ?? impliedType(whole)].flat();
    const isScalar = value !== undefined && !isObject(value) && !isArray(value);
    if (isScalar && this.#fits(whole, value)) return value;
    const [first] = types.filter((type) => type !== "null");
    const ofValue = isObject(value) ? "object" : isArray(value) ? "array" : first;
    const type = types.includes(ofValue ?? "") ? ofValue : first;
    if (type === "object") return this.#ofObject(whole, isObject(value) ? value : {}, within);
    if (type === "array") {
      const items = isArray(value) ? value : [undefined];
      return items.map((item) => this.complete(whole["items"] ?? {}, item, within));
    }
    return typeof type === "string" ? this.#made(whole, type) : (value ?? null);
  }

  #fits(schema: JsonObject, value: Json): boolean {
    const bare = omit(schema, ["examples", "description"]);
    const key = JSON.stringify(bare);
    const validate = this.#validators.get(key) ?? this.#ajv.compile(bare);
    this.#validators.set(key, validate);
    return validate(value);
  }

  #ofChoice(choices: readonly Json[], value: Json | undefined, within: readonly string[]): Json {
    if (value !== undefined) {
      for (const choice of choices) {
        if (sameJson(this.complete(choice, value, within), value)) return value;
      }
    }
    const matching = choices.find((choice) => isObject(value) && this.#hasTagsOf(choice, value));
    return this.complete(matching ?? choices[0] ?? {}, value, within);
  }

  /** Whether the literals of an alternative are those of the value. */
  #hasTagsOf(choice: Json, value: JsonObject): boolean {
    const schema = resolve(this.#document, choice);
    const members = isObject(schema) ? Object.entries(objectAt(schema, "properties")) : [];
    const tags = members.filter(([, member]) => isObject(member) && member["const"] !== undefined);
    return (
      tags.length > 0 &&
      tags.every(([name, tag]) => isObject(tag) && sameJson(tag["const"], value[name]))
    );
  }

  #ofObject(schema: JsonObject, value: JsonObject, within: readonly string[]): Json {
    const properties = objectAt(schema, "properties");
    const values = schema["additionalProperties"];
    const isOpen =
      Object.keys(properties).length === 0 || (values !== undefined && values !== false);
    const entries = Object.entries(value).flatMap(([name, member]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known === undefined && !isOpen) return [];
      return [[name, this.complete(known ?? values ?? {}, member, within)] as const];
    });
    const lacking = stringsAt(schema, "required")
      .filter((name) => !Object.hasOwn(value, name) && Object.hasOwn(properties, name))
      .map((name) => [name, this.complete(properties[name] ?? {}, undefined, within)] as const);
    return Object.fromEntries([...entries, ...lacking]);
  }

  #made(schema: JsonObject, type: string): Json {
    const [known] = [...arrayAt(schema, "enum"), ...arrayAt(schema, "x-extensible-enum")];
    if (known !== undefined) return known;
    const format = schema["format"];
    const made = (typeof format === "string" && byFormat[format]) || byType[type];
    const least = schema["minimum"];
    if (typeof made === "number" && typeof least === "number") return Math.max(made, least);
    return made ?? null;
  }

  /** The schema and those it is made up of, as one. */
  #withParts(schema: JsonObject): JsonObject {
    return arrayAt(schema, "allOf").reduce<JsonObject>(
      (whole, part) => {
        const target = resolve(this.#document, part);
        const more = isObject(target) ? this.#withParts(target) : {};
        return {
          ...more,
          ...whole,
          properties: { ...objectAt(more, "properties"), ...objectAt(whole, "properties") },
          required: [...stringsAt(more, "required"), ...stringsAt(whole, "required")],
        };
      },
      omit(schema, ["allOf"]),
    );
  }
}

function impliedType(schema: JsonObject): string {
  if ("properties" in schema || "additionalProperties" in schema) return "object";
  if ("items" in schema) return "array";
  return "x-extensible-enum" in schema || "enum" in schema ? "string" : "null";
}
