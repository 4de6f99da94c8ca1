import { mapOperations, type Document } from "./document.js";
import type { EntityMap } from "./entity-map.js";
import {
  arrayAt,
  isObject,
  mapValues,
  objectAt,
  sameJson,
  stringAt,
  type JsonObject,
} from "./json.js";

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
  const components = objectAt(shared, "components");
  const schemas = { ...objectAt(components, "schemas"), ...Object.fromEntries(named) };
  return {
    document: { ...shared, components: { ...components, schemas } },
    different: [...pending].map(([place, name]) => `${place} is not ${name} any more`),
  };
}

/** Replaces the parameters that are listed in entities.yaml, where they look the same, by one component each. */
export function shareParameters(document: Document, map: EntityMap): Document {
  const components = objectAt(document, "components");
  const shared = new Map(Object.entries(objectAt(components, "parameters")));
  const operations = mapOperations(document, ({ object }) => {
    const parameters = arrayAt(object, "parameters").map((parameter) => {
      const name = isObject(parameter) ? stringAt(parameter, "name") : undefined;
      if (name === undefined || !map.parameters.has(name)) return parameter;
      const component = name.replace(/\[\]$/, "");
      const first = shared.get(component) ?? parameter;
      if (!sameJson(first, parameter)) return parameter;
      shared.set(component, first);
      return { $ref: `#/components/parameters/${component}` };
    });
    return parameters.length === 0 ? object : { ...object, parameters };
  });
  return {
    ...operations,
    components: { ...components, parameters: Object.fromEntries(shared) },
  };
}

function elementOf(schema: JsonObject): [JsonObject, (element: JsonObject) => JsonObject] {
  const items = schema["items"];
  return isObject(items)
    ? [items, (element) => ({ ...schema, items: element })]
    : [schema, (element) => element];
}
