import {
  mapOperations,
  resolve,
  rewrite,
  withSchemas,
  type Document,
  type Operation,
} from "./document/document.js";
import {
  arrayAt,
  isArray,
  isObject,
  mapValues,
  objectAt,
  omit,
  sameJson,
  stringAt,
  type Json,
  type JsonObject,
} from "./document/json.js";
import { Problem } from "./problem.js";

export interface Normalised {
  /** OpenAPI 3.1, self-contained, without upstream prose and examples. */
  readonly document: Document;
  /** Shared schemas that the document refers to and that are published nowhere. */
  readonly missingSchemas: readonly string[];
}

/**
 * Repairs a published document by classes of defect, so that the next publish with the same habits passes as well.
 * Examples must be collected before: they do not survive.
 */
export function normalise(published: Document, sharedSchemas?: JsonObject): Normalised {
  const siblings = stringAt(published, "openapi")?.startsWith("3.0.") === true ? "drop" : "keep";
  const localised = rewrite(published, (object) => localReference(object, siblings));
  const { document, missingSchemas } = embedShared(localised, published, sharedSchemas);
  const bare = rewrite(document, (object, key) => repairSchema(withoutProse(object, key)));
  const operations = mapOperations(bare, (operation, pathItem) =>
    requireBody(bare, inheritParameters(bare, summarise(operation), pathItem)),
  );
  const paths = mapValues(objectAt(operations, "paths"), (item) =>
    isObject(item) ? omit(item, ["parameters"]) : item,
  );
  const result = { ...operations, openapi: "3.1.0", paths };
  rejectDanglingReferences(result);
  return { document: result, missingSchemas };
}

const external = /^[^#]*schemas\.(?:ya?ml|json)#\/(?:components\/schemas\/)?(.+)$/;

function localReference(object: JsonObject, siblings: "drop" | "keep"): JsonObject {
  const reference = stringAt(object, "$ref");
  if (reference === undefined) return object;
  const shared = external.exec(reference)?.[1];
  const local =
    shared === undefined ? reference.replace(/^#(?!\/)/, "#/") : `#/components/schemas/${shared}`;
  // OpenAPI 3.0 ignores everything beside a reference; 3.1 does not.
  return siblings === "drop" ? { $ref: local } : { ...object, $ref: local };
}

function embedShared(
  document: Document,
  published: Document,
  sharedSchemas: JsonObject | undefined,
): Normalised {
  const names = new Set<string>();
  rewrite(published, (object) => {
    const name = external.exec(stringAt(object, "$ref") ?? "")?.[1];
    if (name !== undefined) names.add(name);
    return object;
  });
  const nested = objectAt(objectAt(sharedSchemas ?? {}, "components"), "schemas");
  const own = objectAt(objectAt(document, "components"), "schemas");
  // A document may have a component of the same name; it serves until the shared schema is published.
  const available: JsonObject = { ...own, ...sharedSchemas, ...nested };
  const embedded = [...names].map((name) => [name, available[name] ?? {}] as const);
  return {
    document: withSchemas(document, Object.fromEntries(embedded)),
    missingSchemas: [...names].filter((name) => available[name] === undefined).sort(),
  };
}

/** Descriptions, summaries and example values are not ours to publish, and change with every upstream release. */
const prose = ["description", "summary", "example", "examples", "externalDocs"];

function withoutProse(object: JsonObject, key: string): JsonObject {
  const extensions = Object.keys(object).filter((name) => name.startsWith("x-"));
  const dropped = [...prose, ...extensions, ...(key === "info" ? ["contact"] : ["title"])];
  const bare = omit(object, dropped);
  const isResponse = /^([1-5](\d\d|XX)|default)$/.test(key) && bare["$ref"] === undefined;
  // OpenAPI requires one, and a null is what 15 published responses have.
  return isResponse ? { description: responseDescription(key), ...bare } : bare;
}

function responseDescription(status: string): string {
  return status.startsWith("2") ? "Success." : "The request was refused.";
}

function repairSchema(object: JsonObject): JsonObject {
  return nullableToUnion(exclusiveBounds(arrayItems(collectionFormat(object))));
}

/** Swagger 2 spelling of how an array parameter is written. */
function collectionFormat(object: JsonObject): JsonObject {
  const format = object["collectionFormat"];
  if (format === undefined) return object;
  const style = object["in"] === "path" ? "simple" : "form";
  return { ...omit(object, ["collectionFormat"]), style, explode: format === "multi" };
}

function arrayItems(object: JsonObject): JsonObject {
  return object["type"] === "array" && object["items"] === undefined
    ? { ...object, items: {} }
    : object;
}

/** OpenAPI 3.0 `nullable` in the words of 3.1. */
function nullableToUnion(object: JsonObject): JsonObject {
  if (typeof object["nullable"] !== "boolean" || object["name"] !== undefined) return object;
  const rest = omit(object, ["nullable"]);
  if (!object["nullable"]) return rest;
  const type = rest["type"];
  if (typeof type === "string") {
    const values = rest["enum"];
    const nullableEnum =
      isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {};
    return { ...rest, type: [type, "null"], ...nullableEnum };
  }
  return { anyOf: [rest, { type: "null" }] };
}

function exclusiveBounds(object: JsonObject): JsonObject {
  const bound = (schema: JsonObject, exclusive: string, inclusive: string): JsonObject => {
    const value = schema[exclusive];
    if (typeof value !== "boolean") return schema;
    const limit = schema[inclusive];
    const rest = omit(schema, [exclusive]);
    return value && limit !== undefined ? { ...omit(rest, [inclusive]), [exclusive]: limit } : rest;
  };
  return bound(bound(object, "exclusiveMinimum", "minimum"), "exclusiveMaximum", "maximum");
}

/** Path-level parameters belong to every operation of the path unless it has its own of that name and place. */
function inheritParameters(
  document: Document,
  operation: JsonObject,
  pathItem: JsonObject,
): JsonObject {
  const own = arrayAt(operation, "parameters");
  const place = (parameter: Json): JsonObject => {
    const resolved = resolve(document, parameter);
    return isObject(resolved) ? { name: resolved["name"] ?? "", in: resolved["in"] ?? "" } : {};
  };
  const inherited = arrayAt(pathItem, "parameters").filter(
    (candidate) => !own.some((parameter) => sameJson(place(parameter), place(candidate))),
  );
  const parameters = [...inherited, ...own];
  return parameters.length === 0 ? omit(operation, ["parameters"]) : { ...operation, parameters };
}

/** Until the overlay has a better one, the words of the operationId. */
function summarise({ id, object }: Operation): JsonObject {
  return { summary: summaryFromId(id), ...object };
}

export function summaryFromId(operationId: string): string {
  const words = operationId
    .replaceAll("_", " ")
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function requireBody(document: Document, operation: JsonObject): JsonObject {
  const body = resolve(document, operation["requestBody"]);
  if (!isObject(body) || body["required"] === true) return operation;
  const demanding = Object.values(objectAt(body, "content")).some((media) => {
    const schema = resolve(document, isObject(media) ? media["schema"] : undefined);
    return isObject(schema) && arrayAt(schema, "required").length > 0;
  });
  return demanding ? { ...operation, requestBody: { ...body, required: true } } : operation;
}

function rejectDanglingReferences(document: Document): void {
  rewrite(document, (object) => {
    const reference = stringAt(object, "$ref");
    if (reference !== undefined && resolve(document, object) === undefined) {
      throw new Problem(`The reference ${reference} points at nothing: is the document truncated?`);
    }
    return object;
  });
}
