import { describe, expect, test } from "vitest";
import type { Document } from "../../scripts/document/document.js";
import { objectAt, type JsonObject } from "../../scripts/document/json.js";
import {
  answers,
  changes,
  documentOf,
  number,
  object,
  operation,
  query,
  takes,
  text,
} from "./support/documents.js";

function listing(parts: JsonObject): Document {
  return documentOf({ paths: { "/things": { get: operation("listThings", parts) } } });
}

const responsesOf = (parts: JsonObject): JsonObject => objectAt(parts, "responses");

const failure = (...mediaTypes: string[]): JsonObject => ({
  content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: text }])),
});

describe("what an operation answers", () => {
  test("with a new error status is told, and breaks nothing", () => {
    const responses = responsesOf(answers(text));
    const next = listing({
      responses: { ...responses, 403: failure("application/json") },
    });
    expect(changes(listing(answers(text)), next)).toEqual([
      {
        place: "GET /things, status 403",
        kind: "added",
        breaking: false,
        detail: "application/json",
      },
    ]);
  });

  test("with an error status no more is told", () => {
    const before = listing({ responses: { 403: failure("application/json"), 404: {} } });
    expect(changes(before, listing({ responses: { 404: {} } }))).toEqual([
      {
        place: "GET /things, status 403",
        kind: "removed",
        breaking: false,
        detail: "was application/json",
      },
    ]);
  });

  test("as another media type is told for errors and successes", () => {
    const typed = (type: string): Document =>
      listing({ responses: { 200: failure(type), 400: failure(type, "text/html") } });
    expect(changes(typed("application/json"), typed("application/vnd.things+json"))).toEqual([
      {
        place: "GET /things, status 200",
        kind: "changed",
        breaking: false,
        detail: "application/vnd.things+json, was application/json",
      },
      {
        place: "GET /things, status 400",
        kind: "changed",
        breaking: false,
        detail: "application/vnd.things+json, text/html, was application/json, text/html",
      },
    ]);
  });

  test("with a second success breaks those who read the result, when that is another", () => {
    const responses = responsesOf(answers(text));
    const second = (result: JsonObject): Document => {
      const { 200: success = {} } = responsesOf(answers(result));
      return listing({ responses: { ...responses, 202: success } });
    };
    const told = { place: "GET /things, status 202", kind: "added", breaking: false };
    expect(changes(listing({ responses }), second(text))).toMatchObject([told]);
    expect(changes(listing({ responses }), second(number))).toMatchObject([
      told,
      { place: "GET /things, result", breaking: true, detail: "string | number, was string" },
    ]);
  });
});

describe("a deprecation is told, and breaks nothing:", () => {
  const note = { kind: "changed", breaking: false, detail: "deprecated" };

  test("of an operation", () => {
    const before = listing({});
    const after = listing({ deprecated: true });
    expect(changes(before, after)).toEqual([{ ...note, place: "GET /things" }]);
    expect(changes(after, before)).toMatchObject([{ detail: "deprecated no more" }]);
  });

  test("of a parameter", () => {
    const taking = (parts: JsonObject): Document => listing({ parameters: [query("page", parts)] });
    expect(changes(taking({}), taking({ deprecated: true }))).toEqual([
      { ...note, place: "GET /things, query parameter page" },
    ]);
  });

  test("of a member of a request and of an entity", () => {
    const updating = (name: JsonObject): Document => {
      const put = operation("update", takes(object({ name })));
      return documentOf({ paths: { "/things": { put } }, schemas: { Thing: object({ name }) } });
    };
    expect(changes(updating(text), updating({ ...text, deprecated: true }))).toEqual([
      { ...note, place: "PUT /things, body.name" },
      { ...note, place: "Thing.name" },
    ]);
  });
});

describe("what holds for all operations", () => {
  const under = (...urls: string[]): Document => ({
    ...documentOf({}),
    servers: urls.map((url) => ({ url })),
  });
  const secured = (name: string, scheme: JsonObject): Document => ({
    security: [{ [name]: [] }],
    paths: {},
    components: { securitySchemes: { [name]: scheme } },
  });
  const bearer = { type: "http", scheme: "bearer" };

  test("a server that moves or comes along is told by its address", () => {
    expect(
      changes(under("https://a.example"), under("https://a.example", "https://b.example/")),
    ).toEqual([
      {
        place: "servers",
        kind: "changed",
        breaking: false,
        detail: "https://a.example, https://b.example, was https://a.example",
      },
    ]);
    expect(changes(under("https://a.example"), under("https://a.example/"))).toEqual([]);
  });

  test("a security scheme that is renamed or is another is told", () => {
    expect(changes(secured("key", bearer), secured("token", bearer))).toMatchObject([
      { place: "security", detail: "token, was key" },
    ]);
    const header = { type: "apiKey", in: "header", name: "X-Key" };
    expect(changes(secured("key", bearer), secured("key", header))).toMatchObject([
      { place: "security scheme key", detail: "apiKey in header X-Key, was http bearer" },
    ]);
  });
});

describe("a type that is seen through an alias", () => {
  const shape = object({ id: number }, ["id"]);
  const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
  const holding = (schemas: JsonObject, ...names: string[]): Document =>
    documentOf({ schemas: { ...schemas, Box: object({ held: { oneOf: names.map(reference) } }) } });

  test("is the same type, alone and in a union", () => {
    const other = object({ name: text }, ["name"]);
    const before = holding({ Thing: shape, Other: other }, "Thing", "Other");
    const after = holding(
      { Thing: shape, Other: other, Item: reference("Thing") },
      "Item",
      "Other",
    );
    expect(changes(before, after)).toMatchObject([
      { place: "Item", kind: "added", breaking: false },
    ]);
  });

  test("is compared with what the alias stands for", () => {
    const before = documentOf({ schemas: { Thing: shape } });
    const after = documentOf({
      schemas: { Thing: reference("Item"), Item: object({ id: text }, ["id"]) },
    });
    expect(changes(before, after)).toContainEqual(
      expect.objectContaining({ place: "Thing.id", breaking: true, detail: "string, was number" }),
    );
  });
});
