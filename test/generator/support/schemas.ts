import fc from "fast-check";
import type { JsonObject } from "../../../scripts/document/json.js";

const scalar = fc.constantFrom<JsonObject>(
  { type: "string" },
  { type: "number" },
  { type: "boolean" },
  { type: ["string", "null"] },
  { type: "string", enum: ["a", "b"] },
  { type: "string", enum: ["a", "b", "c"] },
  { type: "string", "x-extensible-enum": ["a", "b"] },
  { type: "object" },
  {},
);

/** Schemas of every make that the generator writes, few enough names for two of them to have much in common. */
export const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => {
  const part = tie("schema");
  const object = fc
    .record({
      properties: fc.dictionary(fc.constantFrom("a", "b", "c"), part, { maxKeys: 3 }),
      required: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
    })
    .map(({ properties, required }): JsonObject => {
      const present = required.filter((name) => name in properties);
      return { type: "object", properties, required: present };
    });
  const composed = fc.oneof(
    object,
    part.map((items): JsonObject => ({ type: "array", items })),
    part.map((values): JsonObject => ({ type: "object", additionalProperties: values })),
    fc.array(part, { minLength: 2, maxLength: 3 }).map((anyOf): JsonObject => ({ anyOf })),
  );
  return { schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, composed) };
}).schema;
