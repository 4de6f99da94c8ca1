import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Document, operationsOf } from "../../scripts/document/document.js";
import { type Operation, operationOf } from "../../src/operation.js";

const file = new URL("../../openapi/v2.yaml", import.meta.url);
const document: Document = parse(readFileSync(file, "utf8"));

/** Every operation of `openapi/v2.yaml`, as the client has it. */
export const publishedOperations: readonly Operation[] = operationsOf(document).map(
  ({ method, path }) => operationOf(method.toUpperCase(), path),
);
