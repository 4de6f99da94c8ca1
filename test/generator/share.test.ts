import { describe, expect, it } from "vitest";
import { objectAt, omit, type Json, type JsonObject } from "../../scripts/document/json.js";
import { shareParameters } from "../../scripts/normalise/share-parameters.js";
import { shareRequests, type Shared } from "../../scripts/normalise/share.js";
import { entityMap } from "./support/sources.js";

const catData: JsonObject = {
  type: "object",
  required: ["name"],
  properties: { name: { type: "string" } },
};
const reference = { $ref: "#/components/schemas/CatData" };

function body(data: JsonObject): JsonObject {
  const properties = { site_slug: { type: "string" }, data };
  return {
    required: true,
    content: { "application/json": { schema: { type: "object", properties } } },
  };
}

function documentOf(operations: Record<string, JsonObject>): JsonObject {
  const paths = Object.entries(operations).map(([operationId, operation]): [string, JsonObject] => [
    `/${operationId}`,
    { post: { operationId, ...operation } },
  ]);
  return { paths: Object.fromEntries(paths), components: { schemas: { Dog: {} } } };
}

function dataOf(document: JsonObject, operationId: string): Json | undefined {
  let schema = objectAt(document, "paths");
  const path = [`/${operationId}`, "post", "requestBody", "content", "application/json", "schema"];
  for (const key of [...path, "properties"]) schema = objectAt(schema, key);
  return schema["data"];
}

function schemasOf(document: JsonObject): JsonObject {
  return objectAt(objectAt(document, "components"), "schemas");
}

describe("request schemas that operations share", () => {
  const map = entityMap({
    requests: { CatData: ["createCat.data", "createCats.data"] },
  });
  const share = (single: JsonObject, batch: JsonObject): Shared =>
    shareRequests(
      documentOf({
        createCat: { requestBody: body(single) },
        createCats: { requestBody: body(batch) },
      }),
      map,
    );

  it("become one component, for a single object and for an array of it", () => {
    const { document, different } = share(catData, { type: "array", items: catData, minItems: 1 });
    expect(schemasOf(document)).toEqual({ Dog: {}, CatData: catData });
    expect(dataOf(document, "createCat")).toEqual(reference);
    expect(dataOf(document, "createCats")).toEqual({
      type: "array",
      items: reference,
      minItems: 1,
    });
    expect(different).toEqual([]);
  });

  it("are the same in whatever order their keys stand", () => {
    const { properties = {}, ...rest } = catData;
    const { different } = share(catData, { properties, ...rest });
    expect(different).toEqual([]);
  });

  const withMember = (name: string, member: JsonObject): JsonObject => ({
    ...catData,
    properties: { ...objectAt(catData, "properties"), [name]: member },
  });

  it("keep what one has beyond the others where it is", () => {
    const { document, different } = share(withMember("age", { type: "integer" }), {
      type: "array",
      items: catData,
    });
    expect(schemasOf(document)["CatData"]).toEqual(catData);
    expect(dataOf(document, "createCat")).toEqual({
      allOf: [reference],
      type: "object",
      properties: { age: { type: "integer" } },
    });
    expect(dataOf(document, "createCats")).toEqual({ type: "array", items: reference });
    expect(different).toEqual([]);
  });

  it("keep a member of their own each where it has come to differ", () => {
    const { document } = share(
      withMember("age", { type: "integer" }),
      withMember("age", { type: "string" }),
    );
    expect(schemasOf(document)["CatData"]).toEqual(catData);
    expect(dataOf(document, "createCat")).toMatchObject({
      properties: { age: { type: "integer" } },
    });
    expect(dataOf(document, "createCats")).toMatchObject({
      properties: { age: { type: "string" } },
    });
  });

  it("ask for a member only where it is asked for", () => {
    const { document } = share(catData, { ...catData, required: [] });
    expect(schemasOf(document)["CatData"]).toEqual(omit(catData, ["required"]));
    expect(dataOf(document, "createCat")).toEqual({ allOf: [reference], ...catData });
    expect(dataOf(document, "createCats")).toEqual(reference);
  });

  it("stay as published where they have nothing in common, and the places are reported", () => {
    const other = { type: "object", properties: { legs: { type: "integer" } } };
    const { document, different } = share(catData, other);
    expect(dataOf(document, "createCat")).toEqual(catData);
    expect(dataOf(document, "createCats")).toEqual(other);
    expect(schemasOf(document)).toEqual({ Dog: {} });
    expect(different).toEqual([
      "createCat.data is not CatData any more",
      "createCats.data is not CatData any more",
    ]);
  });

  it("are reported when their operation is gone", () => {
    const { document, different } = shareRequests(
      documentOf({ createCat: { requestBody: body(catData) } }),
      map,
    );
    expect(dataOf(document, "createCat")).toEqual(reference);
    expect(different).toEqual(["createCats.data is not CatData any more"]);
  });

  it("leave everything else about the request alone", () => {
    const given = documentOf({
      createCat: { requestBody: body(catData), summary: "Create." },
      createCats: { requestBody: body(catData) },
      ping: {},
      createDog: { requestBody: body({ type: "string" }) },
    });
    const { document } = shareRequests(given, map);
    const paths = objectAt(document, "paths");
    expect(paths["/ping"]).toEqual(objectAt(given, "paths")["/ping"]);
    expect(paths["/createDog"]).toEqual(objectAt(given, "paths")["/createDog"]);
    expect(objectAt(paths, "/createCat")["post"]).toEqual({
      operationId: "createCat",
      summary: "Create.",
      requestBody: body(reference),
    });
  });
});

