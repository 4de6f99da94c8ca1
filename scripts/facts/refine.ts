import {
  isArray,
  isObject,
  omit,
  sameJson,
  stringAt,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { typing } from "../document/keywords.js";

/**
 * A schema made narrower, or told more about: `type` picks one of the published types (or types what nobody knew),
 * `nullable: true` lets null in, lists of known values and alternatives grow, every other keyword is set, and null
 * takes one away. Undefined where that does not fit what is published.
 */
export function refined(published: JsonObject, refinement: JsonObject): JsonObject | undefined {
  const { type, nullable, ...others } = refinement;
  const isOfUnion = "discriminator" in refinement && !("oneOf" in refinement);
  if (isOfUnion && !("discriminator" in published)) return undefined;
  let schema: JsonObject | undefined = published;
  if (type !== undefined) schema = ofType(schema, type);
  if (schema === undefined) return undefined;
  for (const [keyword, value] of Object.entries(others)) {
    const merged = mergedKeyword(schema, keyword, value);
    if (merged === undefined) return undefined;
    schema = merged;
  }
  return nullable === true ? orNull(schema) : schema;
}

function isUnknown(schema: JsonObject): boolean {
  return !typing.some((keyword) => keyword in schema);
}

function typesOf(schema: JsonObject): Json[] {
  const { type } = schema;
  return type === undefined ? [] : isArray(type) ? [...type] : [type];
}

/** Null stays: that a value can be missing is known from what is published. */
function ofType(schema: JsonObject, type: Json): JsonObject | undefined {
  if (isUnknown(schema)) return { ...schema, type };
  const types = typesOf(schema);
  const known = types.filter((published) => published !== "null");
  const [only, ...more] = known;
  const fits = only === type || (only === "number" && type === "integer");
  if (!fits || more.length > 0) return undefined;
  return { ...schema, type: types.includes("null") ? [type, "null"] : type };
}

function orNull(schema: JsonObject): JsonObject {
  const types = typesOf(schema);
  if (types.includes("null")) return schema;
  if (types.length > 0) return { ...schema, type: [...types, "null"] };
  const { description, deprecated, ...rest } = schema;
  const alternatives = isArray(rest["anyOf"]) ? rest["anyOf"] : [rest];
  const hasNull = alternatives.some((part) => isObject(part) && part["type"] === "null");
  return {
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    anyOf: hasNull ? alternatives : [...alternatives, { type: "null" }],
  };
}

/** Keywords that say what a value is made of: they can only be said of what is unknown. */
const structure = ["$ref", "anyOf", "allOf", "items", "properties", "additionalProperties"];

/** Keywords that say something of texts alone. */
const ofTexts = ["format", "pattern", "x-extensible-enum"];

function mergedKeyword(schema: JsonObject, keyword: string, value: Json): JsonObject | undefined {
  if (value === null) return omit(schema, [keyword]);
  if (structure.includes(keyword) && !isUnknown(schema) && keyword in schema) return undefined;
  const types = typesOf(schema);
  if (ofTexts.includes(keyword) && types.length > 0 && !types.includes("string")) return undefined;
  // A published set is closed: ours is one of its own making.
  if (keyword === "x-extensible-enum" && "enum" in schema) return undefined;
  // A reference says it all.
  if (keyword !== "deprecated" && stringAt(schema, "$ref") !== undefined) return undefined;
  if (keyword === "enum" && "enum" in schema && !sameJson(schema["enum"], value)) return undefined;
  return { ...schema, [keyword]: mergedValue(schema[keyword], value) };
}

function mergedValue(published: Json | undefined, value: Json): Json {
  if (isArray(published) && isArray(value)) {
    return [...published, ...value.filter((item) => !published.some((one) => sameJson(one, item)))];
  }
  if (!isObject(published) || !isObject(value)) return value;
  const merged = Object.entries(value).map(
    ([key, member]) => [key, mergedValue(published[key], member)] as const,
  );
  return { ...published, ...Object.fromEntries(merged) };
}
