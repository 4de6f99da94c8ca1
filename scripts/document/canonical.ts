import { stringify } from "yaml";
import type { Document } from "./document.js";
import { nameMaps } from "./keywords.js";
import { isArray, isObject, type Json, type JsonObject } from "./json.js";

const keyOrder = [
  ...["openapi", "info", "servers", "security", "tags", "paths", "components"],
  ...["$ref", "operationId", "summary", "name", "in", "title", "description", "deprecated"],
  ...["required", "style", "explode", "parameters", "requestBody", "responses", "content"],
  ...["schema", "schemas", "type", "const", "enum", "x-extensible-enum", "format", "default"],
  ...["minimum", "maximum", "items", "properties", "additionalProperties", "anyOf", "oneOf"],
  ...["allOf", "discriminator", "examples"],
];

/** The document with every key in a stable place, so that a refresh is a readable diff. */
export function canonical(document: Document): Document {
  return orderedObject(document, false);
}

export function documentYaml(document: Document): string {
  const note =
    "# Written by `npm run generate`; do not edit by hand: what we know beyond the published document is in the facts and words beside it.\n";
  return note + stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function orderedObject(object: JsonObject, isNameMap: boolean): JsonObject {
  const rank = (key: string): number => (isNameMap ? 0 : placeOf(key));
  const keys = Object.keys(object).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(
    keys.map((key) => [key, ordered(object[key] ?? null, isNameMap ? "" : key)] as const),
  );
}

function ordered(value: Json, keyword: string): Json {
  // Data: the order of an example's members is its author's.
  if (["examples", "default", "enum", "x-extensible-enum"].includes(keyword)) return value;
  if (keyword === "required" && isArray(value)) return value.map(String).sort();
  if (isArray(value)) return value.map((item) => ordered(item, ""));
  return isObject(value) ? orderedObject(value, nameMaps.has(keyword)) : value;
}

function placeOf(key: string): number {
  const index = keyOrder.indexOf(key);
  return index === -1 ? keyOrder.length : index;
}
