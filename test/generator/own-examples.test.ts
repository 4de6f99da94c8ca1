import { describe, expect, it } from "vitest";
import { getAt } from "../../scripts/document/at.js";
import type { Json, JsonObject } from "../../scripts/document/json.js";
import { completeExamples } from "../../scripts/words/own-examples.js";

const text = { type: "string" };
const cat: JsonObject = { type: "object", required: ["name"], properties: { name: text } };
const reference = { $ref: "#/components/schemas/cat" };

function withSchemas(schemas: JsonObject): JsonObject {
  return { openapi: "3.1.0", paths: {}, components: { schemas } };
}

function completed(
  schema: JsonObject,
  more: JsonObject = {},
): { value: Json; mended: readonly string[] } {
  const { document, mended } = completeExamples(withSchemas({ pet: schema, ...more }));
  return {
    value: getAt(document, ["components", "schemas", "pet", "examples", "0"]) ?? null,
    mended,
  };
}

describe("an example of ours", () => {
  it.each<[string, JsonObject]>([
    ["an object", { ...cat, examples: [{ name: "Tom" }] }],
    ["null beside text", { type: ["string", "null"], examples: [null] }],
    ["an open map", { type: "object", additionalProperties: text, examples: [{ a: "b" }] }],
    ["the second kind of two", { anyOf: [text, { type: "integer" }], examples: [7] }],
    ["a list beside a text", { type: ["string", "array"], items: text, examples: [["a"]] }],
  ])("stays as it is where it fits: %s", (_, schema) => {
    expect(completed(schema)).toEqual({ value: (schema["examples"] as Json[])[0], mended: [] });
  });

  it("gets a required member that it lacks, of the member's type", () => {
    const properties = {
      ...{
        name: text,
        born: { ...text, format: "date-time" },
        lives: { type: "integer", minimum: 9 },
      },
      ...{
        kind: { ...text, "x-extensible-enum": ["tabby"] },
        tags: { type: "array", items: text },
      },
      nick: text,
    };
    const required = ["name", "born", "lives", "kind", "tags"];
    const { value, mended } = completed({
      ...cat,
      properties,
      required,
      examples: [{ name: "Tom" }],
    });
    expect(value).toEqual({
      name: "Tom",
      born: "2026-03-02T09:00:00.000Z",
      lives: 9,
      kind: "tabby",
      tags: ["text"],
    });
    expect(mended).toEqual(["pet"]);
  });

  it("is assembled from the examples of what it refers to", () => {
    const schema = {
      type: "object",
      required: ["cat"],
      properties: { cat: reference },
      examples: [{}],
    };
    const { value } = completed(schema, { cat: { ...cat, examples: [{ name: "Tom" }] } });
    expect(value).toEqual({ cat: { name: "Tom" } });
  });

  it("loses a member that is gone, and gets another value where its own does not fit any more", () => {
    const properties = { name: { type: "integer" } };
    const { value } = completed({ ...cat, properties, examples: [{ name: "Tom", nick: "T" }] });
    expect(value).toEqual({ name: 1 });
  });

  it("keeps to the kind that its literals name", () => {
    const kind = (name: string, member: string): JsonObject => ({
      type: "object",
      required: ["kind", member],
      properties: { kind: { type: "string", const: name }, [member]: text },
    });
    const schema = { oneOf: [kind("a", "x"), kind("b", "y")], examples: [{ kind: "b", x: "1" }] };
    expect(completed(schema).value).toEqual({ kind: "b", y: "text" });
  });

  it("ends where a schema refers to itself", () => {
    const pet = {
      type: "object",
      required: ["child"],
      properties: { child: { $ref: "#/components/schemas/pet" } },
    };
    expect(() => completed({ ...pet, examples: [{}] })).not.toThrow();
  });

  it("of a body is made to fit its schema", () => {
    const media = { schema: reference, examples: { tom: { value: { name: 7 } } } };
    const requestBody = { content: { "application/json": media } };
    const { document, mended } = completeExamples({
      ...withSchemas({ cat }),
      paths: { "/cats": { post: { operationId: "createCat", requestBody, responses: {} } } },
    });
    expect(JSON.stringify(document)).toContain('{"tom":{"value":{"name":"text"}}}');
    expect(mended).toEqual(["POST /cats, body"]);
  });
});
