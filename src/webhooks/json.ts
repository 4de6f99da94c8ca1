import { orParseError, WebhookParseError, WebhookVerificationError } from "./errors.js";

export type JsonObject = Record<string, unknown>;

/** What is being parsed, for error messages. */
export type Place = "body" | "payload" | "extras";

/**
 * An object, given as such or as JSON text. Strict where `JSON.parse` hides an ambiguity: of two members with the same
 * name it silently keeps the last.
 *
 * @throws {WebhookParseError} which does not quote the text, as the platform's own `SyntaxError` does.
 * @throws {WebhookVerificationError} when the body has two members named `key`.
 */
export function objectFrom(value: unknown, place: Place): JsonObject {
  const parsed = typeof value === "string" ? parse(value, place) : value;
  if (isObject(parsed)) return parsed;
  throw new WebhookParseError(`The ${place} must be a JSON object.`);
}

function isObject(value: unknown): value is JsonObject {
  return value instanceof Object && !Array.isArray(value);
}

function parse(json: string, place: Place): unknown {
  const [parsed, kept] = orParseError(() => {
    const value: unknown = JSON.parse(json);
    // Within the try, as on some platforms writing deeply nested values overflows the stack.
    return [value, JSON.stringify(value)] as const;
  }, `The ${place} must be valid JSON.`);
  if (/"(__proto__|constructor)":/.test(kept)) {
    throw new WebhookParseError(`The ${place} must not have a __proto__ or constructor member.`);
  }
  if (countMembers(json) !== countMembers(kept)) {
    const isKey = place === "body" && json.split(/"key"\s*:/).length > 2;
    const ErrorClass = isKey ? WebhookVerificationError : WebhookParseError;
    throw new ErrorClass(`The ${place} must not have two members of the same name.`);
  }
  return parsed;
}

/** Of valid JSON: one more, in fact, which does not matter for comparing. */
function countMembers(json: string): number {
  return json
    .replace(/\\./g, "")
    .replace(/"[^"]*"/g, "")
    .split(":").length;
}
