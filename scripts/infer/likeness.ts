import { isArray, isObject, type JsonObject } from "../document/json.js";

/** Something that entities.yaml names and that is otherwise by now. */
export interface Misfit {
  readonly subject: string;
  /** Where it stands in entities.yaml. */
  readonly at: readonly string[];
  /** Where the example stands. */
  readonly path: readonly string[];
  readonly problem: string;
}

export type MembersOf = (entity: string) => ReadonlySet<string>;

export const none: ReadonlySet<string> = new Set();

/** Whether an object may be of an entity: it has a member of it, or too few are known, and none of them is further in. */
export function looksLike(known: ReadonlySet<string>, value: JsonObject): boolean {
  const names = Object.keys(value);
  if (names.length === 0 || names.some((name) => known.has(name))) return true;
  const inner = Object.values(value).flatMap((member) => (isArray(member) ? member : [member]));
  const isAround = inner.some(
    (one) => isObject(one) && Object.keys(one).some((name) => known.has(name)),
  );
  return known.size < 2 && !isAround;
}

/** Whether an object has the members of an entity, give or take a few. */
export function resembles(known: ReadonlySet<string>, names: readonly string[]): boolean {
  const common = names.filter((name) => known.has(name)).length;
  const all = known.size + names.length - common;
  return names.length >= 2 && common === all ? true : common >= 3 && common / all >= 0.8;
}
