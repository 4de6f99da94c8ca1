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
  isObject,
  mapValues,
  objectAt,
  omit,
  sameJson,
  stringAt,
  valueAt,
  type Json,
  type JsonObject,
} from "./document/json.js";
import type { Example } from "./document/examples.js";
import type { Published } from "./document/published.js";
import { repairSchema } from "./normalise/repair-schema.js";
import { Problem } from "./problem.js";

export interface Normalised {
  /** OpenAPI 3.1, self-contained, without upstream prose and examples. */
  readonly document: Document;
  /** The response examples, as published. */
  readonly examples: readonly Example[];
  /** Shared schemas that the document refers to and that are published nowhere. */
  readonly missingSchemas: readonly string[];
}

/** Repairs a published document by classes of defect, so that the next publish with the same habits passes as well. */
export function normalise(
  { document: published, examples }: Published,
  sharedSchemas?: JsonObject,
): Normalised {
  const siblings = stringAt(published, "openapi")?.startsWith("3.0.") === true ? "drop" : "keep";
  const localised = rewrite(published, (object) => localReference(object, siblings));
  const { document, missingSchemas } = embedShared(localised, published, sharedSchemas);
  const bare = rewrite(document, (object) => repairSchema(withoutProse(object)));
  const operations = mapOperations(bare, (operation, pathItem) =>
    requireBody(bare, inlineShared(bare, inheritParameters(bare, summarise(operation), pathItem))),
  );
  const paths = mapValues(objectAt(operations, "paths"), (item) =>
    isObject(item) ? omit(item, ["parameters"]) : item,
  );
  const info = {
    ...objectAt(bare, "info"),
    title: stringAt(objectAt(published, "info"), "title") ?? "",
  };
  const components = omit(objectAt(operations, "components"), ["requestBodies", "responses"]);
  const result = { ...operations, openapi: "3.1.0", info, paths, components };
  rejectDanglingReferences(result);
  return { document: result, examples, missingSchemas };
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
): Omit<Normalised, "examples"> {
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
  const embedded = [...names].map((name) => [name, valueAt(available, name) ?? {}] as const);
  return {
    document: withSchemas(document, Object.fromEntries(embedded)),
    missingSchemas: [...names].filter((name) => valueAt(available, name) === undefined).sort(),
  };
}

/** Descriptions, summaries and example values are not ours to publish, and change with every upstream release. */
const prose = [
  ...["title", "description", "summary", "example", "examples"],
  ...["externalDocs", "contact", "$comment"],
];

function withoutProse(object: JsonObject): JsonObject {
  const extensions = Object.keys(object).filter((name) => name.startsWith("x-"));
  return omit(object, [...prose, ...extensions]);
}

/**
 * Request bodies and responses that several operations share stand in each of them: an example or an
 * fact is about one.
 */
function inlineShared(document: Document, operation: JsonObject): JsonObject {
  const responses = mapValues(objectAt(operation, "responses"), (value, status) => {
    const response = resolve(document, value) ?? value;
    // OpenAPI requires a description, and a null is what 15 published responses have.
    return isObject(response)
      ? { description: responseDescription(status), ...response }
      : response;
  });
  const requestBody = resolve(document, operation["requestBody"]) ?? operation["requestBody"];
  return { ...operation, responses, ...(requestBody === undefined ? {} : { requestBody }) };
}

function responseDescription(status: string): string {
  return status.startsWith("2") ? "Success." : "The request was refused.";
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

/** Until our words have a better one, the words of the operationId. */
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
  const body = operation["requestBody"];
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
