import { describe, expect, test } from "vitest";
import { compare } from "../../src/check/compare.js";
import type { Json } from "../../src/check/json.js";
import { Schemas } from "../../src/check/schema.js";

const card = {
  type: "object",
  required: ["kind", "number"],
  properties: { kind: { const: "card" }, number: { type: "string" } },
};
const cash = {
  type: "object",
  required: ["kind"],
  properties: { kind: { const: "cash" }, coins: { type: "integer" } },
};
const other = {
  type: "object",
  properties: { kind: { type: "string", not: { enum: ["card", "cash"] } } },
};
const schemas = new Schemas({
  components: {
    schemas: {
      Card: card,
      Loop: { $ref: "#/components/schemas/Loop" },
      Page: { required: ["page"], properties: { page: { type: "integer" } } },
      "a/b~c": { type: "boolean" },
    },
  },
});

/** What differs: path, kind, what was expected and what was seen. */
function differences(schema: Json, value: Json): string[] {
  return compare(schemas, schema, value).findings.map(({ path, kind, expected, seen }) =>
    [path, kind, expected, seen].join(" | "),
  );
}

test.each<[string, Json, Json]>([
  ["anything, without a schema", {}, { a: [1, null] }],
  ["a whole number for a number", { type: "number" }, 1],
  ["the least and the most", { type: "number", minimum: 1, maximum: 1 }, 1],
  ["a text of a range that is for numbers", { type: ["string", "number"], minimum: 5 }, "1"],
  ["a number of a format that is for texts", { type: ["string", "number"], format: "date" }, 1],
  ["a text without a format", { type: "string" }, "2026"],
  ["null of a set, where null is a type", { type: ["string", "null"], enum: ["a"] }, null],
  ["a value of a set", { type: "integer", enum: [1, 2] }, 2],
  ["a value that is the site's own", { "x-extensible-enum": ["a"], "x-other-values": true }, "b"],
  ["a member, where no type is said", { required: [] }, { a: 1 }],
  ["entries of any name", { type: "object", additionalProperties: true }, { a: 1, b: "x" }],
  [
    "entries of the names described",
    { type: "object", additionalProperties: {}, propertyNames: { pattern: "^\\p{L}+$" } },
    { größe: 1 },
  ],
  ["an empty list", { type: "array", items: { type: "string" } }, []],
  ["a reference to what there is not", { $ref: "#/components/schemas/Nothing" }, 1],
  ["a reference that goes round", { $ref: "#/components/schemas/Loop" }, 1],
  ["a reference with escaped characters", { $ref: "#/components/schemas/a~1b~0c" }, true],
  ["the variant that its literal tells", { oneOf: [cash, card] }, { kind: "card", number: "1" }],
  ["the variant for other literals", { oneOf: [cash, card, other] }, { kind: "cheque" }],
  ["either variant of no object", { anyOf: [card, { type: "null" }] }, null],
  ["what is of no variant's literal, but of any type", { oneOf: [card, {}] }, 7],
  ["variants below variants", { anyOf: [{ oneOf: [card, cash] }] }, { kind: "cash", coins: 2 }],
])("nothing differs: %s", (_, schema, value) => {
  expect(differences(schema, value)).toEqual([]);
});

