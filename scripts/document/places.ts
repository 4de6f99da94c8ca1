import { operationsOf, type Document, type Operation } from "./document.js";
import { isJson } from "./envelope.js";
import { labelOf } from "./operation-names.js";
import { arrayAt, isObject, objectAt, stringAt, type Json, type JsonObject } from "./json.js";

/** A place in a document, under the name that facts, words and the report have for it. */
export interface Place {
  /** Where its schema stands; its words stand there, too, unless `words` says otherwise. */
  readonly path: readonly string[];
  readonly words: readonly string[];
}

/**
 * Every place by its name: `Person.email`, `Campaign.tag_names[]`, `Offer.claim_links[key]`, `query parameter precision`
 * for a shared parameter; in operations `GET /api/v2/assets`, `GET /api/v2/assets, query parameter page`,
 * `GET /api/v2/assets, result.assets`, `POST /api/v2/origins, body.data`, `GET /api/v2/assets/{id}, status 400`. One name
 * may stand for several places: a result for several statuses, say.
 */
export type Places = ReadonlyMap<string, readonly Place[]>;

export function placesOf(document: Document): Places {
  const places = new Map<string, Place[]>();
  const add: Add = (name, path, words = path) => {
    places.set(name, [...(places.get(name) ?? []), { path, words }]);
  };
  add("info", ["info"]);
  const components = objectAt(document, "components");
  for (const name of Object.keys(objectAt(components, "securitySchemes"))) {
    add(`security scheme ${name}`, ["components", "securitySchemes", name]);
  }
  for (const [name, parameter] of Object.entries(objectAt(components, "parameters"))) {
    addParameter(parameter, "", ["components", "parameters", name], add);
  }
  for (const [name, schema] of Object.entries(objectAt(components, "schemas"))) {
    addSchema(schema, name, ["components", "schemas", name], add);
  }
  for (const operation of operationsOf(document)) addOperation(operation, labelOf(operation), add);
  return places;
}

type Add = (name: string, path: readonly string[], words?: readonly string[]) => void;

function addOperation({ path, method, object }: Operation, label: string, add: Add): void {
  const root = ["paths", path, method];
  add(label, root);
  for (const [index, parameter] of arrayAt(object, "parameters").entries()) {
    addParameter(parameter, `${label}, `, [...root, "parameters", String(index)], add);
  }
  for (const [mediaType, media] of Object.entries(
    objectAt(objectAt(object, "requestBody"), "content"),
  )) {
    const schema = isObject(media) ? media["schema"] : undefined;
    const place = [...root, "requestBody", "content", mediaType, "schema"];
    if (schema !== undefined) addSchema(schema, `${label}, body`, place, add);
  }
  for (const [status, response] of Object.entries(objectAt(object, "responses"))) {
    const place = [...root, "responses", status];
    add(`${label}, status ${status}`, place);
    if (!status.startsWith("2") || !isObject(response)) continue;
    for (const [mediaType, media] of Object.entries(objectAt(response, "content"))) {
      const schema = isObject(media) && isJson(mediaType) ? media["schema"] : undefined;
      const answer = [...place, "content", mediaType, "schema"];
      if (isObject(schema)) addMembers(schema, `${label}, `, answer, add);
    }
  }
}

function addParameter(parameter: Json, prefix: string, path: readonly string[], add: Add): void {
  const name = isObject(parameter) ? stringAt(parameter, "name") : undefined;
  if (!isObject(parameter) || name === undefined) return;
  const label = `${prefix}${stringAt(parameter, "in") ?? ""} parameter ${name}`;
  add(label, [...path, "schema"], path);
  const schema = objectAt(parameter, "schema");
  addMembers(schema, label, [...path, "schema"], add);
}

function addSchema(schema: Json, name: string, path: readonly string[], add: Add): void {
  if (!isObject(schema)) return;
  add(name, path);
  addMembers(schema, name, path, add);
}

/** The members, items and entries of a schema, also of those that it is made up of in place. */
function addMembers(schema: JsonObject, name: string, path: readonly string[], add: Add): void {
  if (schema["$ref"] !== undefined) return;
  const prefix = name === "" || name.endsWith(", ") ? name : `${name}.`;
  for (const [member, value] of Object.entries(objectAt(schema, "properties"))) {
    addSchema(value, `${prefix}${member}`, [...path, "properties", member], add);
  }
  if (isObject(schema["items"])) addSchema(schema["items"], `${name}[]`, [...path, "items"], add);
  const values = schema["additionalProperties"];
  if (isObject(values)) addSchema(values, `${name}[key]`, [...path, "additionalProperties"], add);
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    for (const [index, part] of arrayAt(schema, keyword).entries()) {
      if (isObject(part)) addMembers(part, name, [...path, keyword, String(index)], add);
    }
  }
}
