import { mapOperations, withSchemas, type Document, type Operation } from "./document/document.js";
import type { EntityMap } from "./document/entity-map.js";
import type { Example } from "./document/examples.js";
import { isObject, mapValues, objectAt, type Json, type JsonObject } from "./document/json.js";
import type { MembersOf, Misfit } from "./infer/likeness.js";
import { completeAnswers, type Beyond, type Suggested } from "./infer/published-schema.js";
import { emptyShape, Observer, type Shape, type Shapes, type Tag } from "./infer/shape.js";

/** Whether an entity was seen in any example. */
type Known = (entity: string) => boolean;

const errorEnvelope = "ErrorEnvelope";

export interface Inferred {
  readonly document: Document;
  /** Where each entity was seen first. */
  readonly seenAt: ReadonlyMap<string, readonly string[]>;
  readonly beyond: readonly Beyond[];
  readonly misfits: readonly Misfit[];
}

/**
 * Gives every response the schema that its published examples support.
 *
 * @param rememberedId - the operationId that entities.yaml has for an operation
 */
export function infer(
  document: Document,
  examples: readonly Example[],
  map: EntityMap,
  rememberedId: (operationId: string) => string = (id) => id,
  membersOf?: MembersOf,
): Inferred {
  const observer = new Observer(map, membersOf);
  const envelopes = new Map<string, Shape>();
  for (const example of examples) {
    if (!isSuccess(example.status) && isRefusal(example.value)) {
      if (isObject(example.value)) {
        observer.observeEntity(errorEnvelope, example.value, example.path);
      }
      continue;
    }
    const key = envelopeKey(example.operationId, example.status, example.mediaType);
    const shape = envelopes.get(key) ?? emptyShape();
    envelopes.set(key, shape);
    const context = rememberedId(example.operationId);
    observer.observe(shape, example.value, context, "", example.path);
  }
  const { entities, variants } = observer.shapes;
  const known = (name: string): boolean => entities.has(name) || variants.has(name);
  const suggested: Suggested = (operationId, status, mediaType) => {
    const shape = envelopes.get(envelopeKey(operationId, status, mediaType));
    return shape && envelopeSchema(shape, isSuccess(status), known);
  };
  const withEntities = withSchemas(document, entitySchemas(observer.shapes, map, known));
  const { document: completed, beyond } = completeAnswers(withEntities, suggested);
  const typed = mapOperations(completed, (operation) =>
    typeResponses(operation, (status, mediaType) =>
      isSuccess(status)
        ? (suggested(operation.id, status, mediaType) ?? {})
        : (suggested(operation.id, status, mediaType) ?? reference(errorEnvelope)),
    ),
  );
  return {
    document: typed,
    seenAt: observer.seenAt,
    beyond,
    misfits: [...observer.misfits.values()],
  };
}

