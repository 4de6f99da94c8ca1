import { describe, expect, test } from "vitest";
import { compareDocuments, type Change } from "../../scripts/changes.js";
import type { Document } from "../../scripts/document/document.js";
import type { JsonObject } from "../../scripts/document/json.js";
import { publicFaces } from "../../scripts/changes/surface.js";
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
  thing,
} from "./support/documents.js";

function withParameters(...parameters: JsonObject[]): Document {
  return documentOf({ paths: { "/things": { get: operation("listThings", { parameters }) } } });
}

describe("operations", () => {
  const listThings = { get: operation("listThings") };

  test("a new one breaks nothing", () => {
    const next = documentOf({ paths: { "/things": listThings } });
    expect(changes(documentOf({}), next)).toEqual([
      { place: "GET /things", kind: "added", breaking: false, detail: "listThings" },
    ]);
  });

  test("a removed one breaks its callers", () => {
    const previous = documentOf({ paths: { "/things": listThings } });
    expect(changes(previous, documentOf({}))).toEqual([
      { place: "GET /things", kind: "removed", breaking: true, detail: "listThings" },
    ]);
  });

  test("one that moves to another path or method breaks its callers", () => {
    const previous = documentOf({ paths: { "/things": listThings } });
    const next = documentOf({ paths: { "/items": { post: operation("listThings") } } });
    expect(changes(previous, next)).toEqual([
      { place: "POST /items", kind: "moved", breaking: true, detail: "was GET /things" },
    ]);
  });

  test("a new operationId breaks those who import `operations`", () => {
    const previous = documentOf({ paths: { "/things": listThings } });
    const next = documentOf({ paths: { "/things": { get: operation("indexThings") } } });
    expect(changes(previous, next)).toMatchObject([{ place: "GET /things", breaking: true }]);
  });
});

describe("parameters", () => {
  test("a new optional one breaks nothing", () => {
    expect(changes(withParameters(), withParameters(query("page", { schema: number })))).toEqual([
      {
        place: "GET /things, query parameter page",
        kind: "added",
        breaking: false,
        detail: "number, optional",
      },
    ]);
  });

  test("a new required one breaks callers", () => {
    const next = withParameters(query("page", { required: true }));
    expect(changes(withParameters(), next)).toMatchObject([{ kind: "added", breaking: true }]);
  });

  test("a removed one breaks callers, since calls are checked strictly", () => {
    expect(changes(withParameters(query("page")), withParameters())).toMatchObject([
      { kind: "removed", breaking: true },
    ]);
  });

  test("a renamed one is one removed and one added", () => {
    const [previous, next] = [withParameters(query("page")), withParameters(query("offset"))];
    expect(changes(previous, next)).toMatchObject([
      { place: "GET /things, query parameter page", kind: "removed", breaking: true },
      { place: "GET /things, query parameter offset", kind: "added", breaking: false },
    ]);
  });

  test("one that becomes required breaks callers; one that becomes optional does not", () => {
    const optional = withParameters(query("page"));
    const required = withParameters(query("page", { required: true }));
    expect(changes(optional, required)).toMatchObject([{ kind: "changed", breaking: true }]);
    expect(changes(required, optional)).toMatchObject([{ kind: "changed", breaking: false }]);
  });

  test("whether `site_slug` is required changes nothing: the client fills it in", () => {
    const required = withParameters(query("site_slug", { required: true }));
    expect(changes(withParameters(query("site_slug")), required)).toEqual([]);
    expect(changes(withParameters(), required)).toMatchObject([{ breaking: false }]);
  });

  test("one that several operations share is reported once", () => {
    const sharing = (schema: JsonObject): Document => {
      const parameters = [{ $ref: "#/components/parameters/page" }];
      const get = operation("listThings", { parameters });
      const post = operation("createThing", { parameters });
      return documentOf({
        paths: { "/things": { get, post } },
        parameters: { page: query("page", { schema }) },
      });
    };
    expect(changes(sharing({ type: ["number", "string"] }), sharing(number))).toEqual([
      {
        place: "2 operations, query parameter page",
        kind: "changed",
        breaking: true,
        detail: "number, was number | string",
      },
    ]);
  });

  test("one that merely becomes a shared component is no change", () => {
    const shared = {
      ...withParameters({ $ref: "#/components/parameters/page" }),
      components: { parameters: { page: query("page") } },
    };
    expect(changes(withParameters(query("page")), shared)).toEqual([]);
  });
});

