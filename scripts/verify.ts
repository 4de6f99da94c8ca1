import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { operationsOf, pointer, type Document } from "./document/document.js";
import { describeExample, examplesIn, type Example } from "./document/examples.js";
import { stringAt, type Json, type JsonObject } from "./document/json.js";
import { messageOf, Problem } from "./problem.js";

/** Fails unless every published example, and every example of ours, validates against the final schemas. */
export function verifyExamples(
  document: Document,
  examples: readonly Example[],
  overlayFile: string,
): void {
  const validate = validatorOf(document);
  const conflicts: string[] = [];
  const paths = new Map(
    operationsOf(document).map(({ id, path, method }) => [id, { path, method }]),
  );
  for (const example of examples) {
    const operation = paths.get(example.operationId);
    if (operation === undefined) {
      conflicts.push(`${describeExample(example)}: the final document has no such operation`);
      continue;
    }
    const { path, method } = operation;
    const media = ["responses", example.status, "content", example.mediaType, "schema"];
    const errors = validate(pointer("paths", path, method, ...media), example.value);
    for (const error of errors) conflicts.push(`${describeExample(example)}: ${error}`);
  }
  for (const { schemaPointer, value } of examplesIn(document)) {
    for (const error of validate(schemaPointer, value)) {
      conflicts.push(`our example at ${schemaPointer}: ${error}`);
    }
  }
  if (conflicts.length > 0) {
    throw new Problem(
      `Examples contradict the final schema; look at the actions of ${overlayFile} that touch these fields:\n${conflicts.map((line) => `  ${line}`).join("\n")}`,
    );
  }
}

/** Validates a value against the schema at a JSON pointer of the document; returns one line per conflict. */
export function validatorOf(document: Document): (schemaPointer: string, value: Json) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  return (schemaPointer, value) => {
    const validate = compile(ajv, schemaPointer);
    return validate(value) ? [] : (validate.errors ?? []).map(describeError);
  };
}

function compile(ajv: Ajv2020, schemaPointer: string): ValidateFunction {
  try {
    return ajv.compile({ $ref: `document${encodeURI(schemaPointer)}` });
  } catch (error) {
    throw new Problem(`${schemaPointer}: the schema is not valid (${messageOf(error)})`);
  }
}

function describeError(error: ErrorObject): string {
  const field = error.instancePath === "" ? "the whole value" : error.instancePath;
  const detail = stringAt(error.params as JsonObject, "additionalProperty");
  return `${field} ${error.message ?? "is invalid"}${detail === undefined ? "" : ` (${detail})`}`;
}

/** Fails unless the document lints clean. */
export async function verifyLint(document: Document, file: string): Promise<void> {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // Nine operations document no error, and what the server answers then is not ours to invent.
      "operation-4xx-response": "off",
      "no-server-example.com": "off",
      "tag-description": "off",
      "info-license": "off",
      "info-license-url": "off",
    },
  });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: file,
    config,
  });
  if (problems.length > 0) {
    const lines = problems.map(({ message, location, ruleId }) => {
      return `  ${location[0]?.pointer ?? ""}: ${message} (${ruleId})`;
    });
    throw new Problem(`${file} does not lint clean:\n${lines.join("\n")}`);
  }
}
