export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The own member `name`: names come from answers, and `constructor` may be one. */
export function memberAt(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The object at `name`, or an empty one. */
export function objectAt(parent: JsonObject, name: string): JsonObject {
  const value = memberAt(parent, name);
  return isObject(value) ? value : {};
}

export function listAt(parent: JsonObject, name: string): readonly Json[] {
  const value = memberAt(parent, name);
  return isList(value) ? value : [];
}

export function textAt(parent: JsonObject, name: string): string | undefined {
  const value = memberAt(parent, name);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(parent: JsonObject, name: string): number | undefined {
  const value = memberAt(parent, name);
  return typeof value === "number" ? value : undefined;
}

/** The value of a JSON text; undefined when it is none, as JSON itself has no undefined. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
