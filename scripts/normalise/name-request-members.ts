import { mapOperations, withSchemas, type Document } from "../document/document.js";
import type { EntityMap } from "../document/entity-map.js";
import { isObject, mapValues, objectAt, stringAt, type JsonObject } from "../document/json.js";
import type { Shared } from "./share.js";

/** Makes components of the members of request bodies that entities.yaml has a name for, so that callers can name them. */
export function nameRequestMembers(document: Document, map: EntityMap): Shared {
  const taken = objectAt(objectAt(document, "components"), "schemas");
  const named = new Map<string, JsonObject>();
  const pending = new Map(map.requestMembers);
  const nameMembers = (schema: JsonObject, context: string): JsonObject => {
    if (!("properties" in schema)) return schema;
    const properties = mapValues(objectAt(schema, "properties"), (member, property) => {
      const place = `${context}.${property}`;
      if (!isObject(member) || "$ref" in member) return member;
      const inner = nameMembers(member, place);
      const name = pending.get(place);
      if (name === undefined || name in taken) return inner;
      pending.delete(place);
      named.set(name, inner);
      const description = stringAt(member, "description");
      return {
        $ref: `#/components/schemas/${name}`,
        ...(description === undefined ? {} : { description }),
      };
    });
    return { ...schema, properties };
  };
  const replaced = mapOperations(document, ({ id, object }) => {
    const requestBody = objectAt(object, "requestBody");
    const content = mapValues(objectAt(requestBody, "content"), (media) => {
      const schema = isObject(media) ? media["schema"] : undefined;
      return isObject(media) && isObject(schema)
        ? { ...media, schema: nameMembers(schema, id) }
        : media;
    });
    return Object.keys(content).length === 0
      ? object
      : { ...object, requestBody: { ...requestBody, content } };
  });
  return {
    document: withSchemas(replaced, Object.fromEntries(named)),
    different: [...pending].map(([place, name]) =>
      name in taken
        ? `${place} is not called ${name}, since another schema is`
        : `${place} (${name}) is in no request body any more`,
    ),
  };
}
