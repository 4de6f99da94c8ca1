import { operationsOf, resolve, type Document } from "../document/document.js";
import { typing } from "../document/keywords.js";
import { arrayAt, isObject, objectAt, type Json } from "../document/json.js";

/** The places whose type nobody knows, such as `Person.referred_by`: neither the examples nor a fact tell. */
export function unknownFields(document: Document): string[] {
  const schemas = Object.entries(objectAt(objectAt(document, "components"), "schemas"));
  const inEntities = schemas.flatMap(([name, schema]) => unknownIn(schema, name));
  const inResponses = operationsOf(document).flatMap(({ id, object }) =>
    Object.entries(objectAt(object, "responses")).flatMap(([status, response]) => {
      const resolved = resolve(document, response);
      const content = isObject(resolved) ? objectAt(resolved, "content") : {};
      return Object.values(content).flatMap((media) =>
        isObject(media) ? unknownIn(media["schema"] ?? {}, `${id} ${status}`) : [],
      );
    }),
  );
  return [...inEntities, ...inResponses].sort();
}

function unknownIn(schema: Json, place: string): string[] {
  if (!isObject(schema)) return [];
  if (!typing.some((keyword) => keyword in schema)) return [place];
  const members = Object.entries(objectAt(schema, "properties")).flatMap(([name, member]) =>
    unknownIn(member, `${place}.${name}`),
  );
  const items = schema["items"] === undefined ? [] : unknownIn(schema["items"], `${place}[]`);
  const values = schema["additionalProperties"];
  const entries = values === undefined ? [] : unknownIn(values, `${place}[key]`);
  const parts = ["anyOf", "oneOf", "allOf"].flatMap((keyword) =>
    arrayAt(schema, keyword).flatMap((part) => unknownIn(part, place)),
  );
  return [...members, ...items, ...entries, ...parts];
}
