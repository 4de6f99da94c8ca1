import { operationsOf, resolve, type Document } from "./document.js";
import { arrayAt, isObject, objectAt, type Json, type JsonObject } from "./json.js";

/** One response example of a published document. */
export interface Example {
  readonly operationId: string;
  readonly status: string;
  readonly mediaType: string;
  /** The name under `examples`, or `example` for a single one. */
  readonly name: string;
  readonly value: Json;
  /** Where the value stands in the published document. */
  readonly path: readonly string[];
}

/** Every response example, wherever OpenAPI lets one stand. */
export function collectExamples(document: Document): Example[] {
  return operationsOf(document).flatMap((operation) =>
    Object.entries(objectAt(operation.object, "responses")).flatMap(([status, response]) => {
      const resolved = resolve(document, response);
      const content = isObject(resolved) ? objectAt(resolved, "content") : {};
      return Object.entries(content).flatMap(([mediaType, media]) =>
        isObject(media)
          ? valuesOf(document, media).map(([name, value, path]) => ({
              operationId: operation.id,
              status,
              mediaType,
              name,
              value,
              path: [
                ...["paths", operation.path, operation.method, "responses", status],
                ...["content", mediaType, ...path],
              ],
            }))
          : [],
      );
    }),
  );
}

type Value = readonly [name: string, value: Json, path: readonly string[]];

function valuesOf(document: Document, media: JsonObject): Value[] {
  const single = media["example"];
  if (single !== undefined) return [["example", single, ["example"]]];
  const named = Object.entries(objectAt(media, "examples")).flatMap(([name, example]): Value[] => {
    const resolved = resolve(document, example);
    const value = isObject(resolved) ? resolved["value"] : undefined;
    return value === undefined ? [] : [[name, value, ["examples", name, "value"]]];
  });
  if (named.length > 0) return named;
  const schema = resolve(document, media["schema"]);
  if (!isObject(schema)) return [];
  const inSchema = schema["example"];
  if (inSchema !== undefined) return [["schema example", inSchema, ["schema", "example"]]];
  return arrayAt(schema, "examples").map((value, index): Value => {
    return [`schema example ${index + 1}`, value, ["schema", "examples", String(index)]];
  });
}

export function describeExample(example: Example): string {
  return `${example.operationId}, ${example.status}, «${example.name}»`;
}
