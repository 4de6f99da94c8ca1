import { resolve, type Document, type Operation } from "./document.js";
import { arrayAt, isObject, objectAt, type Json, type JsonObject } from "./json.js";

/** Whether a media type is JSON, whatever its parameters and suffix. */
export function isJson(mediaType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/.test(mediaType);
}

/** The schemas of an operation's successes that are JSON. */
export function successSchemas(document: Document, { object }: Operation): JsonObject[] {
  return Object.entries(objectAt(object, "responses")).flatMap(([status, value]) => {
    const response = status.startsWith("2") ? resolve(document, value) : undefined;
    const content = isObject(response) ? objectAt(response, "content") : {};
    return Object.entries(content).flatMap(([mediaType, media]) => {
      const schema = isObject(media) ? resolve(document, media["schema"]) : undefined;
      return isJson(mediaType) && isObject(schema) ? [schema] : [];
    });
  });
}

/** The schema of a member, in whichever of the schemas that make up this one it stands. */
export function memberOf(
  document: Document,
  schema: JsonObject,
  name: string,
  seen: readonly JsonObject[] = [],
): Json | undefined {
  const own = objectAt(schema, "properties")[name];
  if (own !== undefined || seen.includes(schema)) return own;
  const parts = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => arrayAt(schema, keyword));
  for (const part of parts) {
    const resolved = resolve(document, part);
    const found = isObject(resolved) && memberOf(document, resolved, name, [...seen, schema]);
    if (found !== false && found !== undefined) return found;
  }
  return undefined;
}
