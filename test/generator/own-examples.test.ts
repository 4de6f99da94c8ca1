import { describe, expect, it } from "vitest";
import { examplesIn } from "../../scripts/document/examples.js";
import type { Json, JsonObject } from "../../scripts/document/json.js";
import { Problem } from "../../scripts/problem.js";
import { verifyExamples } from "../../scripts/verify.js";

const cat: JsonObject = {
  type: "object",
  required: ["name"],
  properties: { name: { type: "string" } },
};

function withSchema(schema: JsonObject): JsonObject {
  return { openapi: "3.1.0", paths: {}, components: { schemas: { cat: schema } } };
}

function withBody(media: JsonObject): JsonObject {
  const requestBody = { content: { "application/json": media } };
  return {
    openapi: "3.1.0",
    paths: { "/cats/{id}": { post: { operationId: "createCat", requestBody, responses: {} } } },
    components: { schemas: { cat } },
  };
}

const verify = (document: JsonObject) => (): void => {
  verifyExamples(document, [], "cats.overlay.yaml");
};

const right: Json = { name: "Tom" };
const wrong: Json = { name: 7 };
const reference = { $ref: "#/components/schemas/cat" };
const bodySchema = "#/paths/~1cats~1{id}/post/requestBody/content/application~1json/schema";

describe("an example of ours that fits its schema", () => {
  it.each([
    ["a component", withSchema({ ...cat, examples: [right] })],
    ["a body, inside its schema", withBody({ schema: { ...cat, examples: [right] } })],
    ["a body, by name", withBody({ schema: reference, examples: { tom: { value: right } } })],
    ["a body, alone", withBody({ schema: reference, example: right })],
  ])("passes: %s", (_, document) => {
    expect(examplesIn(document)).toHaveLength(1);
    expect(verify(document)).not.toThrow();
  });
});

describe("an example of ours that contradicts its schema", () => {
  it.each([
    ["a component", withSchema({ ...cat, examples: [wrong] }), "#/components/schemas/cat"],
    [
      "the second one",
      withSchema({ ...cat, examples: [right, wrong] }),
      "#/components/schemas/cat",
    ],
    [
      "a member",
      withSchema({ properties: { name: { type: "string", examples: [7] } } }),
      "#/components/schemas/cat/properties/name",
    ],
    ["a body, inside its schema", withBody({ schema: { ...cat, examples: [wrong] } }), bodySchema],
    [
      "a body, by name",
      withBody({ schema: reference, examples: { tom: { value: wrong } } }),
      bodySchema,
    ],
    ["a body, alone", withBody({ schema: reference, example: wrong }), bodySchema],
    [
      "an item",
      withBody({ schema: { anyOf: [{ type: "array", items: { ...cat, examples: [wrong] } }] } }),
      `${bodySchema}/anyOf/0/items`,
    ],
  ])("fails the run and names the schema and the overlay: %s", (_, document, schemaPointer) => {
    expect(verify(document)).toThrow(Problem);
    expect(verify(document)).toThrow("cats.overlay.yaml");
    expect(verify(document)).toThrow(`our example at ${schemaPointer}: `);
  });
});

describe("what only looks like an example", () => {
  it("is no example: a property of that name, or data inside one", () => {
    const properties = { examples: { type: "array", items: { type: "string" } } };
    const document = withSchema({ properties, examples: [{ examples: ["a"] }] });
    expect(examplesIn(document)).toEqual([
      { schemaPointer: "#/components/schemas/cat", value: { examples: ["a"] } },
    ]);
  });
});