test.each<[string, Json, Json, string[]]>([
  ["below a least", { minimum: 1 }, 0, ["$ | range | at least 1 | less"]],
  ["above a most", { maximum: 5 }, 6, ["$ | range | at most 5 | more"]],
  ["below a range", { minimum: 1, maximum: 5 }, 0, ["$ | range | 1 to 5 | less"]],
  ["above a range", { minimum: 1, maximum: 5 }, 5.1, ["$ | range | 1 to 5 | more"]],
  ["another format", { format: "date" }, "today", ["$ | format | date | text"]],
  ["another type", { type: ["array", "boolean"] }, "x", ["$ | type | list or boolean | text"]],
  ["a list", { type: "object" }, [], ["$ | type | object | list"]],
  ["a fraction", { type: "integer" }, 1.5, ["$ | type | integer | number"]],
  ["null", { type: "string", format: "date" }, null, ["$ | null | date | null"]],
  [
    "a number as text",
    { type: "number" },
    " -1.5 ",
    ["$ | number as text | number | number as text"],
  ],
  [
    "a number as text, for a text",
    { type: "boolean" },
    "1",
    ["$ | type | boolean | number as text"],
  ],
  ["another value", { enum: [1, 2] }, 3, ["$ | other value | one of 2 known values | integer"]],
  ["another literal", { const: "a" }, "b", ['$ | other value | "a" | text']],
  ["another literal than null", { const: null }, 1, ["$ | other value | null | integer"]],
  [
    "a new value",
    { enum: ["a", "b"], "x-open-enum": true },
    "c",
    ["$ | new value | one of 2 known values | text"],
  ],
  [
    "a new value, by our own list",
    { "x-extensible-enum": ["a", "b"] },
    "c",
    ["$ | new value | one of 2 known values | text"],
  ],
  [
    "an unknown member",
    { type: "object" },
    { a: 1 },
    ["$ | unknown member | no such member | integer"],
  ],
  [
    "an unknown member, explicitly",
    { type: "object", additionalProperties: false },
    { a: [] },
    ["$ | unknown member | no such member | list"],
  ],
  [
    "a missing member",
    { properties: { a: {} }, required: ["a"] },
    {},
    ["$.a | missing member | in every answer | absent"],
  ],
  [
    "a key and its value",
    {
      type: "object",
      additionalProperties: { type: "string" },
      propertyNames: { pattern: "^a" },
    },
    { b: 1 },
    ["$.* | key | ^a | another key", "$.* | type | text | integer"],
  ],
  [
    "an item",
    { items: { items: { type: "string" } } },
    [["a"], [1]],
    ["$[*][*] | type | text | integer"],
  ],
  [
    "what all parts say",
    { allOf: [{ $ref: "#/components/schemas/Page" }, { properties: { total: { minimum: 0 } } }] },
    { total: -1, more: 1 },
    [
      "$.page | missing member | in every answer | absent",
      "$.total | range | at least 0 | less",
      "$ | unknown member | no such member | integer",
    ],
  ],
  [
    "what one part says",
    { allOf: [{ type: "number" }, { minimum: 1 }, { maximum: 3 }] },
    4,
    ["$ | range | 1 to 3 | more"],
  ],
  [
    "the items of a part",
    { allOf: [{ type: "array", items: { const: 1 } }] },
    [2],
    ["$[*] | other value | 1 | integer"],
  ],
  [
    "the entries of a part",
    { allOf: [{ type: "object", additionalProperties: { type: "null" } }] },
    { a: 1 },
    ["$.* | type | null | integer"],
  ],
  ["the format of a part", { allOf: [{ format: "email" }] }, "x", ["$ | format | email | text"]],
  [
    "the values of a part",
    { allOf: [{ "x-extensible-enum": ["a"] }] },
    "b",
    ['$ | new value | "a" | text'],
  ],
  ["the literal of a part", { allOf: [{ enum: ["a"] }] }, "b", ['$ | other value | "a" | text']],
  [
    "the variants of a part",
    { allOf: [{ anyOf: [card, { type: "null" }] }] },
    1,
    ["$ | type | object or null | integer"],
  ],
  [
    "the variant that its literal tells",
    { oneOf: [card, cash, other] },
    { kind: "card" },
    ["$.number | missing member | in every answer | absent"],
  ],
  [
    "the nearest variant, where no literal fits",
    { oneOf: [card, cash] },
    { kind: "cheque" },
    ['$.kind | other value | "cash" | text'],
  ],
  [
    "a value of no variant's type",
    { oneOf: [card, { type: "null" }] },
    "x",
    ["$ | type | object or null | text"],
  ],
])("what differs is said: %s", (_, schema, value, expected) => {
  expect(differences(schema, value)).toEqual(expected);
});

describe("what came is kept apart from what may be shown of it", () => {
  test("the name of an unknown member", () => {
    const { findings } = compare(schemas, { type: "object" }, { "ann@example.com": 1 });
    expect(findings).toMatchObject([{ path: "$", name: "ann@example.com" }]);
  });

  test("a new value, if it is text", () => {
    const { findings } = compare(schemas, { enum: ["a"] }, "b");
    expect(findings).toMatchObject([{ value: "b" }]);
    const [finding] = compare(schemas, { enum: ["a"] }, 1).findings;
    expect(finding).not.toHaveProperty("value");
  });
});

test.each<[Json, number]>([
  [[], 1],
  [{}, 1],
  [[[], [{}], "", 0], 2],
  [{ a: [], b: { c: {} } }, 2],
  [[1], 0],
])("lists and objects with nothing in them are counted: %j", (value, empty) => {
  const entries = {
    additionalProperties: { additionalProperties: true, type: ["object", "array"] },
  };
  const schema = { ...entries, type: ["object", "array"] };
  expect(compare(schemas, schema, value).empty).toBe(empty);
});
