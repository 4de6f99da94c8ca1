import type { Document } from "../document/document.js";
import { nameMaps } from "../document/keywords.js";
import { isArray, isObject, sameJson, type Json, type JsonObject } from "../document/json.js";

/** Keywords that no type is made of. */
const details = [
  ...["summary", "description", "title", "examples", "default", "format", "pattern"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "style", "explode"],
  ...["tags", "discriminator", "version"],
];

/** How many descriptions, examples, formats and limits differ in what both documents have. */
export function countDetailChanges(previous: Document, next: Document): number {
  return countInObject(previous, next, false);
}

function countInObject(previous: JsonObject, next: JsonObject, hasFreeNames: boolean): number {
  const keys = new Set([...Object.keys(previous), ...Object.keys(next)]);
  return [...keys].reduce((count, key) => {
    const [a, b] = [previous[key], next[key]];
    if (!hasFreeNames && details.includes(key)) return count + (sameJson(a, b) ? 0 : 1);
    return count + countIn(a, b, !hasFreeNames && nameMaps.has(key));
  }, 0);
}

function countIn(
  previous: Json | undefined,
  next: Json | undefined,
  hasFreeNames: boolean,
): number {
  if (isObject(previous) && isObject(next)) return countInObject(previous, next, hasFreeNames);
  if (!isArray(previous) || !isArray(next) || previous.length !== next.length) return 0;
  return previous.reduce<number>((count, item, index) => {
    return count + countIn(item, next[index], false);
  }, 0);
}
