import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { operationsOf, type Document } from "../../scripts/document/document.js";
import type { EntityMap } from "../../scripts/document/entity-map.js";
import type { Example } from "../../scripts/document/examples.js";
import { unknownFields } from "../../scripts/report/unknown-fields.js";
import { infer } from "../../scripts/infer.js";
import { objectAt, type Json } from "../../scripts/document/json.js";
import { validatorOf } from "../../scripts/verify.js";
import { entityMap } from "./support/sources.js";

const noEntities = entityMap({});

function mapOf(yaml: string): EntityMap {
  return entityMap(parse(yaml) as Json);
}

/** A document with the operations `one` and `two`, and examples of what their `result` was. */
function inferred(results: { one?: Json[]; two?: Json[] }, map: EntityMap = noEntities): Document {
  const operation = (operationId: string): Json => ({
    operationId,
    responses: {
      "200": { description: "", content: { "application/json": {} } },
      "400": { description: "" },
    },
  });
  const document: Document = {
    openapi: "3.1.0",
    paths: { "/one": { get: operation("one") }, "/two": { get: operation("two") } },
  };
  const examples = Object.entries(results).flatMap(([operationId, values]) =>
    values.map((result) => example(operationId, "200", { ok: true, result })),
  );
  const refusal = example("one", "400", { ok: false, error_message: "No" });
  return infer(document, [...examples, refusal], map).document;
}

function example(operationId: string, status: string, value: Json): Example {
  return { operationId, status, mediaType: "application/json", name: "example", value, path: [] };
}

function resultSchema(document: Document, operationId: "one" | "two" = "one"): Json | undefined {
  const operation = operationsOf(document).find(({ id }) => id === operationId)?.object ?? {};
  const path = ["responses", "200", "content", "application/json", "schema", "properties"];
  return path.reduce(objectAt, operation)["result"];
}

describe("a member", () => {
  test("is required when every example has it, optional otherwise", () => {
    expect(resultSchema(inferred({ one: [{ a: 1, b: 2 }, { a: 1 }] }))).toEqual({
      type: "object",
      properties: { a: { type: "number" }, b: { type: "number" } },
      required: ["a"],
    });
  });

  test.each<[string, Json[], unknown]>([
    ["null beside a value makes it nullable", ["x", null], { type: ["string", "null"] }],
    ["only ever null leaves it unknown", [null, null], {}],
    ["integers and decimals are both numbers", [1, 2.5], { type: "number" }],
    ["no enum comes from few values", ["on", "on"], { type: "string" }],
    ["two types make a union", ["x", 1], { type: ["string", "number"] }],
    [
      "a date-time in every value is noted",
      ["2026-01-02T03:04:05.000-07:00", "2026-01-02T03:04:05Z"],
      { type: "string", format: "date-time" },
    ],
    ["a date-time in some values is not", ["2026-01-02T03:04:05Z", "soon"], { type: "string" }],
    [
      "an object or nothing",
      [{ a: true }, null],
      { type: ["object", "null"], properties: { a: { type: "boolean" } }, required: ["a"] },
    ],
    ["an empty list has items of unknown type", [[]], { type: "array", items: {} }],
    [
      "lists merge their items",
      [[1], [null]],
      { type: "array", items: { type: ["number", "null"] } },
    ],
  ])("%s", (_name, values, expected) => {
    const document = inferred({ one: values.map((field) => ({ field })) });
    expect(resultSchema(document)).toHaveProperty("properties.field", expected);
  });
});

describe("an entity", () => {
  const map = mapOf("entities: {Reward: [reward, rewards], Person: [person], Coupon: [coupon]}");

  test("is one component wherever it appears, merged over all operations", () => {
    const document = inferred(
      { one: [{ reward: { id: 1, note: null } }], two: [{ rewards: [{ id: 2, note: "x" }] }] },
      map,
    );
    const reference = { $ref: "#/components/schemas/Reward" };
    expect(resultSchema(document)).toMatchObject({ properties: { reward: reference } });
    expect(resultSchema(document, "two")).toMatchObject({
      properties: { rewards: { type: "array", items: reference } },
    });
    expect(document).toHaveProperty("components.schemas.Reward", {
      type: "object",
      properties: { id: { type: "number" }, note: { type: ["string", "null"] } },
      required: ["id", "note"],
    });
  });

  test("may be null in one place without being null in others", () => {
    const document = inferred({ one: [{ reward: null }, { reward: { id: 1 } }] }, map);
    expect(resultSchema(document)).toMatchObject({
      properties: {
        reward: { anyOf: [{ $ref: "#/components/schemas/Reward" }, { type: "null" }] },
      },
    });
  });

  test("is known by the name of its property where only null or an empty list was seen", () => {
    const document = inferred(
      { one: [{ reward: null, rewards: [] }], two: [{ reward: { id: 1 } }] },
      map,
    );
    expect(resultSchema(document)).toMatchObject({
      properties: {
        reward: { anyOf: [{ $ref: "#/components/schemas/Reward" }, { type: "null" }] },
        rewards: { items: { $ref: "#/components/schemas/Reward" } },
      },
    });
  });

  test("that no example ever showed is not made up", () => {
    expect(resultSchema(inferred({ one: [{ coupon: null }] }, map))).toHaveProperty(
      "properties.coupon",
      {},
    );
  });

  test("can be told by operation or by the entity around it", () => {
    const specific = mapOf(
      "entities: {Person: [person], Dossier: [two.person], Entry: [Dossier.items]}",
    );
    const document = inferred(
      { one: [{ person: { a: 1 } }], two: [{ person: { items: [{ b: 1 }] } }] },
      specific,
    );
    expect(document).toMatchObject({
      components: {
        schemas: {
          Person: { required: ["a"] },
          Dossier: { properties: { items: { items: { $ref: "#/components/schemas/Entry" } } } },
          Entry: { required: ["b"] },
        },
      },
    });
  });

  test("can be the whole result, or its items", () => {
    const document = inferred(
      { one: [{ id: 1 }], two: [[{ id: 1 }]] },
      mapOf("entities: {Thing: [one.result, two.result]}"),
    );
    expect(resultSchema(document)).toEqual({ $ref: "#/components/schemas/Thing" });
    expect(resultSchema(document, "two")).toEqual({
      type: "array",
      items: { $ref: "#/components/schemas/Thing" },
    });
  });
});

