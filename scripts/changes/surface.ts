import { operationsOf, resolve, type Document, type Operation } from "../document/document.js";
import { arrayAt, isObject, objectAt, stringAt } from "../document/json.js";
import type { Json, JsonObject } from "../document/json.js";
import { memberOf, successSchemas } from "../document/envelope.js";
import { mustBePassed } from "../document/required.js";

/** What somebody who imports the package passes to an operation and gets from it. */
export interface Surface {
  /** `GET /api/v2/campaigns`, or the `type` of a webhook. */
  readonly label: string;
  readonly operationId: string;
  readonly summary: string | undefined;
  readonly isDeprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  /** What is handed out: the `result` of an answer, or the delivery of a webhook. */
  readonly answer: Answer;
  /** Every response by its status. */
  readonly responses: JsonObject;
}

export interface Parameter {
  /** Such as `query parameter limit`. */
  readonly label: string;
  /** The component it is; undefined for one described in place. */
  readonly component: string | undefined;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly schema: Json | undefined;
}

export interface Body {
  readonly required: boolean;
  readonly mediaType: string;
  readonly schema: Json | undefined;
}

export interface Answer {
  /** `result`; empty where the whole value is handed out. */
  readonly path: string;
  /** Undefined when there is nothing to hand out. */
  readonly schema: Json | undefined;
}

/** How a document comes out of the package. */
export interface PublicFace {
  readonly title: string;
  readonly surfaces: (document: Document) => Surface[];
  /** Whether operationIds and components are exported by their names. */
  readonly exportsNames: boolean;
}

export const publicFaces: { readonly v2: PublicFace; readonly webhooks: PublicFace } = {
  v2: { title: "REST API", surfaces: apiSurfaces, exportsNames: true },
  webhooks: { title: "Webhooks", surfaces: webhookSurfaces, exportsNames: false },
};

function apiSurfaces(document: Document): Surface[] {
  return operationsOf(document).map((operation) => ({
    label: `${operation.method.toUpperCase()} ${operation.path}`,
    operationId: operation.id,
    summary: stringAt(operation.object, "summary"),
    isDeprecated: operation.object["deprecated"] === true,
    parameters: arrayAt(operation.object, "parameters").flatMap((parameter) =>
      readParameter(document, parameter),
    ),
    body: bodyOf(document, operation),
    answer: { path: "result", schema: resultOf(document, operation) },
    responses: objectAt(operation.object, "responses"),
  }));
}

/** What the API sends to a webhook is what its receiver is handed. */
function webhookSurfaces(document: Document): Surface[] {
  return operationsOf(document).map((operation) => {
    const delivery = bodyOf(document, operation)?.schema;
    const resolved = resolve(document, delivery);
    const properties = isObject(resolved) ? objectAt(resolved, "properties") : {};
    return {
      label: stringAt(objectAt(properties, "type"), "const") ?? operation.id,
      operationId: operation.id,
      summary: stringAt(operation.object, "summary"),
      isDeprecated: operation.object["deprecated"] === true,
      parameters: [],
      body: undefined,
      answer: { path: "", schema: delivery },
      // What a receiver answers is no part of a delivery.
      responses: {},
    };
  });
}

/** A parameter, or nothing where the reference is broken. */
export function readParameter(document: Document, parameter: Json): Parameter[] {
  const resolved = resolve(document, parameter);
  if (!isObject(resolved)) return [];
  const reference = isObject(parameter) ? stringAt(parameter, "$ref") : undefined;
  const name = stringAt(resolved, "name") ?? "";
  return [
    {
      label: `${stringAt(resolved, "in") ?? ""} parameter ${name}`,
      component: reference?.replace("#/components/parameters/", ""),
      // The client fills it in, so no caller has to.
      required: resolved["required"] === true && name !== "site_slug",
      description: stringAt(resolved, "description"),
      isDeprecated: resolved["deprecated"] === true,
      schema: resolved["schema"],
    },
  ];
}

function bodyOf(document: Document, { object }: Operation): Body | undefined {
  const body = resolve(document, object["requestBody"]);
  if (!isObject(body)) return undefined;
  const [mediaType = "", media] = firstContent(body);
  const { schema } = media;
  const required = body["required"] === true && mustBePassed(resolve(document, schema));
  return { required, mediaType, schema };
}

/** The result of every success: a union where there are several. */
function resultOf(document: Document, operation: Operation): Json | undefined {
  const results = successSchemas(document, operation).flatMap((envelope) => {
    const isUnknown = Object.keys(envelope).length === 0;
    return (isUnknown ? {} : memberOf(document, envelope, "result")) ?? [];
  });
  return results.length > 1 ? { anyOf: results } : results[0];
}

function firstContent(holder: JsonObject): [string | undefined, JsonObject] {
  const [first] = Object.entries(objectAt(holder, "content"));
  return [first?.[0], first !== undefined && isObject(first[1]) ? first[1] : {}];
}
