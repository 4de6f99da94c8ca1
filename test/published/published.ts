import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

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
