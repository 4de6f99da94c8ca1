import { operationsOf, resolve, rewrite, type Document } from "../document/document.js";
import { memberOf, successSchemas } from "../document/envelope.js";
import {
  isArray,
  isObject,
  objectAt,
  omit,
  stringAt,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { webhookOf } from "../normalise/deliveries.js";
import { Completer } from "../words/complete.js";

/** What requests may hold, and an example of all that comes back. */
export function testingDeclarations(v2: Document, webhooks: Document): string {
  return `import type { Json, JsonObject } from "../src/check/json.js";

/** The part of openapi/v2.yaml that says what requests may hold. */
export const requests: JsonObject = ${JSON.stringify(requestsOf(v2))};

/** What an operation answers by the document's examples. */
export interface ExampleAnswer {
  readonly status: number;
  /** Absent when a success is \`{ok: true}\` alone. */
  readonly result?: Json;
}

/** The example of every operation, by HTTP method and path template. */
export const answers: Readonly<Record<string, ExampleAnswer>> = ${JSON.stringify(answersOf(v2))};

/** A payload of every webhook, by its \`type\`. */
export const payloads: JsonObject = ${JSON.stringify(payloadsOf(webhooks))};
`;
}

/** What says nothing of what a request may hold. A set of values that may grow is such a thing. */
const mute = ["description", "summary", "examples", "default", "deprecated", "discriminator"];
const openSets = ["x-extensible-enum", "x-open-enum", "x-other-values"];

/** The part of the document that requests are held against. */
function requestsOf(document: Document): JsonObject {
  const lean = rewrite(document, (object) => {
    const kept = omit(object, [...mute, ...openSets]);
    const open = object["x-open-enum"] === true ? omit(kept, ["enum"]) : kept;
    // Other members are allowed where nothing is said, by JSON Schema; the comparison takes them to be refused.
    return "properties" in open ? { additionalProperties: true, ...open } : open;
  });
  const paths: Record<string, JsonObject> = {};
  for (const { path, method, object } of operationsOf(lean)) {
    const { parameters = [], requestBody } = object;
    const request = { parameters, ...(requestBody === undefined ? {} : { requestBody }) };
    paths[path] = { ...paths[path], [method]: request };
  }
  return { paths, components: reachable(lean, paths) };
}

/** The components that a value refers to, and those that they refer to. */
function reachable(document: Document, start: Json): JsonObject {
  const found = new Map<string, Map<string, Json>>();
  const visit = (value: Json): void => {
    if (isArray(value)) value.forEach(visit);
    if (!isObject(value)) return;
    const reference = stringAt(value, "$ref") ?? "";
    const [, group, name] = /^#\/components\/(\w+)\/([^/]+)$/.exec(reference) ?? [];
    if (group !== undefined && name !== undefined && found.get(group)?.has(name) !== true) {
      const target = objectAt(objectAt(document, "components"), group)[name] ?? {};
      found.set(group, (found.get(group) ?? new Map<string, Json>()).set(name, target));
      visit(target);
    }
    Object.values(value).forEach(visit);
  };
  visit(start);
  return Object.fromEntries(
    [...found].map(([group, named]) => [group, Object.fromEntries([...named].sort(byName))]),
  );
}

function byName([a]: readonly [string, Json], [b]: readonly [string, Json]): number {
  return a < b ? -1 : 1;
}

/** What each operation answers by the document's examples: its status, and its result if it has one. */
function answersOf(document: Document): JsonObject {
  const completer = new Completer(document);
  return Object.fromEntries(
    operationsOf(document).map((operation) => {
      const statuses = Object.keys(objectAt(operation.object, "responses"));
      const status = Number(statuses.find((one) => /^2\d\d$/.test(one)) ?? 200);
      const [success] = successSchemas(document, operation);
      const result = success && memberOf(document, success, "result");
      const answer =
        result === undefined
          ? { status }
          : { status, result: completer.complete(result, undefined) };
      return [`${operation.method.toUpperCase()} ${operation.path}`, answer];
    }),
  );
}

/** A payload of each webhook, by its `type`. */
function payloadsOf(document: Document): JsonObject {
  const completer = new Completer(document);
  const payloads = operationsOf(document).flatMap(({ object }): [string, Json][] => {
    const webhook = webhookOf(object);
    if (webhook === undefined) return [];
    const reference = { $ref: `#/components/schemas/${webhook.payload}` };
    return resolve(document, reference) === undefined
      ? []
      : [[webhook.type, completer.complete(reference, undefined)]];
  });
  return Object.fromEntries(payloads.sort(byName));
}
