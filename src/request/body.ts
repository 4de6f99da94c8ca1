import { type CallFacts, ConfigurationError } from "../errors/errors.js";
import { isRecord } from "../record.js";

/** A request body as `fetch` takes it, and the headers to send with it. */
export interface EncodedBody {
  readonly body: string | FormData;
  /** None for forms: the platform writes the content type with its boundary. */
  readonly headers?: { readonly "content-type": string };
}

export function encodeBody(
  encoding: "json" | "multipart",
  members: Readonly<Record<string, unknown>>,
  facts: CallFacts,
): EncodedBody {
  return encoding === "json"
    ? { body: toJson(members, facts), headers: { "content-type": "application/json" } }
    : { body: toFormData(members, facts) };
}

function toJson(members: Readonly<Record<string, unknown>>, facts: CallFacts): string {
  try {
    return JSON.stringify(members, finite);
  } catch {
    throw new ConfigurationError(
      "the body holds what JSON cannot: a cycle, a BigInt, or a number that is not finite.",
      facts,
    );
  }
}

/** JSON.stringify itself makes null of such numbers. */
function finite(_: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  throw new RangeError();
}

function toFormData(members: Readonly<Record<string, unknown>>, facts: CallFacts): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null) continue;
    if (value instanceof Blob) form.append(name, value);
    else if (isScalar(value)) form.append(name, String(value));
    else throw new ConfigurationError(`body.${name} has to be a Blob or a scalar.`, facts);
  }
  return form;
}

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The members of a body that was passed in; none when it was left out. */
export function membersOf(body: unknown, facts: CallFacts): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  if (isRecord(body) && Object.prototype.toString.call(body) === "[object Object]") return body;
  throw new ConfigurationError("the body has to be a plain object.", facts);
}
