import { mapOperations, withSchemas, type Document } from "../document/document.js";
import type { EntityMap } from "../document/entity-map.js";
import {
  isObject,
  mapValues,
  objectAt,
  sameJson,
  stringsAt,
  type Json,
  type JsonObject,
} from "../document/json.js";

export interface Shared {
  readonly document: Document;
  /** Places that no longer hold the schema they are listed for in entities.yaml. */
  readonly different: readonly string[];
}

/** Replaces request schemas that several operations repeat by one named component. */
export function shareRequests(document: Document, map: EntityMap): Shared {
  const named = new Map<string, JsonObject>();
  const pending = new Map<string, string>();
  for (const [name, places] of map.requests) {
    for (const place of places) pending.set(place, name);
  }
  const shared = mapOperations(document, (operation) => {
    const requestBody = objectAt(operation.object, "requestBody");
    const content = mapValues(objectAt(requestBody, "content"), (media) => {
      if (!isObject(media)) return media;
      const schema = objectAt(media, "schema");
      const properties = mapValues(objectAt(schema, "properties"), (value, property) => {
        const place = `${operation.id}.${property}`;
        const name = pending.get(place);
        if (name === undefined || !isObject(value)) return value;
        const [own, wrap] = elementOf(value);
        const first = named.get(name) ?? own;
        named.set(name, first);
        if (!sameJson(first, own)) return value;
        pending.delete(place);
        return wrap({ $ref: `#/components/schemas/${name}` });
      });
      return { ...media, schema: { ...schema, properties } };
    });
    const isEmpty = Object.keys(content).length === 0;
    return isEmpty
      ? operation.object
      : { ...operation.object, requestBody: { ...requestBody, content } };
  });
  for (const [base, names] of map.requestBases) moveCommonMembers(named, base, names);
  return {
    document: withSchemas(shared, Object.fromEntries(named)),
    different: [...pending].map(([place, name]) => `${place} is not ${name} any more`),
  };
}

/** Moves the members that all the schemas `names` have in common into one that they extend. */
function moveCommonMembers(
  schemas: Map<string, JsonObject>,
  base: string,
  names: readonly string[],
): void {
  const extending = names.flatMap((name) => {
    const schema = schemas.get(name);
    return schema === undefined ? [] : [{ name, schema }];
  });
  const [first, ...others] = extending.map(({ schema }) => schema);
  if (first === undefined) return;
  const isCommon = (name: string, member: Json): boolean =>
    others.every((schema) => sameJson(objectAt(schema, "properties")[name] ?? null, member));
  const common = Object.entries(objectAt(first, "properties")).filter(([name, member]) =>
    isCommon(name, member),
  );
  const commonNames = new Set(common.map(([name]) => name));
  const isRequired = (name: string): boolean =>
    extending.every(({ schema }) => stringsAt(schema, "required").includes(name));
  schemas.set(base, membersOf(Object.fromEntries(common), [...commonNames].filter(isRequired)));
  for (const { name, schema } of extending) {
    const own = Object.entries(objectAt(schema, "properties")).filter(
      ([property]) => !commonNames.has(property),
    );
    const required = stringsAt(schema, "required").filter(
      (property) => !commonNames.has(property) || !isRequired(property),
    );
    const extended = { allOf: [{ $ref: `#/components/schemas/${base}` }] };
    schemas.set(
      name,
      own.length === 0 && required.length === 0
        ? extended
        : { ...extended, ...membersOf(Object.fromEntries(own), required) },
    );
  }
}

function membersOf(properties: JsonObject, required: readonly string[]): JsonObject {
  return {
    type: "object",
    properties,
    ...(required.length === 0 ? {} : { required: [...required] }),
  };
}

function elementOf(schema: JsonObject): [JsonObject, (element: JsonObject) => JsonObject] {
  const items = schema["items"];
  return isObject(items)
    ? [items, (element) => ({ ...schema, items: element })]
    : [schema, (element) => element];
}
