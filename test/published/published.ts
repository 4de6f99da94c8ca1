import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Example } from "../../scripts/document/examples.js";
import { isObject, stringAt, type Json } from "../../scripts/document/json.js";

/** Talkable's documents as published, where a checkout has them beside it; users never need them. */
export const publishedDocs: string = fileURLToPath(
  new URL("../../../shared/api-docs", import.meta.url),
);

export const isPublishedHere: boolean = existsSync(`${publishedDocs}/v2/openapi.yaml`);

/** The name of a suite over the published documents, which says so when it is skipped. */
export function suiteName(name: string): string {
  return isPublishedHere
    ? name
    : `${name} (skipped: the published documents are not beside the checkout)`;
}

export function successExamples(examples: readonly Example[]): Example[] {
  return examples.filter((example) => example.status.startsWith("2"));
}

/** The unwrapped `result` of a success example; undefined where the envelope has none. */
export function resultOf(example: Example): Json | undefined {
  return isObject(example.value) ? example.value["result"] : undefined;
}

/** The `error_message` of an error example. */
export function errorMessageOf(example: Example): string | undefined {
  return isObject(example.value) ? stringAt(example.value, "error_message") : undefined;
}
