import { compareDocuments, type Change } from "../../../scripts/changes.js";
import type { Document } from "../../../scripts/document/document.js";
import type { JsonObject } from "../../../scripts/document/json.js";
import { publicFaces } from "../../../scripts/changes/surface.js";

export const text = { type: "string" };
export const number = { type: "number" };
export const thing = { $ref: "#/components/schemas/Thing" };

export function object(properties: JsonObject, required: string[] = []): JsonObject {
  return { type: "object", properties, required };
}

export interface Parts {
  readonly paths?: JsonObject;
  readonly schemas?: JsonObject;
  readonly parameters?: JsonObject;
}

export function documentOf({ paths = {}, schemas = {}, parameters = {} }: Parts): Document {
  return { openapi: "3.1.0", paths, components: { schemas, parameters } };
}

export function operation(operationId: string, parts: JsonObject = {}): JsonObject {
  return { operationId, summary: `Summary of ${operationId}.`, responses: {}, ...parts };
}

export function answers(result?: JsonObject): JsonObject {
  const ok = { type: "boolean", const: true };
  const schema = object(result === undefined ? { ok } : { ok, result }, ["ok"]);
  return { responses: { 200: { content: { "application/json": { schema } } } } };
}

export function takes(schema: JsonObject): JsonObject {
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

export function query(name: string, parts: JsonObject = {}): JsonObject {
  return { name, in: "query", schema: text, ...parts };
}

/** `Thing` is only ever read. */
export function reading(schema: JsonObject): Document {
  const get = operation("findThing", answers(thing));
  return documentOf({ paths: { "/thing": { get } }, schemas: { Thing: schema } });
}

/** `Thing` is only ever written. */
export function writing(schema: JsonObject): Document {
  const post = operation("createThing", {
    ...takes(object({ data: thing }, ["data"])),
    ...answers(),
  });
  return documentOf({ paths: { "/thing": { post } }, schemas: { Thing: schema } });
}

/** `Thing` is written and read. */
export function exchanging(schema: JsonObject): Document {
  const body = takes(object({ data: thing }, ["data"]));
  const put = operation("updateThing", { ...body, ...answers(thing) });
  return documentOf({ paths: { "/thing": { put } }, schemas: { Thing: schema } });
}

export function changes(previous: Document, next: Document): Change[] {
  return compareDocuments(previous, next, publicFaces.v2);
}
