import { stringify } from "yaml";
import { sourceOf } from "./support/sources.js";
import { describe, expect, it } from "vitest";
import { pascalCase, readEntityMap, type EntityMap } from "../../scripts/document/entity-map.js";
import type { Json } from "../../scripts/document/json.js";
import { Problem } from "../../scripts/problem.js";

const file = "openapi/entities.yaml";
const read = (value: Json): EntityMap => readEntityMap(sourceOf(file, stringify(value)));

describe("the entity of a property", () => {
  const map = read({
    entities: {
      Cat: ["cat", "cats"],
      Lion: ["listBigCats.cats", "Zoo.cat"],
    },
  });

  it("is the one that lists the property", () => {
    expect(map.entityAt("findCat", "cat")).toBe("Cat");
    expect(map.entityAt("anywhere", "cats")).toBe("Cat");
  });

  it("is another one in an operation or entity that is listed with it", () => {
    expect(map.entityAt("listBigCats", "cats")).toBe("Lion");
    expect(map.entityAt("Zoo", "cat")).toBe("Lion");
    expect(map.entityAt("Zoo", "cats")).toBe("Cat");
  });

  it("is none where nothing lists it, whatever its name", () => {
    expect(map.entityAt("findCat", "dog")).toBeUndefined();
    expect(map.entityAt("findCat", "constructor")).toBeUndefined();
  });

  it("cannot be two: the run fails and names the property and both", () => {
    const run = (): EntityMap => read({ entities: { Cat: ["pet"], Dog: ["pet"] } });
    expect(run).toThrow(Problem);
    expect(run).toThrow(`${file}: \`pet\` is listed for Cat and for Dog`);
  });
});

describe("the variants of an entity", () => {
  const map = read({
    variants: { Pet: { discriminator: "kind", names: { house_cat: "Cat" } } },
  });

  it("are told apart by the property that is listed", () => {
    expect(map.discriminatorOf("Pet")).toBe("kind");
    expect(map.discriminatorOf("Cat")).toBeUndefined();
  });

  it("are called as listed, and a new one by its tag and the entity", () => {
    expect(map.variantName("Pet", "house_cat")).toBe("Cat");
    expect(map.variantName("Pet", "guinea-pig")).toBe("GuineaPigPet");
  });
});

describe("the other lists of entities.yaml", () => {
  it("name keyed maps, shared requests, shared parameters and inline objects", () => {
    const map = read({
      keyedMaps: ["counts"],
      requests: { CatData: ["createCat.data", "createCats.data"] },
      parameters: ["page", "ids[]"],
      ownParameters: ["listCats.page"],
      operations: { listCats: "GET /cats" },
      inlineObjects: { paw: ["cat.front_paw", "cat.hind_paw"] },
    });
    expect([...map.keyedMaps]).toEqual(["counts"]);
    expect([...map.requests]).toEqual([["CatData", ["createCat.data", "createCats.data"]]]);
    const shared = [
      ["a", "page"],
      ["a", "ids[]"],
      ["a", "x"],
      ["listCats", "page"],
    ] as const;
    expect(shared.map(([id, name]) => map.isSharedParameter(id, name))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([...map.operations]).toEqual([["listCats", "GET /cats"]]);
    expect([...map.inlineObjects]).toEqual([
      ["cat.front_paw", "paw"],
      ["cat.hind_paw", "paw"],
    ]);
  });

  it("may all be missing", () => {
    const map = read({});
    expect(map.entityAt("a", "b")).toBeUndefined();
    expect(map.variantName("Pet", "cat")).toBe("CatPet");
    expect(map.keyedMaps.size + map.requests.size + map.operations.size).toBe(0);
    expect(map.inlineObjects.size).toBe(0);
  });

  it("stand in a mapping, else the run fails and names the file", () => {
    for (const value of [null, [], "entities"]) {
      expect(() => read(value)).toThrow(`${file}: a YAML mapping is expected at the top`);
    }
  });
});

describe("names in Pascal case", () => {
  it.each([
    ["phone_number", "PhoneNumber"],
    ["affiliate-member", "AffiliateMember"],
    ["DateTime", "DateTime"],
    ["__x", "X"],
    ["", ""],
  ])("%s → %s", (text, expected) => {
    expect(pascalCase(text)).toBe(expected);
  });
});