test("variants of an entity form a union told apart by their discriminator", () => {
  const map = mapOf(`
entities: {Origin: [origin]}
variants: {Origin: {discriminator: type, names: {Purchase: PurchaseOrigin}}}`);
  const document = inferred(
    { one: [{ origin: { type: "Purchase", order: "1" } }, { origin: { type: "sign_up" } }] },
    map,
  );
  expect(document).toMatchObject({
    components: {
      schemas: {
        Origin: {
          oneOf: [
            { $ref: "#/components/schemas/PurchaseOrigin" },
            { $ref: "#/components/schemas/SignUpOrigin" },
          ],
          discriminator: { propertyName: "type" },
        },
        PurchaseOrigin: {
          properties: { type: { const: "Purchase" } },
          required: ["type", "order"],
        },
        SignUpOrigin: { properties: { type: { const: "sign_up" } }, required: ["type"] },
      },
    },
  });
});

test("objects whose keys are data become maps, also of entities", () => {
  const map = mapOf("entities: {Incentive: [incentives]}\nkeyedMaps: [incentives, counts]");
  const document = inferred(
    {
      one: [
        { counts: { total: 1 }, incentives: { click: { id: 1 } } },
        { counts: {}, incentives: {} },
      ],
    },
    map,
  );
  expect(resultSchema(document)).toMatchObject({
    properties: {
      counts: { type: "object", additionalProperties: { type: "number" } },
      incentives: { additionalProperties: { $ref: "#/components/schemas/Incentive" } },
    },
  });
});

describe("the envelope", () => {
  test("of a success has ok: true and its result, of an error is one shared component", () => {
    const document = inferred({ one: [1] });
    expect(document).toMatchObject({
      paths: {
        "/one": {
          get: {
            responses: {
              "200": {
                content: {
                  "application/json": {
                    schema: { properties: { ok: { const: true } }, required: ["ok", "result"] },
                  },
                },
              },
              "400": {
                content: {
                  "application/json": { schema: { $ref: "#/components/schemas/ErrorEnvelope" } },
                },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          ErrorEnvelope: {
            properties: { ok: { const: false }, error_message: { type: "string" } },
            required: ["ok", "error_message"],
          },
        },
      },
    });
  });

  test("without a result in its examples has none", () => {
    const { document } = infer(
      {
        paths: {
          "/one": {
            get: {
              operationId: "one",
              responses: { "200": { content: { "application/json": {} } } },
            },
          },
        },
      },
      [example("one", "200", { ok: true })],
      noEntities,
    );
    expect(JSON.stringify(document)).not.toContain('"result"');
  });

  test("keeps a schema that upstream publishes after all", () => {
    const schema = { type: "object", properties: { ok: { type: "boolean" } } };
    const operation = {
      operationId: "one",
      responses: { "200": { content: { "application/json": { schema } } } },
    };
    const document = { paths: { "/one": { get: operation } } };
    expect(infer(document, [], noEntities).document).toMatchObject(document);
  });
});

test("what is of unknown type is listed with its place", () => {
  const map = mapOf("entities: {Person: [person]}");
  const document = inferred(
    { one: [{ person: { a: null, list: [], b: { c: null } } }], two: [{ d: null }] },
    map,
  );
  expect(unknownFields(document)).toEqual([
    "Person.a",
    "Person.b.c",
    "Person.list[]",
    "two 200.result.d",
  ]);
});

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, 1.5, "text", "2026-01-02T03:04:05Z"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "person", "counts"), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

test("every example validates against what was inferred from all of them", () => {
  const map = mapOf("entities: {Person: [person]}\nkeyedMaps: [counts]");
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 4 }), (values) => {
      const validate = validatorOf(inferred({ one: values }, map));
      const schema = "#/paths/~1one/get/responses/200/content/application~1json/schema";
      for (const result of values) expect(validate(schema, { ok: true, result })).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
