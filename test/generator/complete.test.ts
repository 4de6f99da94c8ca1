import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../scripts/document/json.js";
import { Completer } from "../../scripts/words/complete.js";
import { documentOf, number, object, text } from "./support/documents.js";
import { schemas } from "./support/schemas.js";

const pets = documentOf({
  schemas: {
    Cat: {
      ...object({ kind: { const: "cat" }, lives: number }, ["kind"]),
      examples: [{ lives: 9 }],
    },
    Dog: object({ kind: { const: "dog" }, barks: { type: "boolean" } }, ["kind", "barks"]),
    Any: {},
    Twins: object({ other: { $ref: "#/components/schemas/Twins" } }, ["other"]),
  },
});
const cat = { $ref: "#/components/schemas/Cat" };
const dog = { $ref: "#/components/schemas/Dog" };

const complete = (schema: Json, value?: Json): Json => new Completer(pets).complete(schema, value);

describe("a value of our own, where there is none", () => {
  test.each<[string, Json, Json]>([
    ["text", text, "text"],
    ["a whole number", { type: "integer" }, 1],
    ["a number that is large enough", { type: "number", minimum: 5 }, 5],
    ["a truth value", { type: "boolean" }, true],
    ["null, where nothing else is allowed", { type: "null" }, null],
    ["what may be null has a value", { type: ["null", "string"] }, "text"],
    ["a literal", { const: "paid" }, "paid"],
    ["a value of a closed set", { enum: ["a", "b"] }, "a"],
    ["a known value of an open set", { "x-extensible-enum": ["new", "old"] }, "new"],
    ["an address", { type: "string", format: "email" }, "ann@example.com"],
    ["text of a format that has no value of ours", { type: "string", format: "ipv4" }, "text"],
    ["one item of a list", { type: "array", items: text }, ["text"]],
    ["one item of what is a list by its items", { items: number }, [1]],
    ["an object by its members", { properties: { a: text }, required: ["a"] }, { a: "text" }],
    ["an empty object by its entries", { additionalProperties: text }, {}],
    ["the example of a component", cat, { lives: 9, kind: "cat" }],
    ["the first alternative", { anyOf: [dog, cat] }, { kind: "dog", barks: true }],
    [
      "all parts together",
      { allOf: [dog, object({ age: number }, ["age"])] },
      { kind: "dog", barks: true, age: 1 },
    ],
    ["nothing that is known", {}, null],
    ["no schema", true, null],
    ["a reference into nothing", { $ref: "#/components/schemas/Bird" }, null],
  ])("%s", (_, schema, value) => {
    expect(complete(schema, undefined)).toEqual(value);
  });
});

describe("a value of the example's", () => {
  test.each<[string, Json, Json, Json]>([
    ["stays where it fits", { type: "string", format: "date" }, "2026-01-31", "2026-01-31"],
    ["gives way where it does not", { type: "string", format: "date" }, "soon", "2026-03-02"],
    ["stays where nothing is known", {}, "soon", "soon"],
    ["stays null where null is allowed", { type: ["string", "null"] }, null, null],
    ["stays a list, each item made to fit", { type: "array", items: number }, [3, "x"], [3, 1]],
    ["gives way to an object", object({ a: text }, ["a"]), [1], { a: "text" }],
    ["loses members that are gone", object({ a: text }), { a: "x", b: "y" }, { a: "x" }],
    ["keeps entries", { type: "object", additionalProperties: number }, { b: 2 }, { b: 2 }],
    [
      "keeps to the alternative that it is",
      { oneOf: [cat, dog] },
      { kind: "dog", barks: false },
      { kind: "dog", barks: false },
    ],
    [
      "is completed as the alternative that its literals name",
      { oneOf: [cat, dog] },
      { kind: "dog" },
      { kind: "dog", barks: true },
    ],
  ])("%s", (_, schema, value, expected) => {
    expect(complete(schema, value)).toEqual(expected);
  });
});

test("a schema that needs itself comes to an end", () => {
  expect(JSON.stringify(complete({ $ref: "#/components/schemas/Twins" }))).toMatch(/^\{"other":/);
});

test("whatever the schema and the value, what is made of them fits", () => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  addFormats.default(ajv);
  fc.assert(
    fc.property(schemas, fc.option(fc.jsonValue(), { nil: undefined }), (schema, value) => {
      const made = complete(schema, value as Json | undefined);
      expect(ajv.validate(schema, made), JSON.stringify(made)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
