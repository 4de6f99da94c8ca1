import { createHash } from "node:crypto";
import type { Example } from "../document/examples.js";
import { isObject, stringAt, type JsonObject } from "../document/json.js";

/** Hashes of the error messages that are published for each operation, in one text by operationId. */
export function errorHashes(examples: readonly Example[]): JsonObject {
  const hashes = new Map<string, Set<string>>();
  for (const { operationId, message } of messagesIn(examples)) {
    hashes.set(operationId, (hashes.get(operationId) ?? new Set()).add(hashOf(message)));
  }
  return Object.fromEntries(
    [...hashes].map(([id, all]) => [id, [...all].sort().join(" ")] as const),
  );
}

/** The messages that an operation did not have before, by which callers may tell failures apart. */
export function newMessages(
  previous: JsonObject | undefined,
  examples: readonly Example[],
  labelOf: (operationId: string) => string,
): string[] {
  if (previous === undefined) return [];
  const fresh = messagesIn(examples)
    .filter(
      ({ operationId, message }) =>
        !(stringAt(previous, operationId) ?? "").includes(hashOf(message)),
    )
    .map(
      ({ operationId, message }) =>
        `${labelOf(operationId)}: new error message: ${masked(message)}`,
    );
  return [...new Set(fresh)];
}

function messagesIn(examples: readonly Example[]): { operationId: string; message: string }[] {
  return examples.flatMap(({ operationId, value }) => {
    const message = isObject(value) ? stringAt(value, "error_message") : undefined;
    return message === undefined ? [] : [{ operationId, message }];
  });
}

function hashOf(message: string): string {
  return createHash("sha256").update(message).digest("hex").slice(0, 12);
}

/** Addresses of people stay out of reports. */
function masked(message: string): string {
  return message.replaceAll(/\S*@\S*/g, "…");
}
