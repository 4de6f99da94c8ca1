import { describe, expect, it } from "vitest";
import { getAt } from "../../scripts/document/at.js";
import type { Document } from "../../scripts/document/document.js";
import type { Example } from "../../scripts/document/examples.js";
import type { Json, JsonObject } from "../../scripts/document/json.js";
import { infer, type Inferred } from "../../scripts/infer.js";
import { membersIn } from "../../scripts/infer/check-entities.js";
import { entityMap } from "./support/sources.js";

const names = ["Cat.name", "Cat.lives", "Cat.born", "listCats, query parameter page"];
const map = entityMap({
  entities: { Cat: ["cat", "cats"], Toy: ["toy"], Total: ["listCats.result"] },
  keyedMaps: ["by_name"],
  variants: { Toy: { discriminator: "kind", names: { ball: "Ball" } } },
});
const cat = { name: "Tom", lives: 9, born: "2020" };

function inferred(result: Json): Inferred {
  const document: Document = {
    openapi: "3.1.0",
    paths: {
      "/cats": {
        get: {
          operationId: "findCats",
          responses: { "200": { description: "", content: { "application/json": {} } } },
        },
      },
    },
  };
  const example: Example = {
    operationId: "findCats",
    status: "200",
    mediaType: "application/json",
    name: "example",
    value: { ok: true, result },
    path: ["here"],
  };
  return infer(document, [example], map, undefined, membersIn(names, map));
}

function resultOf({ document }: Inferred): Json | undefined {
  const media = ["responses", "200", "content", "application/json", "schema"];
  return getAt(document, ["paths", "/cats", "get", ...media, "properties", "result"]);
}

const reference = { $ref: "#/components/schemas/Cat" };

describe("an entity", () => {
  it("is recognised by its members where its name is not known", () => {
    const found = inferred({ animal: cat, other: { size: 1, colour: "red" } });
    expect(resultOf(found)).toMatchObject({ properties: { animal: reference } });
    expect(found.misfits).toEqual([]);
  });

  it("is not what has none of its members: that is typed as it is, and named", () => {
    const found = inferred({ cats: { list: [cat], total: 1 } });
    expect(resultOf(found)).toMatchObject({
      properties: { cats: { properties: { list: { type: "array", items: reference } } } },
    });
    expect(found.misfits).toMatchObject([
      { subject: "Cat", at: ["entities", "Cat"], path: ["here", "result", "cats"] },
    ]);
  });

  it("in a map, where one or a list stood, is still that entity", () => {
    const found = inferred({ cats: { 7: cat, 8: cat } });
    const entries = { type: "object", additionalProperties: reference };
    expect(resultOf(found)).toMatchObject({ properties: { cats: entries } });
    expect(found.misfits[0]?.problem).toContain("keyed map");
  });
});

it("a keyed map that has become a list is typed as one, and named", () => {
  const found = inferred({ by_name: [cat] });
  expect(resultOf(found)).toMatchObject({
    properties: { by_name: { type: "array", items: reference } },
  });
  expect(found.misfits).toMatchObject([{ subject: "findCats.by_name", at: ["keyedMaps", "0"] }]);
});

it.each<[string, JsonObject, string[]]>([
  ["a kind that is not listed", { kind: "rope", size: 1 }, ["variants", "Toy"]],
  [
    "kinds that nothing tells apart any more",
    { sort: "ball", size: 1 },
    ["variants", "Toy", "discriminator"],
  ],
])("%s is typed and named", (_, toy, at) => {
  const found = inferred({ toy });
  expect(found.misfits).toMatchObject([{ subject: "Toy", at }]);
  expect(resultOf(found)).toMatchObject({
    properties: { toy: { $ref: "#/components/schemas/Toy" } },
  });
});
