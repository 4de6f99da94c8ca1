import fc from "fast-check";
import { isList, isObject, type Json } from "../../../src/check/json.js";

/** Walks down by the numbers until they are used up, and replaces what is there; undefined takes it away. */
export function mutated(
  value: Json,
  [first, ...rest]: readonly number[],
  by: Json | undefined,
): Json {
  const next = (item: Json): Json | undefined => (rest.length === 0 ? by : mutated(item, rest, by));
  if (first === undefined) return value;
  if (isList(value) && value.length > 0) {
    const at = first % value.length;
    return value.flatMap((item, index) => (index === at ? (next(item) ?? []) : [item]));
  }
  if (!isObject(value)) return by ?? null;
  const names = Object.keys(value);
  const name = names[first % (names.length + 1)] ?? "something_new";
  const member = next(value[name] ?? null);
  const others = Object.entries(value).filter(([other]) => other !== name);
  return Object.fromEntries(member === undefined ? others : [...others, [name, member]]);
}

/** What may stand in the place of a value; undefined for nothing. */
export const replacement: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, true, 7, 1.5, "", "7", "Paid", [], {}),
  fc.constantFrom<Json>("2026-02-03", "2026-02-03T04:05:06Z", "EmailOfferShare", "click"),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);
