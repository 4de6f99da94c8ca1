import { describe, expect, test } from "vitest";
import { applyEvidence } from "../../scripts/evidence/apply-evidence.js";
import { evidenceYaml } from "../../scripts/evidence/evidence-file.js";
import type { Evidence } from "../../scripts/evidence/evidence.js";
import { observe } from "../../scripts/evidence/observe.js";
import { disclosureOf } from "../../src/check/disclosure.js";
import { objectAt, type Json, type JsonObject } from "../../src/check/json.js";
import { readingOperations } from "../../src/check/plan.js";
import { Schemas } from "../../src/check/schema.js";

const day = "2026-02-03";

function documentOf(pet: JsonObject): JsonObject {
  const schema = {
    type: "object",
    required: ["pets"],
    properties: { pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } } },
  };
  const responses = { 200: { content: { "application/json": { schema } } } };
  return {
    paths: { "/pets": { get: { operationId: "listPets", responses } } },
    components: { schemas: { Pet: { type: "object", ...pet } } },
  };
}

function seen(document: JsonObject, ...pets: Json[]): Evidence {
  const [operation] = readingOperations(document);
  if (operation === undefined) throw new Error("no operation");
  const answers = [{ operation, status: 200, body: { pets }, isPassedOn: true }];
  const bodies = answers.map(({ body }) => body);
  return observe(answers, new Schemas(document), disclosureOf(document, bodies, []), day);
}

/** What becomes of the schema of a pet, once these were seen. */
function widened(pet: JsonObject, ...pets: Json[]): JsonObject {
  const document = documentOf(pet);
  const { document: after } = applyEvidence(document, seen(document, ...pets));
  return objectAt(objectAt(objectAt(after, "components"), "schemas"), "Pet");
}

describe("the file of evidence", () => {
  test("holds types, formats and presence, in an order of its own, and no value", () => {
    const document = documentOf({ properties: { name: { type: "string" }, born: {} } });
    const text = evidenceYaml(
      seen(document, { name: "Tom", born: "2020-01-31" }, { name: null, weight_total: 4.5 }),
    );
    expect(
      text
        .split("\n")
        .filter((line) => !line.startsWith("#"))
        .join("\n"),
    ).toBe(`date: ${day}
answers:
  listPets 200:
    types:
      - object
    objects: 1
    members:
      pets:
        seen: 1
        of: 1
        types:
          - array
        items:
          types:
            - object
schemas:
  Pet:
    types:
      - object
    objects: 2
    members:
      born:
        seen: 1
        of: 2
        types:
          - string
        formats:
          - date
      name:
        seen: 2
        of: 2
        types:
          - "null"
          - string
        formats:
          - text
      weight_total:
        seen: 1
        of: 2
        types:
          - number
`);
  });
});

describe("what was seen widens a schema", () => {
  const properties = { name: { type: "string" } };
  test.each<[string, JsonObject, Json[], JsonObject]>([
    [
      "null makes nullable",
      { properties },
      [{ name: null }],
      { properties: { name: { type: ["string", "null"] } } },
    ],
    [
      "absence makes optional",
      { properties, required: ["name"] },
      [{ name: "Tom" }, {}],
      { properties },
    ],
    [
      "an unknown member arrives typed, and optional",
      { properties, required: ["name"] },
      [{ name: "Tom", name_tags: [{ name: "T" }] }],
      {
        required: ["name"],
        properties: {
          ...properties,
          name_tags: {
            type: "array",
            items: {
              type: "object",
              properties: { name: { type: "string" } },
              required: ["name"],
            },
          },
        },
      },
    ],
    [
      "a member of unknown type gets one, and stays nullable, as nothing but null was published",
      { properties: { name: { description: "?" } } },
      [{ name: "2026-02-03T04:05:06Z" }],
      { properties: { name: { description: "?", type: ["string", "null"], format: "date-time" } } },
    ],
    [
      "a member that was null only stays unknown",
      { properties: { name: {} } },
      [{ name: null }],
      { properties: { name: {} } },
    ],
    [
      "a map of unknown keys tells none",
      { properties: {} },
      [{ friends: { bob: 1, cleo: 2 } }],
      { properties: { friends: { type: "object", additionalProperties: { type: "number" } } } },
    ],
    [
      "a name that is not told makes room for any",
      { properties },
      [{ name: "Tom", "tom@example.com": 1 }],
      { properties, additionalProperties: true },
    ],
    [
      "another type joins",
      { properties: { name: { type: "integer" } } },
      [{ name: 1.5 }, { name: "1" }],
      { properties: { name: { type: ["number", "string"] } } },
    ],
    [
      "another format ends a format",
      { properties: { name: { type: "string", format: "date" } } },
      [{ name: "yesterday" }],
      { properties: { name: { type: "string" } } },
    ],
    [
      "a new word joins the known ones",
      { properties: { name: { type: "string", "x-extensible-enum": ["Tom"] } } },
      [{ name: "Felix" }],
      { properties: { name: { type: "string", "x-extensible-enum": ["Tom", "Felix"] } } },
    ],
    [
      "a new value that is no word is not told",
      { properties: { name: { type: "string", enum: ["Tom"] } } },
      [{ name: "Tom the 2nd" }],
      {
        properties: {
          name: { type: "string", "x-extensible-enum": ["Tom"], "x-other-values": true },
        },
      },
    ],
    [
      "another kind of value becomes an alternative, and words stay in front",
      { properties: { name: { type: "string", enum: ["Tom"], description: "Its name." } } },
      [{ name: 7 }],
      {
        properties: {
          name: {
            description: "Its name.",
            anyOf: [{ type: "string", enum: ["Tom"] }, { type: "number" }],
          },
        },
      },
    ],
    [
      "an alternative joins those that there are",
      { properties: { name: { oneOf: [{ type: "string" }, { type: "boolean" }] } } },
      [{ name: [1] }],
      {
        properties: {
          name: {
            oneOf: [
              { type: "string" },
              { type: "boolean" },
              { type: "array", items: { type: "number" } },
            ],
          },
        },
      },
    ],
    [
      "a whole number beside a decimal is no other type",
      { properties: { name: { type: ["number", "null"] } } },
      [{ name: 1 }, { name: 1.5 }],
      { properties: { name: { type: ["number", "null"] } } },
    ],
    [
      "a new word joins a literal",
      { properties: { name: { type: "string", const: "Tom" } } },
      [{ name: "Felix" }],
      { properties: { name: { type: "string", enum: ["Tom", "Felix"] } } },
    ],
    [
      "room for any member stays room for any",
      { properties, additionalProperties: true },
      [{ name: "Tom", "tom@example.com": 1 }],
      { properties, additionalProperties: true },
    ],
    ["what fits changes nothing", { properties }, [{ name: "Tom" }], { properties }],
  ])("%s", (_, pet, pets, expected) => {
    expect(widened(pet, ...pets)).toEqual({ type: "object", ...expected });
  });

  test("schemas and operations that are gone are named", () => {
    const evidence = seen(documentOf({ properties }), { name: "Tom" });
    expect(applyEvidence({}, evidence).gone).toEqual(["Pet", "listPets 200"]);
  });
});
