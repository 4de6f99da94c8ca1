import { describe, expect, test } from "vitest";
import { describeType, typeOf } from "../../scripts/changes/schema-type.js";
import type { Json } from "../../scripts/document/json.js";
import { documentOf, number, object, text, thing } from "./support/documents.js";

const document = documentOf({
  schemas: { Thing: object({ name: text }), Either: { anyOf: [thing, text] } },
});
const either = { $ref: "#/components/schemas/Either" };

describe("the type of a schema reads as it is written in TypeScript", () => {
  test.each<[string, Json | undefined]>([
    ["string", text],
    ["number", { type: "integer" }],
    ["string | null", { type: ["null", "string"] }],
    ["Blob | File", { type: "string", format: "binary" }],
    ['"a" | "b"', { type: "string", enum: ["a", "b"] }],
    ['"paid"', { const: "paid" }],
    ["string", { type: "string", enum: ["a"], "x-open-enum": true }],
    ["string", { "x-extensible-enum": ["a"] }],
    ["string[]", { type: "array", items: text }],
    ["unknown[]", { type: "array" }],
    ["(string | null)[]", { items: { type: ["string", "null"] } }],
    ["object", object({ a: text })],
    ["Record<string, number>", { additionalProperties: number }],
    ["Record<string, unknown>", { type: "object" }],
    ["Record<string, unknown>", { type: "object", additionalProperties: false }],
    ["Thing", thing],
    ["Thing | null", { anyOf: [thing, { type: "null" }] }],
    ["Thing | string", { anyOf: [either] }],
    ["object", { allOf: [thing, object({ age: number })] }],
    ["object", { ...object({ email: text }), anyOf: [{ required: ["email"] }] }],
    ["unknown", { anyOf: [{}, text] }],
    ["unknown", {}],
    ["unknown", undefined],
  ])("%s", (type, schema) => {
    expect(describeType(document, schema)).toBe(type);
  });

  test("known values of open sets restrict nothing, and are known", () => {
    const open = typeOf(document, { type: "string", enum: ["a"], "x-open-enum": true });
    expect([...open.knownValues]).toEqual(['"a"']);
    expect([...open.scalars]).toEqual(["string"]);
    const extensible = typeOf(document, { "x-extensible-enum": ["b"] });
    expect([...extensible.knownValues]).toEqual(['"b"']);
  });
});
