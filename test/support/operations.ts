import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { operationsOf } from "../../scripts/document/document.js";
import { isObject } from "../../scripts/document/json.js";
import { type Operation, operationOf } from "../../src/operation.js";

const file = new URL("../../openapi/v2.yaml", import.meta.url);
const document: unknown = parse(readFileSync(file, "utf8"));

/** Every operation of `openapi/v2.yaml`, as the client has it. */
export const publishedOperations: readonly Operation[] = operationsOf(
  isObject(document) ? document : {},
).map(({ method, path }) => operationOf(method.toUpperCase(), path));
