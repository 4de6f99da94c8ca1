import { createHash } from "node:crypto";
import { operationsOf, type Document } from "../document/document.js";
import { isArray, isObject, type Json, type JsonObject } from "../document/json.js";

/** A hash of the words that are published about each operation, by operationId: the words themselves are not ours to keep. */
export function proseHashes(document: Document): JsonObject {
  return Object.fromEntries(
    operationsOf(document).map(({ id, object }) => {
      const words = proseIn(object).join("\n").replaceAll(/\s+/g, " ");
      return [id, createHash("sha256").update(words).digest("hex").slice(0, 12)];
    }),
  );
}

/** The operations whose words are others than before. */
export function reworded(previous: JsonObject, next: JsonObject): string[] {
  return Object.keys(next).filter((id) => id in previous && previous[id] !== next[id]);
}

const prose: ReadonlySet<string> = new Set(["summary", "description"]);

function proseIn(value: Json): string[] {
  if (isArray(value)) return value.flatMap(proseIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    // What examples hold is data.
    if (key === "example" || key === "examples") return [];
    return prose.has(key) && typeof member === "string" ? [member] : proseIn(member);
  });
}
