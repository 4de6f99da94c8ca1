import { isObject, memberAt, type Json } from "../check/json.js";

/** What replaces parts of a value: members of objects by name, lists and all else as a whole. */
export type Changes<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Name in keyof Value]?: Changes<Value[Name]> | undefined }
    : Value;

/** A copy with the changes made; a member that is changed to undefined is left out. */
export function withChanges(value: Json, changes: unknown): unknown {
  if (changes === undefined) return value;
  if (!isObject(value) || !isObject(changes)) return changes;
  const changed = Object.entries(changes).flatMap(([name, change]: [string, unknown]) =>
    change === undefined
      ? []
      : [[name, withChanges(memberAt(value, name) ?? null, change)] as const],
  );
  const kept = Object.entries(value).filter(([name]) => !Object.hasOwn(changes, name));
  return Object.fromEntries([...kept, ...changed]);
}
