import type { Findings, Location } from "../findings.js";
import { operationsOf, resolve, type Document } from "../document/document.js";
import {
  isObject,
  mapValues,
  objectAt,
  omit,
  stringAt,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { isJson } from "../document/envelope.js";
import { payloadName, webhookTypeOf } from "./deliveries.js";
import { labelOf } from "../document/operation-names.js";
import { pascalCase } from "../document/entity-map.js";

interface Context {
  readonly findings: Findings;
  readonly at: (...path: readonly string[]) => Location;
  /** operationId → label, as entities.yaml remembers them. */
  readonly operations: ReadonlyMap<string, string>;
}

/**
 * What is published where a name or a schema belongs, and is none, is named and replaced: every operation gets an
 * operationId of its own, and every schema is one.
 */
export function checkPublished(document: Document, context: Context): Document {
  return withSchemas(withoutForeignMedia(withOperationIds(document, context), context), context);
}

function withOperationIds(document: Document, { findings, at, operations }: Context): Document {
  const owners = new Map<string, string>();
  const paths = new Map(Object.entries(objectAt(document, "paths")));
  for (const { path, method, object } of operationsOf(document)) {
    const label = labelOf({ path, method });
    const published = stringAt(object, "operationId");
    const owner = published === undefined ? undefined : owners.get(published);
    if (published !== undefined && owner === undefined) {
      owners.set(published, label);
      continue;
    }
    const id = ownId(label, operations, owners);
    owners.set(id, label);
    const item = objectAt(document, "paths")[path];
    const current = paths.get(path) ?? item ?? {};
    if (isObject(current))
      paths.set(path, { ...current, [method]: { ...object, operationId: id } });
    const place = ["paths", path, method];
    findings.add({
      subject: published ?? label,
      problem:
        published === undefined
          ? "has no operationId."
          : `is the operationId of ${owner ?? ""} and of ${label}.`,
      now: `${label} is called ${id}`,
      at: [at(...place, ...(published === undefined ? [] : ["operationId"]))],
      advice: "Ask Talkable for an operationId of its own, since the types go by it.",
    });
  }
  return { ...document, paths: Object.fromEntries(paths) };
}

function ownId(
  label: string,
  operations: ReadonlyMap<string, string>,
  taken: ReadonlyMap<string, string>,
): string {
  const [remembered] = [...operations].find((one) => one[1] === label && !taken.has(one[0])) ?? [];
  if (remembered !== undefined) return remembered;
  const name = pascalCase(label.toLowerCase());
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Where a schema belongs, JSON Schema takes an object or a boolean. */
function withSchemas(document: Document, { findings, at }: Context): Document {
  const check = (schema: Json, path: readonly string[], name: string): Json => {
    if (typeof schema === "boolean") return {};
    if (!isObject(schema)) {
      findings.add({
        subject: subjectOf(name),
        problem: "is published with a value where its schema belongs, so its type is unknown.",
        now: JSON.stringify(schema),
        at: [at(...path)],
        advice: "Ask Talkable for the schema, or `refine` it in the facts.",
      });
      return {};
    }
    if (isDangling(document, schema)) {
      findings.add({
        subject: subjectOf(name),
        problem: "refers to a schema that is not published, so its type is unknown.",
        now: stringAt(schema, "$ref"),
        at: [at(...path, "$ref")],
        advice: "Ask Talkable for the schema, or `refine` it in the facts.",
      });
      return {};
    }
    if (schema["properties"] === undefined && schema["items"] === undefined) return schema;
    const inner = (member: Json, key: string): Json =>
      check(member, [...path, "properties", key], `${name}.${key}`);
    return {
      ...schema,
      ...(isObject(schema["properties"])
        ? { properties: mapValues(schema["properties"], inner) }
        : {}),
      ...(schema["items"] === undefined
        ? {}
        : { items: check(schema["items"], [...path, "items"], `${name}[]`) }),
    };
  };
  const checkMedia = (holder: JsonObject, path: readonly string[], name: string): JsonObject => {
    const content = mapValues(objectAt(holder, "content"), (media, type) =>
      isObject(media) && media["schema"] !== undefined
        ? { ...media, schema: check(media["schema"], [...path, "content", type, "schema"], name) }
        : media,
    );
    return Object.keys(content).length === 0 ? holder : { ...holder, content };
  };
  const components = objectAt(document, "components");
  const schemas = mapValues(objectAt(components, "schemas"), (schema, name) =>
    check(schema, ["components", "schemas", name], name),
  );
  const paths = mapValues(objectAt(document, "paths"), (item, path) => {
    if (!isObject(item)) return item;
    return mapValues(item, (operation, method) => {
      if (!isObject(operation)) return operation;
      const place = ["paths", path, method];
      const label = `${method.toUpperCase()} ${path}`;
      const body = operation["requestBody"];
      const parameters = operation["parameters"];
      return {
        ...operation,
        ...(isObject(body)
          ? { requestBody: checkMedia(body, [...place, "requestBody"], `${label}, body`) }
          : {}),
        ...(Array.isArray(parameters)
          ? { parameters: parameters.map((one: Json, index) => checkParameter(one, index)) }
          : {}),
      };
      function checkParameter(parameter: Json, index: number): Json {
        if (!isObject(parameter) || parameter["schema"] === undefined) return parameter;
        const called = `${stringAt(parameter, "in") ?? ""} parameter ${stringAt(parameter, "name") ?? ""}`;
        const where = [...place, "parameters", String(index), "schema"];
        return { ...parameter, schema: check(parameter["schema"], where, `${label}, ${called}`) };
      }
    });
  });
  const checked = { ...document, paths };
  return "schemas" in components ? { ...checked, components: { ...components, schemas } } : checked;
}

/** What the report calls a place: the payload of a webhook becomes a component. */
function subjectOf(name: string): string {
  const [, path, member] = /^POST (\S+), body\.payload\.(.+)$/.exec(name) ?? [];
  const type = path === undefined ? undefined : webhookTypeOf(path);
  if (type !== undefined && member !== undefined) return `${payloadName(type)}.${member}`;
  return name.replace(", body.", ", body member ");
}

function isDangling(document: Document, schema: JsonObject): boolean {
  const reference = stringAt(schema, "$ref");
  if (reference === undefined || !reference.startsWith("#")) return false;
  return resolve(document, { $ref: reference.replace(/^#(?!\/)/, "#/") }) === undefined;
}

/** Operations that the client could not call are left out; answers that it could not read are named. */
function withoutForeignMedia(document: Document, { findings, at }: Context): Document {
  const paths = mapValues(objectAt(document, "paths"), (item, path) => {
    const operations = operationsOf({ paths: { [path]: item } });
    const foreign = operations.filter(({ method, object }) => {
      const sent = Object.keys(objectAt(objectAt(object, "requestBody"), "content"));
      const body = ["paths", path, method, "requestBody", "content"];
      const canSend = sent.length === 0 || sent.some((type) => isJson(type) || isMultipart(type));
      const [first = ""] = sent;
      if (!canSend) {
        findings.add({
          subject: labelOf({ path, method }),
          problem: `takes ${first}, which the client cannot send, so it is left out.`,
          at: [at(...body, first)],
          advice: "Teach src/request/body.ts to send it.",
        });
      }
      for (const [status, response] of Object.entries(objectAt(object, "responses"))) {
        const read = Object.keys(isObject(response) ? objectAt(response, "content") : {});
        const [one] = read;
        if (!status.startsWith("2") || one === undefined || read.some(isJson)) continue;
        findings.add({
          subject: labelOf({ path, method }),
          problem: `answers with ${one}, which the client cannot read.`,
          at: [at("paths", path, method, "responses", status, "content", one)],
          advice: "Teach src/ to read it.",
        });
      }
      return !canSend;
    });
    return isObject(item)
      ? omit(
          item,
          foreign.map(({ method }) => method),
        )
      : item;
  });
  return { ...document, paths };
}

function isMultipart(mediaType: string): boolean {
  return mediaType.startsWith("multipart/form-data");
}
