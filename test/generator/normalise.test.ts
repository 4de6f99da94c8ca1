import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Document } from "../../scripts/document/document.js";
import { normalise } from "../../scripts/normalise.js";
import { published } from "./support/sources.js";

function documentOf(paths: string, rest = ""): Document {
  return parse(
    `openapi: 3.0.3\ninfo: {title: T, version: "1"}\npaths:\n${indent(paths)}\n${rest}`,
  ) as Document;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

/** A GET of `/things` with the given parameters, in YAML flow style. */
function withParameters(parameters: string): Document {
  return documentOf(
    `/things: {get: {operationId: listThings, parameters: ${parameters}, responses: {}}}`,
  );
}

function normalised(document: Document): Document {
  return normalise(published(document)).document;
}

describe("request bodies and responses that operations share", () => {
  const document = documentOf(
    `/a: {post: {operationId: postA, requestBody: {$ref: "#/components/requestBodies/Thing"}, responses: {"200": {$ref: "#/components/responses/Done"}}}}`,
    `components:
  requestBodies: {Thing: {content: {application/json: {schema: {type: object, required: [a]}}}}}
  responses: {Done: {description: Upstream words, content: {application/json: {}}}}`,
  );

  test("stand in each operation, repaired like its own", () => {
    const result = normalised(document);
    expect(result).toHaveProperty("paths./a.post.requestBody.required", true);
    expect(result).toHaveProperty("paths./a.post.responses.200", {
      description: "Success.",
      content: { "application/json": {} },
    });
    expect(result["components"]).toEqual({ schemas: {} });
  });
});

describe("words of the vendor's", () => {
  test("do not survive in members that are called like parts of a document", () => {
    const result = normalised(
      documentOf(
        "/x: {get: {responses: {}}}",
        `components: {schemas: {a: {properties: {
          info: {type: object, title: Upstream words}, "404": {type: string, $comment: Upstream words}}}}}`,
      ),
    );
    expect(result).toHaveProperty("components.schemas.a.properties", {
      info: { type: "object" },
      "404": { type: "string" },
    });
    expect(result).toHaveProperty("info.title", "T");
  });
});

test("Ruby's anchors of a whole text become those of JSON Schema", () => {
  const document = withParameters(
    '[{name: a, in: query, schema: {type: string, pattern: "\\\\A[a-z]+\\\\z"}}]',
  );
  expect(normalised(document)).toHaveProperty(
    "paths./things.get.parameters.0.schema.pattern",
    "^[a-z]+$",
  );
});

describe("references", () => {
  test("into the shared schemas become local, and those published nowhere are listed", () => {
    const document = withParameters(
      '[{name: a, in: query, schema: {$ref: "../schemas.yaml#/site_slug"}}]',
    );
    const { document: result, missingSchemas } = normalise(published(document));
    expect(result).toHaveProperty("components.schemas.site_slug", {});
    expect(result).toHaveProperty("paths./things.get.parameters.0.schema", {
      $ref: "#/components/schemas/site_slug",
    });
    expect(missingSchemas).toEqual(["site_slug"]);
  });

  test("into published shared schemas bring the schema along", () => {
    const document = withParameters(
      '[{name: a, in: query, schema: {$ref: "../schemas.yaml#/site_slug"}}]',
    );
    const shared = { site_slug: { type: "string", description: "Upstream words" } };
    const { document: result, missingSchemas } = normalise(published(document), shared);
    expect(result).toHaveProperty("components.schemas.site_slug", { type: "string" });
    expect(missingSchemas).toEqual([]);
  });

  test("without a slash after the hash are mended", () => {
    const document = documentOf(
      '/x: {get: {parameters: [{name: a, in: query, schema: {$ref: "#components/schemas/a"}}]}}',
      "components: {schemas: {a: {type: string}}}",
    );
    expect(normalised(document)).toHaveProperty("paths./x.get.parameters.0.schema", {
      $ref: "#/components/schemas/a",
    });
  });

  test("lose their siblings in OpenAPI 3.0, which ignores them, and keep them in 3.1", () => {
    const document = documentOf(
      '/x: {get: {parameters: [{name: a, in: query, schema: {$ref: "#/components/schemas/a", maxLength: 3}}]}}',
      "components: {schemas: {a: {type: string}}}",
    );
    const place = "paths./x.get.parameters.0.schema.maxLength";
    expect(normalised(document)).not.toHaveProperty(place);
    expect(normalised({ ...document, openapi: "3.1.0" })).toHaveProperty(place, 3);
  });

  test("that point at nothing are a problem, as in a truncated document", () => {
    const document = withParameters(
      '[{name: a, in: query, schema: {$ref: "#/components/schemas/b"}}]',
    );
    expect(() => normalise(published(document))).toThrow(
      "#/components/schemas/b points at nothing",
    );
  });
});

describe("parameters", () => {
  test.each([
    ["multi", true],
    ["csv", false],
  ])("with the Swagger 2 collectionFormat %s say how arrays are written", (format, explode) => {
    const document = withParameters(
      `[{name: a, in: query, collectionFormat: ${format}, schema: {type: array, items: {type: string}}}]`,
    );
    expect(normalised(document)).toHaveProperty("paths./things.get.parameters.0", {
      name: "a",
      in: "query",
      style: "form",
      explode,
      schema: { type: "array", items: { type: "string" } },
    });
  });

  test("of the path belong to each operation that has none of its own by that name and place", () => {
    const document = documentOf(`/x/{id}:
  parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    - {name: id, in: query, schema: {type: string}}
  get:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
  put: {}`);
    const result = normalised(document);
    expect(result).not.toHaveProperty("paths./x/{id}.parameters");
    expect(result).toMatchObject({
      paths: {
        "/x/{id}": {
          get: { parameters: [{ in: "query" }, { in: "path", schema: { type: "integer" } }] },
          put: { parameters: [{ in: "path", schema: { type: "string" } }, { in: "query" }] },
        },
      },
    });
  });

  test("that are arrays without items get items of unknown type", () => {
    const document = withParameters("[{name: a, in: query, schema: {type: array}}]");
    expect(normalised(document)).toHaveProperty("paths./things.get.parameters.0.schema.items", {});
  });
});

describe("request bodies", () => {
  const body = (schema: string): Document =>
    documentOf(
      `/x: {post: {requestBody: {content: {application/json: {schema: ${schema}}}}}}`,
      "components: {schemas: {thing: {type: object, required: [a]}}}",
    );

  test.each(["{type: object, required: [a]}", '{$ref: "#/components/schemas/thing"}'])(
    "are required when a member of %s is",
    (schema) => {
      expect(normalised(body(schema))).toHaveProperty("paths./x.post.requestBody.required", true);
    },
  );

  test("stay optional when none of their members is required", () => {
    expect(normalised(body("{type: object}"))).not.toHaveProperty(
      "paths./x.post.requestBody.required",
    );
  });
});

describe("OpenAPI 3.0 becomes 3.1", () => {
  test.each([
    ["{type: string, nullable: true}", { type: ["string", "null"] }],
    ["{type: string, nullable: false}", { type: "string" }],
    ["{type: string, enum: [a], nullable: true}", { type: ["string", "null"], enum: ["a", null] }],
    [
      '{nullable: true, allOf: [{$ref: "#/components/schemas/a"}]}',
      { anyOf: [{ allOf: [{ $ref: "#/components/schemas/a" }] }, { type: "null" }] },
    ],
    ["{type: number, minimum: 1, exclusiveMinimum: true}", { type: "number", exclusiveMinimum: 1 }],
    ["{type: number, maximum: 9, exclusiveMaximum: false}", { type: "number", maximum: 9 }],
  ])("%s", (schema, expected) => {
    const document = documentOf(
      "/x: {}",
      `components: {schemas: {a: {type: string}, subject: ${schema}}}`,
    );
    const result = normalised(document);
    expect(result["openapi"]).toBe("3.1.0");
    expect(result).toHaveProperty("components.schemas.subject", expected);
  });
});

describe("upstream prose and examples", () => {
  const document = documentOf(
    `/x:
  get:
    operationId: readTheThing
    summary: Upstream words
    description: Upstream words
    x-internal: Upstream words
    parameters: [{name: a, in: query, description: Upstream words, example: Upstream words, schema: {type: string, example: Upstream words}}]
    responses:
      "200":
        description:
        content: {application/json: {example: {text: Upstream words}}}
      "400":
        description: Upstream words
        content: {application/json: {examples: {one: {summary: Upstream words, value: {}}}}}`,
    `components:
  schemas:
    thing:
      title: Upstream words
      properties: {description: {type: string}, example: {type: number}, title: {type: string}}
tags: [{name: Things, description: Upstream words}]`,
  );

  test("do not survive", () => {
    expect(JSON.stringify(normalised(document))).not.toContain("Upstream words");
  });

  test("are told apart from properties of the same name", () => {
    expect(normalised(document)).toHaveProperty("components.schemas.thing.properties", {
      description: { type: "string" },
      example: { type: "number" },
      title: { type: "string" },
    });
  });

  test("leave a description where OpenAPI demands one, also where upstream has null", () => {
    expect(normalised(document)).toMatchObject({
      paths: {
        "/x": {
          get: {
            summary: "Read the thing.",
            responses: {
              "200": { description: "Success." },
              "400": { description: "The request was refused." },
            },
          },
        },
      },
    });
  });
});