describe("parameters that mean the same everywhere", () => {
  const map = entityMap({ parameters: ["page", "ids[]"] });
  const page: JsonObject = { name: "page", in: "query", schema: { type: "integer" } };
  const ids: JsonObject = { name: "ids[]", in: "query", schema: { type: "array", items: {} } };
  const other: JsonObject = { name: "colour", in: "query", schema: { type: "string" } };

  function parametersOf(document: JsonObject, operationId: string): Json | undefined {
    const item = objectAt(objectAt(document, "paths"), `/${operationId}`);
    return objectAt(item, "post")["parameters"];
  }

  it("become one component each, named without brackets, in the order of the operation", () => {
    const document = shareParameters(
      documentOf({ cats: { parameters: [ids, page] }, dogs: { parameters: [page, ids] } }),
      map,
    );
    const pageReference = { $ref: "#/components/parameters/page" };
    const idsReference = { $ref: "#/components/parameters/ids" };
    expect(objectAt(document, "components")["parameters"]).toEqual({ page, ids });
    expect(parametersOf(document, "cats")).toEqual([idsReference, pageReference]);
    expect(parametersOf(document, "dogs")).toEqual([pageReference, idsReference]);
  });

  it("stay as published in the operation where they differ from those of the others", () => {
    const required = { ...page, required: true };
    const document = shareParameters(
      documentOf({
        cats: { parameters: [required] },
        dogs: { parameters: [page] },
        pets: { parameters: [page] },
      }),
      map,
    );
    expect(parametersOf(document, "cats")).toEqual([required]);
    expect(parametersOf(document, "dogs")).toEqual([{ $ref: "#/components/parameters/page" }]);
  });

  it("are nobody's common ones when two operations have one form each", () => {
    const required = { ...page, required: true };
    const document = shareParameters(
      documentOf({ cats: { parameters: [required] }, dogs: { parameters: [page] } }),
      map,
    );
    expect(parametersOf(document, "cats")).toEqual([required]);
    expect(parametersOf(document, "dogs")).toEqual([page]);
  });

  it("take the place of a published component that means the same", () => {
    const given = documentOf({
      cats: { parameters: [{ $ref: "#/components/parameters/page_in_query" }] },
      dogs: { parameters: [page] },
    });
    const components = { schemas: {}, parameters: { page_in_query: page } };
    const document = shareParameters({ ...given, components }, map);
    const reference = { $ref: "#/components/parameters/page" };
    expect(parametersOf(document, "cats")).toEqual([reference]);
    expect(parametersOf(document, "dogs")).toEqual([reference]);
    expect(objectAt(document, "components")["parameters"]).toEqual({ page });
  });

  it("are only those that are listed", () => {
    const document = shareParameters(documentOf({ cats: { parameters: [other] } }), map);
    expect(parametersOf(document, "cats")).toEqual([other]);
    expect(objectAt(document, "components")["parameters"]).toEqual({});
  });

  it("use the component that is published, and keep the other components and references", () => {
    const published = { $ref: "#/components/parameters/slug" };
    const given = documentOf({ cats: { parameters: [page, published] } });
    const components = { schemas: {}, parameters: { page, slug: other } };
    const document = shareParameters({ ...given, components }, map);
    expect(parametersOf(document, "cats")).toEqual([
      { $ref: "#/components/parameters/page" },
      published,
    ]);
    expect(document["components"]).toEqual(components);
  });

  it("do not give an operation a list of parameters that it does not have", () => {
    const document = shareParameters(documentOf({ ping: {} }), map);
    expect(parametersOf(document, "ping")).toBeUndefined();
  });
});
