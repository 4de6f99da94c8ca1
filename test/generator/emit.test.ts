import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Document } from "../../scripts/document/document.js";
import { objectAt, type JsonObject } from "../../scripts/document/json.js";
import { emitApi, emitInits, emitOperations } from "../../scripts/emit.js";

const document = parse(`
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /things/{id}:
    get:
      operationId: findThing
      summary: Finds a thing.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: site_slug, in: query, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, default: 25}}
      responses:
        "200":
          description: Success.
          content:
            application/json:
              schema:
                type: object
                properties: {ok: {const: true}, result: {$ref: "#/components/schemas/Thing"}}
                required: [ok, result]
    post:
      operationId: uploadThing
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}}, required: [file]}
      responses: {"201": {description: "", content: {application/json: {schema: {}}}}}
    put:
      operationId: renameThing
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties: {site_slug: {type: string}, name: {type: string}, note: {type: string}}
              required: [site_slug, name]
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: {type: object, properties: {ok: {const: true}}, required: [ok]}
components:
  schemas:
    Thing:
      type: object
      required: [status, extra, anything]
      properties:
        status: {type: [string, "null"], x-extensible-enum: [open, closed]}
        extra: {type: object, additionalProperties: true}
        anything: {}
      examples: [{status: open}]
    lower_case: {type: string}
`) as Document;

describe("generated/api.ts", () => {
  test("exports each schema by a name of its own, and refers to it by that name", async () => {
    const source = await emitApi(document);
    expect(source).toContain("export type Thing = {");
    expect(source).toContain("result: Thing;");
    expect(source).toContain("lower_case: LowerCase;");
  });

  test("completes known values and admits others", async () => {
    await expect(emitApi(document)).resolves.toContain(
      'status: "open" | "closed" | (string & {}) | null;',
    );
  });

  test("takes a Blob or a File where bytes are sent", async () => {
    await expect(emitApi(document)).resolves.toMatch(/file: Blob \| File;/);
  });

  test("asks nobody for site_slug, in the query or in the body", async () => {
    const source = await emitApi(document);
    expect(source.match(/site_slug\?: string \| undefined/g)).toHaveLength(2);
    expect(source).not.toMatch(/site_slug: string/);
  });

  test("lets optional members be undefined, so that values can be passed through", async () => {
    await expect(emitApi(document)).resolves.toContain("note?: string | undefined;");
  });

  test("does not make a parameter with a default required", async () => {
    await expect(emitApi(document)).resolves.toContain("limit?: number | undefined;");
  });

  test("leaves free-form objects usable and the unknown unknown", async () => {
    const source = await emitApi(document);
    expect(source).toMatch(/extra: \{\s*\[key: string\]: unknown;\s*\};/);
    expect(source).toContain("anything: unknown;");
  });

  test("shows the summary of an operation and no examples", async () => {
    const source = await emitApi(document);
    expect(source).toContain("Finds a thing.");
    expect(source).not.toContain("@example");
  });

  test("shows the type of a shared parameter where the parameter stands", async () => {
    const sharing = parse(`
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /things/{slug}:
    get:
      operationId: findThing
      parameters: [{$ref: "#/components/parameters/slug"}]
      responses: {"200": {description: ""}}
components:
  schemas: {thing_slug: {type: string}}
  parameters:
    slug: {name: slug, in: path, required: true, schema: {$ref: "#/components/schemas/thing_slug"}}
`) as Document;
    const source = await emitApi(sharing);
    expect(source).toContain("slug: ThingSlug;");
    expect(source).not.toContain('components["parameters"]');
  });

  test("is the same on every run", async () => {
    expect(await emitApi(document)).toBe(await emitApi(structuredClone(document)));
  });
});

test("generated/operations.ts tells where site_slug goes, how the body is encoded and whether there is a result", async () => {
  const source = await emitOperations(document);
  expect(source).toContain('GET: { siteSlug: "query" }');
  expect(source).toContain('POST: { body: "multipart" }');
  expect(source).toContain('PUT: { siteSlug: "body", body: "json", hasResult: false }');
});

describe("generated/operations.ts", () => {
  const posting = (requestType: string, answerType: string, schema: JsonObject): Document => ({
    openapi: "3.1.0",
    paths: {
      "/things": {
        post: {
          requestBody: { content: { [requestType]: { schema: { type: "object" } } } },
          responses: { 200: { content: { [answerType]: { schema } } } },
        },
      },
    },
  });
  const envelope = { type: "object", properties: { result: { type: "string" } } };

  test.each([
    ["with parameters in its media type", "application/json; charset=utf-8", envelope],
    ["with a suffix in its media type", "application/vnd.shop+json", envelope],
    ["made of several schemas", "application/json", { allOf: [{ type: "object" }, envelope] }],
    ["that is one of several", "application/json", { oneOf: [{ type: "object" }, envelope] }],
  ])("sees the result of an answer %s", async (_, mediaType, schema) => {
    const source = await emitOperations(posting("application/json", mediaType, schema));
    expect(source).toContain('POST: { body: "json" },');
  });

  test("is refused for a body that the client cannot send", async () => {
    const form = posting("application/x-www-form-urlencoded", "application/json", envelope);
    await expect(emitOperations(form)).rejects.toThrow("POST /things: the client cannot send");
  });
});

describe("type names", () => {
  test.each([
    ["two schemas would share one", { Person: {}, person: {} }, "so is that of Person"],
    ["it is one of TypeScript's own", { record: {} }, "so is that of TypeScript"],
    ["it would be no name", { "2fa": {} }, "that is no name"],
  ])("are refused when %s", async (_, schemas, message) => {
    const clashing = { openapi: "3.1.0", paths: {}, components: { schemas } };
    await expect(emitApi(clashing)).rejects.toThrow(message);
  });
});

describe("generated/inits.ts", () => {
  test("has an interface per operation, with its summary on what one writes", async () => {
    const source = await emitInits(document);
    expect(source).toMatch(
      /interface FindThingInit extends CallOptions \{\s*\/\*\*\s*\* Finds a thing\.\s*\*\/\s*readonly params: operations\["findThing"\]\["parameters"\];\s*\}/,
    );
    expect(source.match(/interface \w+Init /g)).toHaveLength(3);
    expect(source).toContain('"/things/{id}": RenameThingInit;');
  });

  test("marks what is deprecated, where it is written and where it is looked up", async () => {
    const { paths } = document as { paths: JsonObject };
    const things = objectAt(paths, "/things/{id}");
    const get = { ...objectAt(things, "get"), deprecated: true };
    const next = { ...document, paths: { "/things/{id}": { ...things, get } } };
    const source = await emitInits(next);
    expect(source).toMatch(/Finds a thing\.\s*\*\s*\* @deprecated\s*\*\/\s*readonly params/);
    expect(source).toMatch(/@deprecated \*\/\s*"\/things\/\{id\}": FindThingInit;/);
    await expect(emitApi(next)).resolves.toMatch(
      /@deprecated[\s*/]*get: operations\["findThing"\]/,
    );
  });

  test("lets out what holds nothing that a caller has to pass", async () => {
    const optional = parse(`
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /things:
    post:
      operationId: touchThings
      parameters: [{name: site_slug, in: query, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [site_slug], properties: {site_slug: {type: string}}}}}
      responses: {"200": {description: ""}}
    get: {operationId: listThings, responses: {"200": {description: ""}}}
`) as Document;
    const source = await emitInits(optional);
    expect(source).toMatch(/readonly params\?:[^;]*\| undefined;\s*readonly body\?:/);
    expect(source).toMatch(/interface ListThingsInit extends CallOptions \{\s*\}/);
  });
});
