import { listAt, memberAt, type Json, type JsonObject } from "../../../src/check/json.js";
import type { Operation } from "../../../src/check/plan.js";
import { Schemas } from "../../../src/check/schema.js";

/** An answer that shows all of a schema: every member, every variant in lists and maps, nothing empty. */
function sampleOf(document: JsonObject, schema: Json): Json {
  return samplesOf(new Schemas(document), schema)[0] ?? null;
}

/** The sample of an operation's success. */
export function successOf(document: JsonObject, operation: Operation): Json {
  const [, schema = {}] = [...operation.responses].find(([status]) => status === "200") ?? [];
  return sampleOf(document, schema);
}

/** One sample per variant. */
function samplesOf(schemas: Schemas, given: Json): Json[] {
  const schema = schemas.read(given);
  if (schema.variants.length > 0) {
    return schema.variants.flatMap((variant) => samplesOf(schemas, variant));
  }
  const [example] = listAt(schemas.resolve(given), "examples");
  const [type] = schema.types;
  const [value] = schema.closed ?? schema.known ?? [];
  if (value !== undefined) return [value];
  if (type === "array") return [samplesOf(schemas, schema.items ?? {})];
  if (type !== "object") return [leaf(example, type, schema.format)];
  const members = [...schema.members].map(([name, member]): [string, Json] => [
    name,
    samplesOf(schemas, member)[0] ?? null,
  ]);
  const { entries } = schema;
  const isMap = entries !== undefined && entries !== true && entries !== false;
  const values = isMap ? samplesOf(schemas, entries) : [];
  const entered = values.map((entry, index): [string, Json] => [`entry_${index}`, entry]);
  return [Object.fromEntries([...members, ...entered])];
}

function leaf(
  example: Json | undefined,
  type: string | undefined,
  format: string | undefined,
): Json {
  if (example !== undefined && example !== null) return example;
  if (type === "integer" || type === "number") return 7;
  if (type === "boolean") return true;
  if (type !== "string") return null;
  const byFormat: JsonObject = {
    "date-time": "2026-02-03T04:05:06.000+01:00",
    date: "2026-02-03",
    email: "ann@example.com",
    uri: "https://shop.example.com/x/an4n2x",
  };
  return memberAt(byFormat, format ?? "") ?? "something";
}
