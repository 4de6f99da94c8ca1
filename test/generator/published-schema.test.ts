import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../scripts/document/json.js";
import { completePublished, type Completed } from "../../scripts/infer/published-schema.js";
import { number, object, text } from "./support/documents.js";

const asset = object({ id: number, name: text, size: number }, ["id", "name", "size"]);
const reference = { $ref: "#/components/schemas/Asset" };
const document = { components: { schemas: { Asset: asset } } };

function complete(published: JsonObject, inferred: JsonObject): Completed {
  return completePublished(document, published, inferred);
}

describe("a published schema", () => {
  test("that knows all that examples show stays as it is", () => {
    const published = object({ id: number, name: text, size: text, note: text }, ["id"]);
    expect(complete(published, reference)).toEqual({ schema: published, beyond: [] });
    expect(complete(reference, asset)).toEqual({ schema: reference, beyond: [] });
  });

  test("gets what examples show beyond it, as optional members", () => {
    const published = object({ id: number }, ["id"]);
    expect(complete(published, reference)).toEqual({
      schema: object({ id: number, name: text, size: number }, ["id"]),
      beyond: ["name", "size"],
    });
  });

  test("gets it at any depth, and is named by where it stands", () => {
    const published = object({
      result: object({ assets: { type: "array", items: object({ id: number }) } }),
    });
    const inferred = object({
      result: object({ assets: { type: "array", items: reference } }, ["assets"]),
    });
    const { schema, beyond } = complete(published, inferred);
    expect(beyond).toEqual(["result.assets[].name", "result.assets[].size"]);
    expect(schema).toEqual(
      object({
        result: object({
          assets: { type: "array", items: object(asset["properties"] as JsonObject) },
        }),
      }),
    );
  });

  test("leaves a component as it is where the place that refers to it gets more", () => {
    const { schema } = complete(reference, object({ id: number, colour: text }));
    expect(schema).toEqual(
      object({ id: number, name: text, size: number, colour: text }, ["id", "name", "size"]),
    );
    expect(document.components.schemas.Asset).toBe(asset);
  });

  test("counts where it says another type than the examples suggest", () => {
    const published = object({ id: text }, ["id"]);
    expect(complete(published, object({ id: number }, ["id"]))).toEqual({
      schema: published,
      beyond: [],
    });
  });

  test("that says nothing gives way to what examples show", () => {
    expect(complete({}, reference)).toEqual({ schema: reference, beyond: [] });
    expect(complete(object({ result: {} }), object({ result: reference }))).toEqual({
      schema: object({ result: reference }),
      beyond: [],
    });
  });
});