/** An error without the usual message is an answer of its own. */
function isRefusal(value: Json): boolean {
  return isObject(value) && "error_message" in value;
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function envelopeKey(operationId: string, status: string, mediaType: string): string {
  return `${operationId} ${status} ${mediaType}`;
}

function typeResponses(
  operation: Operation,
  schemaFor: (status: string, mediaType: string) => JsonObject,
): JsonObject {
  const responses = mapValues(objectAt(operation.object, "responses"), (response, status) => {
    if (!isObject(response) || response["$ref"] !== undefined) return response;
    const published = objectAt(response, "content");
    const content =
      !isSuccess(status) && Object.keys(published).length === 0
        ? { "application/json": {} }
        : published;
    const typed = mapValues(content, (media, mediaType) =>
      isObject(media) && media["schema"] === undefined
        ? { ...media, schema: schemaFor(status, mediaType) }
        : media,
    );
    return { ...response, content: typed };
  });
  return { ...operation.object, responses };
}

/** `ok` is the one value that is taken literally: it tells the two envelopes apart. */
function envelopeSchema(shape: Shape, ok: boolean, known: Known): JsonObject {
  const schema = schemaOf(shape, known);
  if (!shape.members.has("ok")) return schema;
  const properties = { ...objectAt(schema, "properties"), ok: { type: "boolean", const: ok } };
  return { ...schema, properties };
}

function entitySchemas({ entities, variants }: Shapes, map: EntityMap, known: Known): JsonObject {
  const schemas = new Map<string, JsonObject>();
  for (const [name, shape] of entities) {
    schemas.set(
      name,
      name === errorEnvelope ? envelopeSchema(shape, false, known) : schemaOf(shape, known),
    );
  }
  for (const [entity, names] of variants) {
    const property = map.discriminatorOf(entity) ?? "";
    for (const [name, tag] of names) {
      schemas.set(name, withTag(schemas.get(name) ?? {}, property, tag));
    }
    schemas.set(entity, unionOf(property, names));
  }
  return Object.fromEntries(schemas);
}

function withTag(schema: JsonObject, property: string, tag: Tag): JsonObject {
  if (typeof tag === "object" && tag !== null) return schema;
  const literal = tag === null ? { type: "null" } : { type: typeof tag, const: tag };
  const properties = { ...objectAt(schema, "properties"), [property]: literal };
  return { ...schema, properties };
}

/** OpenAPI knows discriminators that are strings; other variants tell themselves apart by their schemas. */
function unionOf(propertyName: string, variants: ReadonlyMap<string, Tag>): JsonObject {
  const oneOf = [...variants.keys()].sort().map(reference);
  const mapping: [string, string][] = [];
  for (const [name, tag] of variants) {
    if (typeof tag === "string") mapping.push([tag, reference(name).$ref]);
  }
  if (mapping.length < variants.size) return { oneOf };
  return { oneOf, discriminator: { propertyName, mapping: Object.fromEntries(mapping) } };
}

function reference(entity: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${entity}` };
}

/** The JSON Schema of a shape; `{}` (unknown) where nothing but null was ever seen. */
function schemaOf(shape: Shape, known: Known): JsonObject {
  const types = primitiveTypes(shape);
  const structures: JsonObject[] = [...shape.entities].sort().map(reference);
  if (shape.objects > 0) structures.push(objectSchema(shape, known));
  if (shape.mapValues !== undefined) {
    structures.push({ type: "object", additionalProperties: schemaOf(shape.mapValues, known) });
  }
  if (shape.items !== undefined)
    structures.push({ type: "array", items: schemaOf(shape.items, known) });
  if (types.length > 0) structures.push(primitiveSchema(types, shape));
  if (structures.length === 0 && shape.expected !== undefined && known(shape.expected)) {
    structures.push(reference(shape.expected));
  }
  return shape.nulls > 0 ? nullable(structures) : alternatives(structures);
}

function primitiveTypes(shape: Shape): string[] {
  const seen = [
    ["string", shape.strings],
    ["number", shape.numbers],
    ["boolean", shape.booleans],
  ] as const;
  return seen.filter(([, count]) => count > 0).map(([type]) => type);
}

function primitiveSchema(types: readonly string[], shape: Shape): JsonObject {
  const [only, ...others] = types;
  if (only === undefined || others.length > 0) return { type: types };
  const isDateTime = only === "string" && shape.dateTimes === shape.strings;
  return isDateTime ? { type: only, format: "date-time" } : { type: only };
}

function objectSchema(shape: Shape, known: Known): JsonObject {
  const properties = [...shape.members].map(
    ([name, member]) => [name, schemaOf(member.shape, known)] as const,
  );
  const required = [...shape.members]
    .filter(([, member]) => member.seen === shape.objects)
    .map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
}

function alternatives(schemas: readonly JsonObject[]): JsonObject {
  const [only, ...others] = schemas;
  if (only === undefined) return {};
  return others.length === 0 ? only : { anyOf: schemas };
}

function nullable(schemas: readonly JsonObject[]): JsonObject {
  const [only, ...others] = schemas;
  if (only === undefined) return {};
  const type: Json | undefined = only["type"];
  if (others.length > 0 || type === undefined) return { anyOf: [...schemas, { type: "null" }] };
  return { ...only, type: [...(typeof type === "string" ? [type] : [type].flat()), "null"] };
}
