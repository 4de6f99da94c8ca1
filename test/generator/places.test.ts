import { describe, expect, test } from "vitest";
import { OperationNames } from "../../scripts/document/operation-names.js";
import { placesOf } from "../../scripts/document/places.js";
import {
  answers,
  documentOf,
  number,
  object,
  operation,
  query,
  takes,
  text,
} from "./support/documents.js";

const pets = documentOf({
  paths: {
    "/pets": {
      get: operation("listPets", {
        parameters: [query("kind"), { $ref: "#/components/parameters/page" }, "none"],
        ...answers(object({ pets: { type: "array", items: object({ name: text }) } })),
      }),
      post: operation(
        "createPet",
        takes(object({ data: { allOf: [object({ name: text }), "none"] } })),
      ),
    },
  },
  parameters: { page: query("page") },
  schemas: {
    Cat: object({ tags: { type: "object", additionalProperties: number }, owner: { $ref: "#/x" } }),
    None: true,
  },
});

describe("a place in a document", () => {
  const places = placesOf(pets);

  test.each([
    ["GET /pets", "paths /pets get"],
    ["GET /pets, query parameter kind", "paths /pets get parameters 0 schema"],
    ["query parameter page", "components parameters page schema"],
    ["GET /pets, status 200", "paths /pets get responses 200"],
    [
      "GET /pets, result.pets[].name",
      "paths /pets get responses 200 content application/json schema properties result properties pets items properties name",
    ],
    [
      "POST /pets, body.data.name",
      "paths /pets post requestBody content application/json schema properties data allOf 0 properties name",
    ],
    ["Cat.tags[key]", "components schemas Cat properties tags additionalProperties"],
  ])("has the name %s", (name, path) => {
    expect(places.get(name)?.map((place) => place.path.join(" "))).toEqual([path]);
  });

  test.each(["None", "Cat.owner.name", "GET /pets, query parameter page"])(
    "that is not there has none: %s",
    (name) => {
      expect(places.has(name)).toBe(false);
    },
  );
});

describe("an operation", () => {
  const names = new OperationNames(
    pets,
    new Map([
      ["allPets", "GET /pets"], // the operationId has changed since
      ["createPet", "POST /cats"], // the path has
      ["listDogs", "GET /dogs"], // it is gone
    ]),
  );

  test.each([
    ["listPets", "GET /pets"],
    ["allPets", "GET /pets"],
    ["GET /pets", "GET /pets"],
    ["createPet", "POST /pets"],
    ["POST /cats", "POST /pets"],
  ])("is known as %s", (name, label) => {
    expect(names.today(name)).toBe(label);
    expect(names.labelOf(name)).toBe(label);
  });

  test("that is gone has its last label", () => {
    expect(names.today("listDogs")).toBeUndefined();
    expect(names.today("GET /dogs")).toBeUndefined();
    expect(names.labelOf("listDogs")).toBe("GET /dogs");
    expect(names.labelOf("GET /dogs")).toBe("GET /dogs");
  });

  test("is remembered by the operationId that it had", () => {
    expect(names.rememberedId("listPets")).toBe("allPets");
    expect(names.rememberedId("createPet")).toBe("createPet");
    expect(names.rememberedId("findPet")).toBe("findPet");
    expect(names.idOf("GET /pets")).toBe("allPets");
    expect(names.idOf("GET /dogs")).toBe("GET /dogs");
    expect(names.renamed()).toEqual([["allPets", "listPets"]]);
  });
});
