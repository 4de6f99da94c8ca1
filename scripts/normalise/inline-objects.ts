import { withSchemas, type Document } from "../document/document.js";
import type { EntityMap } from "../document/entity-map.js";
import {
  isObject,
  mapValues,
  objectAt,
  sameJson,
  type Json,
  type JsonObject,
} from "../document/json.js";
import type { Shared } from "./share.js";

/**
 * Makes components of the objects that stand inside other components. They get the name that entities.yaml has for
 * their place (`reward_webhook_payload.reward`), else that of the schema around and of the property.
 */
export function nameInlineObjects(document: Document, map: EntityMap): Shared {
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  const published = new Map(Object.entries(schemas));
  const named = new Map<string, JsonObject>();
  const pending = new Map(map.inlineObjects);

  const claim = (name: string | undefined, inline: JsonObject): name is string => {
    if (name === undefined) return false;
    const first = published.get(name) ?? inline;
    published.set(name, first);
    return sameJson(first, inline);
  };
  const nameMembers = (schema: JsonObject, context: string): JsonObject => {
    const references = inlineObjects(schema).map(([property, inline]) => {
      const place = `${context}.${property}`;
      const listed = pending.get(place);
      const isListed = claim(listed, inline);
      if (isListed) pending.delete(place);
      const name = isListed ? listed : `${context}_${property}`;
      named.set(name, nameMembers(inline, name));
      return [property, { $ref: `#/components/schemas/${name}` }] as const;
    });
    if (references.length === 0) return schema;
    const properties = { ...objectAt(schema, "properties"), ...Object.fromEntries(references) };
    return { ...schema, properties };
  };
  const replaced = mapValues(schemas, (schema, name) =>
    isObject(schema) ? nameMembers(schema, name) : schema,
  );
  return {
    document: withSchemas(document, { ...Object.fromEntries(named), ...replaced }),
    different: [...pending].map(([place, name]) => `${place} is not ${name} any more`),
  };
}

function inlineObjects(schema: Json): [string, JsonObject][] {
  const properties = isObject(schema) ? objectAt(schema, "properties") : {};
  return Object.entries(properties).flatMap(([property, member]): [string, JsonObject][] =>
    isObject(member) && "properties" in member ? [[property, member]] : [],
  );
}
