import { mapOperations, resolve, type Document } from "../document/document.js";
import { isObject, mapValues, objectAt, type Json, type JsonObject } from "../document/json.js";

/** What the examples of an answer show beyond the schema that is published beside them. */
export interface Beyond {
  readonly operationId: string;
  /** Where the schema stands. */
  readonly path: readonly string[];
  readonly members: readonly string[];
}

/** Which schema the examples of an answer suggest; undefined where nothing was published beside them. */
export type Suggested = (
  operationId: string,
  status: string,
  mediaType: string,
) => JsonObject | undefined;

/** Completes the schemas that are published for answers by what the examples beside them show. */
export function completeAnswers(
  document: Document,
  suggested: Suggested,
): { readonly document: Document; readonly beyond: readonly Beyond[] } {
  const beyond: Beyond[] = [];
  const completed = mapOperations(document, ({ id, path, method, object }) => {
    const responses = mapValues(objectAt(object, "responses"), (response, status) => {
      if (!isObject(response)) return response;
      const content = mapValues(objectAt(response, "content"), (media, mediaType) => {
        const published = isObject(media) ? media["schema"] : undefined;
        const inferred = suggested(id, status, mediaType);
        if (!isObject(media) || !isObject(published) || inferred === undefined) return media;
        const { schema, beyond: members } = completePublished(document, published, inferred);
        const place = ["paths", path, method, "responses", status, "content", mediaType, "schema"];
        if (members.length > 0) beyond.push({ operationId: id, path: place, members });
        return { ...media, schema };
      });
      return Object.keys(content).length === 0 ? response : { ...response, content };
    });
    return { ...object, responses };
  });
  return { document: completed, beyond };
}

export interface Completed {
  readonly schema: JsonObject;
  /** The members that examples show and the published schema does not know, such as `result.asset.fingerprint`. */
  readonly beyond: readonly string[];
}

/**
 * A published schema with what examples show beyond it: what it says of a member counts, whatever the examples suggest,
 * and members that it leaves out are kept, as optional ones.
 */
export function completePublished(
  document: Document,
  published: JsonObject,
  inferred: Json | undefined,
): Completed {
  return complete(document, published, inferred, "");
}

function complete(
  document: Document,
  published: JsonObject,
  inferred: Json | undefined,
  path: string,
): Completed {
  const said = resolve(document, published);
  const shown = resolve(document, inferred);
  if (!isObject(said) || !isObject(shown)) return { schema: published, beyond: [] };
  // What says nothing beats nothing.
  if (Object.keys(said).length === 0 && isObject(inferred)) return { schema: inferred, beyond: [] };
  if (isObject(said["items"]) && isObject(shown["items"])) {
    const items = complete(document, said["items"], shown["items"], `${path}[]`);
    const isSame = items.schema === said["items"];
    return isSame
      ? { schema: published, beyond: [] }
      : { ...items, schema: { ...said, items: items.schema } };
  }
  if (!("properties" in said) || !("properties" in shown)) return { schema: published, beyond: [] };
  const known = objectAt(said, "properties");
  const members = Object.entries(objectAt(shown, "properties")).map(([name, member]) => {
    const place = path === "" ? name : `${path}.${name}`;
    const own = known[name];
    return isObject(own)
      ? { name, ...complete(document, own, member, place) }
      : { name, schema: member, beyond: [place] };
  });
  const changed = members.filter(({ name, schema }) => schema !== known[name]);
  if (changed.length === 0) return { schema: published, beyond: [] };
  const properties = Object.fromEntries(changed.map(({ name, schema }) => [name, schema]));
  return {
    schema: { ...said, properties: { ...known, ...properties } },
    beyond: changed.flatMap(({ beyond }) => beyond),
  };
}
