import { mapOperations, withSchemas, type Document } from "../document/document.js";
import type { EntityMap } from "../document/entity-map.js";
import {
  isObject,
  mapValues,
  objectAt,
  sameJson,
  stringsAt,
  type JsonObject,
} from "../document/json.js";

export interface Shared {
  readonly document: Document;
  /** Places that no longer hold the schema they are listed for in entities.yaml. */
  readonly different: readonly string[];
}

/**
 * Makes a component of the members that the request schemas of several operations have in common, and refers to it from
 * each. What one of them has beyond it stays where it is.
 */
export function shareRequests(document: Document, map: EntityMap): Shared {
  const found = new Map<string, JsonObject>();
  mapRequestMembers(document, (place, schema) => {
    found.set(place, elementOf(schema)[0]);
    return schema;
  });
  const named = new Map<string, JsonObject>();
  const names = new Map<string, string>();
  for (const [name, places] of map.requests) {
    const sharing = places.filter((place) => found.has(place));
    const common = commonOf(sharing.map((place) => found.get(place) ?? {}));
    if (common === undefined) continue;
    named.set(name, common);
    for (const place of sharing) names.set(place, name);
  }
  const shared = mapRequestMembers(document, (place, schema) => {
    const name = names.get(place);
    const common = named.get(name ?? "");
    if (name === undefined || common === undefined) return schema;
    const [own, wrap] = elementOf(schema);
    return wrap(extending(name, common, own));
  });
  const different = [...map.requests].flatMap(([name, places]) =>
    places.filter((place) => !names.has(place)).map((place) => `${place} is not ${name} any more`),
  );
  for (const [base, extended] of map.requestBases) moveCommonMembers(named, base, extended);
  return { document: withSchemas(shared, Object.fromEntries(named)), different };
}

/** Replaces the members of all request bodies; a place is named as in entities.yaml: `createPurchase.data`. */
function mapRequestMembers(
  document: Document,
  map: (place: string, schema: JsonObject) => JsonObject,
): Document {
  return mapOperations(document, (operation) => {
    const requestBody = objectAt(operation.object, "requestBody");
    const content = mapValues(objectAt(requestBody, "content"), (media) => {
      if (!isObject(media)) return media;
      const schema = objectAt(media, "schema");
      const properties = mapValues(objectAt(schema, "properties"), (value, property) =>
        isObject(value) ? map(`${operation.id}.${property}`, value) : value,
      );
      return { ...media, schema: { ...schema, properties } };
    });
    return Object.keys(content).length === 0
      ? operation.object
      : { ...operation.object, requestBody: { ...requestBody, content } };
  });
}

/** What all schemas say; undefined where that is nothing that could have a name. */
function commonOf(schemas: readonly JsonObject[]): JsonObject | undefined {
  const [first, ...others] = schemas;
  if (first === undefined || others.every((other) => sameJson(first, other))) return first;
  const members = Object.entries(objectAt(first, "properties")).filter(([name, member]) =>
    others.every((other) => sameJson(objectAt(other, "properties")[name], member)),
  );
  if (members.length === 0) return undefined;
  const required = stringsAt(first, "required").filter((name) =>
    others.every((other) => stringsAt(other, "required").includes(name)),
  );
  return membersOf(
    Object.fromEntries(members),
    required.filter((name) => members.some(([member]) => member === name)),
  );
}

/** A reference to what is shared, with what the schema has beyond it or asks for. */
function extending(name: string, common: JsonObject, own: JsonObject): JsonObject {
  const reference = { $ref: `#/components/schemas/${name}` };
  const shared = objectAt(common, "properties");
  const alsoRequired = stringsAt(own, "required").filter(
    (member) => !stringsAt(common, "required").includes(member),
  );
  const rest = Object.entries(objectAt(own, "properties")).filter(
    ([member]) => !(member in shared) || alsoRequired.includes(member),
  );
  if (rest.length === 0) return reference;
  return { allOf: [reference], ...membersOf(Object.fromEntries(rest), alsoRequired) };
}

/** Moves the members that all the schemas `names` have in common into one that they extend. */
function moveCommonMembers(
  schemas: Map<string, JsonObject>,
  base: string,
  names: readonly string[],
): void {
  const extended = names.flatMap((name) => {
    const schema = schemas.get(name);
    return schema === undefined ? [] : [{ name, schema }];
  });
  const common = commonOf(extended.map(({ schema }) => schema));
  if (common === undefined) return;
  schemas.set(base, common);
  for (const { name, schema } of extended) {
    const own = extending(base, common, schema);
    schemas.set(name, "allOf" in own ? own : { allOf: [own] });
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
