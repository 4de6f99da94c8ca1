import { operationsOf, pointer, resolve, visitObjects, type Document } from "./document.js";
import { arrayAt, isObject, objectAt, omit, type Json, type JsonObject } from "./json.js";

/** One response example of a published document. */
export interface Example {
  readonly operationId: string;
  readonly status: string;
  readonly mediaType: string;
  /** The name under `examples`, or `example` for a single one. */
  readonly name: string;
  readonly value: Json;
}

/** Every response example, wherever OpenAPI lets one stand. */
export function collectExamples(document: Document): Example[] {
  return operationsOf(document).flatMap((operation) =>
    Object.entries(objectAt(operation.object, "responses")).flatMap(([status, response]) => {
      const resolved = resolve(document, response);
      const content = isObject(resolved) ? objectAt(resolved, "content") : {};
      return Object.entries(content).flatMap(([mediaType, media]) =>
        isObject(media)
          ? valuesOf(document, media).map(([name, value]) => ({
              operationId: operation.id,
              status,
              mediaType,
              name,
              value,
            }))
          : [],
      );
    }),
  );
}

function valuesOf(document: Document, media: JsonObject): [string, Json][] {
  const single = media["example"];
  if (single !== undefined) return [["example", single]];
  const named = Object.entries(objectAt(media, "examples")).flatMap(([name, example]) => {
    const resolved = resolve(document, example);
    const value = isObject(resolved) ? resolved["value"] : undefined;
    return value === undefined ? [] : [[name, value] satisfies [string, Json]];
  });
  if (named.length > 0) return named;
  const schema = resolve(document, media["schema"]);
  if (!isObject(schema)) return [];
  const inSchema = schema["example"];
  if (inSchema !== undefined) return [["schema example", inSchema]];
  return arrayAt(schema, "examples").map((value, index) => [`schema example ${index + 1}`, value]);
}

/** An example in a finished document, and the schema that it has to fit. */
export interface DocumentExample {
  readonly schemaPointer: string;
  readonly value: Json;
}

/** Every example of a schema, a media type or a parameter. */
export function examplesIn(document: Document): DocumentExample[] {
  const found: DocumentExample[] = [];
  visitObjects(document, (object, path) => {
    const hasSchema = object["schema"] !== undefined;
    const schemaPointer = pointer(...path, ...(hasSchema ? ["schema"] : []));
    const values = hasSchema
      ? valuesOf(document, omit(object, ["schema"])).map(([, value]) => value)
      : arrayAt(object, "examples");
    for (const value of values) found.push({ schemaPointer, value });
  });
  return found;
}

export function describeExample(example: Example): string {
  return `${example.operationId}, ${example.status}, «${example.name}»`;
}
