import { describe, expect, test } from "vitest";
import type { Document } from "../../scripts/document/document.js";
import type { Example } from "../../scripts/document/examples.js";
import { omit } from "../../scripts/document/json.js";
import { exampleConflicts, lint } from "../../scripts/verify.js";

const document: Document = {
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  servers: [{ url: "https://api.test" }],
  security: [],
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        summary: "Lists things.",
        responses: {
          "200": {
            description: "Success.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    },
  },
};

function exampleOf(value: Example["value"]): Example {
  return {
    operationId: "listThings",
    status: "200",
    mediaType: "application/json",
    name: "first",
    value,
    path: [],
  };
}

describe("an example that contradicts the final schema", () => {
  test("is a conflict that names operation, example and member", () => {
    expect(exampleConflicts(document, [exampleOf({ name: 1 })])).toMatchObject([
      { member: ["name"], message: "listThings, 200, «first»: /name must be string" },
    ]);
    expect(exampleConflicts(document, [exampleOf({})])).toMatchObject([{ member: ["name"] }]);
  });

  test("is none when it fits", () => {
    expect(exampleConflicts(document, [exampleOf({ name: "one", more: true })])).toEqual([]);
  });
});

describe("lint", () => {
  test("passes a clean document", async () => {
    expect(await lint(document, "openapi/v2.yaml")).toEqual([]);
  });

  test("says where and which rule", async () => {
    const [problem] = await lint(omit(document, ["security"]), "openapi/v2.yaml");
    expect(problem?.pointer).toBe("#/paths/~1things/get");
    expect(problem?.message).toContain("security-defined");
  });
});
