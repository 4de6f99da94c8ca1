import { resolve, type Document } from "../document/document.js";
import { isObject, objectAt, type Json, type JsonObject } from "../document/json.js";

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
