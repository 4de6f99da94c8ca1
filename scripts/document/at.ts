import { isArray, isObject, omit, valueAt, type Json, type JsonObject } from "./json.js";

type Path = readonly string[];

/** What stands at a path of keys and indices. */
export function getAt(root: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (isArray(value)) return value[Number(key)];
    return isObject(value) ? valueAt(value, key) : undefined;
  }, root);
}

/** A copy with another value at a path; undefined takes away what is there. Objects on the way are made. */
export function setAt(root: JsonObject, path: Path, value: Json | undefined): JsonObject {
  const changed = replaced(root, path, value);
  return isObject(changed) ? changed : root;
}

function replaced(node: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (isArray(node)) {
    const items = node.map((item, index) =>
      index === Number(key) ? replaced(item, rest, value) : item,
    );
    if (Number(key) === node.length) items.push(replaced(undefined, rest, value));
    return items.filter((item) => item !== undefined);
  }
  const object = isObject(node) ? node : {};
  const member = replaced(valueAt(object, key), rest, value);
  return member === undefined ? omit(object, [key]) : { ...object, [key]: member };
}
