import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { operationsOf, pointer, type Document } from "./document/document.js";
import { describeExample, type Example } from "./document/examples.js";
import { stringAt, type Json, type JsonObject } from "./document/json.js";
import { messageOf, Problem } from "./problem.js";

/** A published example that does not fit the final schema. */
export interface Conflict {
  readonly example: Example;
  /** Where the schema of the answer stands. */
  readonly schemaPath: readonly string[];
  /** Which member of the example does not fit. */
  readonly member: readonly string[];
  readonly message: string;
}

/** Every conflict between published examples and the final schemas. */
export function exampleConflicts(document: Document, examples: readonly Example[]): Conflict[] {
  const validate = validatorOf(document);
  const operations = new Map(operationsOf(document).map((operation) => [operation.id, operation]));
  return examples.flatMap((example): Conflict[] => {
    const operation = operations.get(example.operationId);
    if (operation === undefined) return [];
    const { path, method } = operation;
    const media = ["responses", example.status, "content", example.mediaType, "schema"];
    const schemaPath = ["paths", path, method, ...media];
    return validate(pointer(...schemaPath), example.value).map(({ member, message }) => ({
      example,
      schemaPath,
      member,
      message: `${describeExample(example)}: ${message}`,
    }));
  });
}

export interface Invalid {
  readonly member: readonly string[];
  readonly message: string;
}

/** Validates a value against the schema at a JSON pointer of the document; returns what does not fit. */
export function validatorOf(document: Document): (schemaPointer: string, value: Json) => Invalid[] {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    // Most schemas are used for a value or two: faster code would take longer to make than it saves.
    inlineRefs: false,
    code: { optimize: false },
  });
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  return (schemaPointer, value) => {
    const validate = compile(ajv, schemaPointer);
    return validate(value) ? [] : (validate.errors ?? []).map(invalid);
  };
}

function compile(ajv: Ajv2020, schemaPointer: string): ValidateFunction {
  try {
    return ajv.compile({ $ref: `document${encodeURI(schemaPointer)}` });
  } catch (error) {
    throw new Problem(`${schemaPointer}: the schema is not valid (${messageOf(error)})`);
  }
}

function invalid(error: ErrorObject): Invalid {
  const { instancePath, message = "is invalid" } = error;
  const field = instancePath === "" ? "the whole value" : instancePath;
  const params = error.params as JsonObject;
  const detail = stringAt(params, "additionalProperty");
  const missing = stringAt(params, "missingProperty");
  const segments = instancePath.split("/").slice(1);
  const member = segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  return {
    member: missing === undefined ? member : [...member, missing],
    message: `${field} ${message}${detail === undefined ? "" : ` (${detail})`}`,
  };
}

export interface LintProblem {
  readonly pointer: string;
  readonly message: string;
}

/** What a linter holds against a document. */
export async function lint(document: Document, file: string): Promise<LintProblem[]> {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // Nine operations document no error, and what the server answers then is not ours to invent.
      "operation-4xx-response": "off",
      "no-server-example.com": "off",
      "tag-description": "off",
      "info-license": "off",
      "info-license-url": "off",
      // The vendor may publish a component before anything refers to it.
      "no-unused-components": "off",
    },
  });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: file,
    config,
  });
  return problems
    .map(({ message, location, ruleId }) => ({
      pointer: location[0]?.pointer ?? "",
      message: `${message} (${ruleId})`,
    }))
    .filter(({ pointer: place }) => !isNamedLikeBuiltIn(place));
}

/** The linter takes a member that is called `constructor` for that of its own objects. */
function isNamedLikeBuiltIn(place: string): boolean {
  return place.split("/").some((segment) => segment in Object.prototype);
}