describe("request bodies", () => {
  const posting = (parts: JsonObject): Document =>
    documentOf({ paths: { "/things": { post: operation("createThing", parts) } } });

  const optional = takes(object({ name: text }));
  const required = takes(object({ name: text }, ["name"]));

  test("a new one breaks callers when something in it is required", () => {
    const place = "POST /things, body";
    expect(changes(posting({}), posting(required))).toMatchObject([{ place, breaking: true }]);
    expect(changes(posting({}), posting(optional))).toMatchObject([{ place, breaking: false }]);
  });

  test("a removed one breaks callers", () => {
    expect(changes(posting(optional), posting({}))).toMatchObject([
      { place: "POST /things, body", kind: "removed", breaking: true },
    ]);
  });

  test("one that becomes required breaks callers", () => {
    expect(changes(posting(optional), posting(required))).toContainEqual({
      place: "POST /things, body",
      kind: "changed",
      breaking: true,
      detail: "required, was optional",
    });
  });

  test("one of several alternatives is required", () => {
    const union = takes({ oneOf: [object({ name: text }), object({ email: text })] });
    expect(changes(posting({}), posting(union))).toMatchObject([{ breaking: true }]);
    expect(changes(posting(optional), posting(union))).toContainEqual(
      expect.objectContaining({ breaking: true, detail: "required, was optional" }),
    );
  });

  test("one that holds a required `site_slug` alone is not required: the client fills it in", () => {
    const slug = takes(object({ name: text, site_slug: text }, ["site_slug"]));
    const before = takes(object({ name: text, site_slug: text }));
    expect(changes(posting(before), posting(slug))).toEqual([]);
  });

  test("a removed member breaks callers", () => {
    const before = takes(object({ data: object({ email: text, phone: text }) }));
    const after = takes(object({ data: object({ email: text }) }));
    expect(changes(posting(before), posting(after))).toEqual([
      {
        place: "POST /things, body.data.phone",
        kind: "removed",
        breaking: true,
        detail: "was string",
      },
    ]);
  });

  test("another encoding is reported and breaks nothing: the client encodes", () => {
    const before = posting(takes(text));
    const form = {
      requestBody: { required: true, content: { "multipart/form-data": { schema: text } } },
    };
    expect(changes(before, posting(form))).toMatchObject([{ kind: "changed", breaking: false }]);
  });
});

describe("results", () => {
  const getting = (result?: JsonObject): Document =>
    documentOf({ paths: { "/things": { get: operation("listThings", answers(result)) } } });

  test("one that appears breaks code that returns the call as `Promise<void>`", () => {
    expect(changes(getting(), getting(object({})))).toMatchObject([
      { place: "GET /things, result", kind: "added", breaking: true },
    ]);
  });

  test("one that disappears breaks its readers", () => {
    expect(changes(getting(thing), getting())).toEqual([
      {
        place: "GET /things, result",
        kind: "removed",
        breaking: true,
        detail: "undefined, was Thing",
      },
    ]);
  });

  test("a member of a list is named by its path", () => {
    const list = (item: JsonObject): JsonObject =>
      object({ things: { type: "array", items: item } });
    const before = getting(list(object({ id: number })));
    const after = getting(list(object({ id: number, name: text })));
    expect(changes(before, after)).toMatchObject([{ place: "GET /things, result.things[].name" }]);
  });

  test("the members of the envelope beside `result` are nobody's business", () => {
    const get = operation("listThings", answers(object({ id: number })));
    const responses = {
      200: {
        content: {
          "application/json": {
            schema: object({
              ok: { type: "boolean" },
              took: number,
              result: object({ id: number }),
            }),
          },
        },
      },
    };
    const next = documentOf({ paths: { "/things": { get: { ...get, responses } } } });
    expect(changes(documentOf({ paths: { "/things": { get } } }), next)).toEqual([]);
  });
});

describe("webhooks", () => {
  function delivering(payload: JsonObject, type = "reward_web_hook"): Document {
    const delivery = object({ key: text, payload, type: { type: "string", const: type } }, [
      "type",
    ]);
    const post = { operationId: type, ...takes(delivery), responses: { 200: { content: {} } } };
    return documentOf({ paths: { [`/your_api_${type}_path`]: { post } } });
  }
  const compare = (previous: Document, next: Document): Change[] =>
    compareDocuments(previous, next, publicFaces.webhooks);

  test("what they carry is read: a new member breaks nothing, a removed one does", () => {
    const before = delivering(object({ id: number }));
    const after = delivering(object({ id: number, note: text }, ["note"]));
    const place = "reward_web_hook, payload.note";
    expect(compare(before, after)).toMatchObject([{ place, kind: "added", breaking: false }]);
    expect(compare(after, before)).toMatchObject([{ place, kind: "removed", breaking: true }]);
  });

  test("a new one breaks nothing, a removed one breaks its receiver", () => {
    const before = delivering(object({ id: number }));
    const both = documentOf({
      paths: {
        ...(before["paths"] as JsonObject),
        ...(delivering(object({}), "event_web_hook")["paths"] as JsonObject),
      },
    });
    const place = "event_web_hook";
    expect(compare(before, both)).toMatchObject([{ place, kind: "added", breaking: false }]);
    expect(compare(both, before)).toMatchObject([{ place, kind: "removed", breaking: true }]);
  });

  test("a type that moves into a component is no change: none is exported by name", () => {
    const inPlace = delivering(object({ reward: object({ id: number }) }));
    const named = documentOf({
      paths: delivering(object({ reward: thing }))["paths"] as JsonObject,
      schemas: { Thing: object({ id: number }) },
    });
    expect(compare(inPlace, named)).toEqual([]);
  });
});
