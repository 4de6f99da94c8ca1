import {
  isArray,
  isObject,
  mapValues,
  objectAt,
  stringAt,
  valueAt,
  type Json,
  type JsonObject,
} from "./json.js";
import { nameMaps, opaque } from "./keywords.js";

/** An OpenAPI document as plain JSON. */
export type Document = JsonObject;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
export type Method = (typeof methods)[number];

export interface Operation {
  readonly id: string;
  readonly method: Method;
  /** The path template, such as `/api/v2/assets/{id}`. */
  readonly path: string;
  readonly object: JsonObject;
}

export function operationsOf(document: Document): Operation[] {
  return Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const object = isObject(item) ? item[method] : undefined;
      if (!isObject(object)) return [];
      return [{ id: stringAt(object, "operationId") ?? `${method} ${path}`, method, path, object }];
    }),
  );
}

/** A copy of the document in which every operation object is replaced by what `map` returns. */
export function mapOperations(
  document: Document,
  map: (operation: Operation, pathItem: JsonObject) => JsonObject,
): Document {
  const operations = operationsOf(document);
  const paths = mapValues(objectAt(document, "paths"), (item, path) => {
    if (!isObject(item)) return item;
    const replaced = operations
      .filter((operation) => operation.path === path)
      .map((operation) => [operation.method, map(operation, item)] as const);
    return { ...item, ...Object.fromEntries(replaced) };
  });
  return { ...document, paths };
}

/** The document with these component schemas added to those it has. */
export function withSchemas(document: Document, added: JsonObject): Document {
  const components = objectAt(document, "components");
  const schemas = { ...objectAt(components, "schemas"), ...added };
  return { ...document, components: { ...components, schemas } };
}

/** Follows local references (`#/…`) until something else is found. */
export function resolve(document: Document, value: Json | undefined): Json | undefined {
  const seen = new Set<string>();
  let current = value;
  for (;;) {
    const reference = isObject(current) ? stringAt(current, "$ref") : undefined;
    if (reference === undefined) return current;
    if (!reference.startsWith("#/") || seen.has(reference)) return undefined;
    seen.add(reference);
    current = reference.slice(2).split("/").reduce(step, document);
  }
}

function step(value: Json | undefined, segment: string): Json | undefined {
  const key = decoded(segment).replaceAll("~1", "/").replaceAll("~0", "~");
  return isObject(value) ? valueAt(value, key) : undefined;
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function pointer(...segments: string[]): string {
  return `#/${segments.map((segment) => segment.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
}

/** Visits every object that carries OpenAPI or JSON Schema keywords, with the path that leads to it. */
export function visitObjects(
  node: JsonObject,
  visit: (object: JsonObject, path: readonly string[]) => void,
  path: readonly string[] = [],
): void {
  visit(node, path);
  for (const [name, value] of Object.entries(node)) {
    if (opaque.has(name)) continue;
    const entries = isArray(value) || (nameMaps.has(name) && isObject(value));
    const children = entries ? Object.entries(value) : [["", value] as const];
    for (const [key, child] of children) {
      if (isObject(child))
        visitObjects(child, visit, entries ? [...path, name, key] : [...path, name]);
    }
  }
}

/**
 * Rewrites every object that carries OpenAPI or JSON Schema keywords, innermost first. Objects that map free names
 * are walked through, never visited: a property called `description` is no description.
 */
export function rewrite(
  node: JsonObject,
  visit: (object: JsonObject, key: string) => JsonObject,
  key = "",
): JsonObject {
  const walked = mapValues(node, (value, name) => {
    if (opaque.has(name)) return value;
    if (nameMaps.has(name) && isObject(value)) {
      return mapValues(value, (entry, entryName) => rewriteValue(entry, visit, entryName));
    }
    return rewriteValue(value, visit, name);
  });
  return visit(walked, key);
}

function rewriteValue(
  value: Json,
  visit: (object: JsonObject, key: string) => JsonObject,
  key: string,
): Json {
  if (isArray(value)) return value.map((item) => rewriteValue(item, visit, key));
  return isObject(value) ? rewrite(value, visit, key) : value;
}
