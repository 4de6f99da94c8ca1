import { at } from "../support/edit.js";
import type { Node, Value } from "../support/published.js";
import type { Row } from "../support/row.js";

const site = { $ref: "#/components/parameters/site_slug_in_query_required" };

function publishOperation(v2: Node, label: string, parts: Node): void {
  const [method = "", path = ""] = label.split(" ");
  const paths = at(v2, "paths");
  const item = path in paths ? at(paths, path) : {};
  paths[path] = { ...item, [method.toLowerCase()]: parts };
}

function answering(example: Value): Node {
  return { 200: { description: "", content: { "application/json": { example } } } };
}

/** An operation that only adds: nothing breaks, and nobody has to look. */
function added(
  label: string,
  { operationId, ...parts }: Node & { operationId: string },
  types: readonly string[],
): Row {
  return {
    name: `${label} is added`,
    change: ({ v2 }) => {
      publishOperation(v2, label, { operationId, parameters: [site], ...structuredClone(parts) });
    },
    exit: 0,
    report: [`added   ${label}: ${operationId}`],
    silent: ["BREAKING"],
    types: [`${label} present`, ...types],
  };
}

export const operationsAdded: Row[] = [
  {
    ...added(
      "DELETE /api/v2/assets/{id}",
      {
        operationId: "deleteAsset",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }, site],
        responses: { 204: { description: "" } },
      },
      [
        "DELETE /api/v2/assets/{id} result: undefined",
        "GET /api/v2/assets/{id} result.asset: Asset",
      ],
    ),
    name: "a DELETE without an answer is added to a known path",
  },
  {
    ...added(
      "POST /api/v2/pings",
      { operationId: "ping", responses: { 200: { description: "" } } },
      ["POST /api/v2/pings result: undefined"],
    ),
    name: "an operation without content is added",
  },
  {
    ...added(
      "GET /api/v2/perks",
      {
        operationId: "listPerks",
        responses: answering({ ok: true, result: { perks: [], next: null } }),
      },
      ["GET /api/v2/perks result.perks: unknown[]"],
    ),
    name: "an operation is added whose example shows an empty list",
  },
  {
    ...added(
      "GET /api/v2/tree",
      {
        operationId: "findTree",
        responses: answering({
          ok: true,
          result: { name: "a", children: [{ name: "b", children: [] }] },
        }),
      },
      ["GET /api/v2/tree result.children[].name: string"],
    ),
    name: "an operation is added whose example nests like in like",
  },
  {
    ...added(
      "PUT /api/v2/perks/{id}",
      {
        operationId: "updatePerk",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["title"],
                properties: {
                  site_slug: { $ref: "../schemas.yaml#/site_slug" },
                  title: { type: "string" },
                  ends_at: { type: "string", nullable: true },
                  price: { oneOf: [{ type: "string" }, { type: "number" }] },
                  tags: { type: "array", items: { type: "string", enum: ["a", "b"] } },
                },
              },
            },
          },
        },
        responses: answering({ ok: true }),
      },
      [
        "PUT /api/v2/perks/{id} body.title: string",
        "PUT /api/v2/perks/{id} body.ends_at?: string | null",
        "PUT /api/v2/perks/{id} body.price?: string | number",
        'PUT /api/v2/perks/{id} body.tags?: ("a" | "b")[]',
        "PUT /api/v2/perks/{id} result: undefined",
      ],
    ),
    name: "an operation with a body of many forms is added",
  },
  {
    name: "an operation is added that answers with a schema that refers to itself",
    change: ({ v2 }) => {
      const branch = { $ref: "#/components/schemas/branch" };
      at(v2, "components", "schemas")["branch"] = {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, branches: { type: "array", items: branch } },
      };
      const schema = {
        type: "object",
        required: ["ok", "result"],
        properties: { ok: { type: "boolean" }, result: branch },
      };
      publishOperation(v2, "GET /api/v2/branches", {
        operationId: "findBranches",
        parameters: [site],
        responses: { 200: { description: "", content: { "application/json": { schema } } } },
      });
    },
    exit: 0,
    report: ["added   GET /api/v2/branches: findBranches"],
    silent: ["BREAKING"],
    types: [
      "GET /api/v2/branches result.name: string",
      "GET /api/v2/branches result.branches[].name: string",
    ],
  },
  {
    name: "an operation is added that takes a form, which the client cannot send",
    change: ({ v2 }) => {
      const schema = { type: "object", properties: { title: { type: "string" } } };
      publishOperation(v2, "POST /api/v2/perks", {
        operationId: "createPerk",
        parameters: [site],
        requestBody: { content: { "application/x-www-form-urlencoded": { schema } } },
        responses: answering({ ok: true }),
      });
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    silent: ["BREAKING"],
    findings: [
      {
        of: "POST /api/v2/perks",
        at: [["v2/openapi.yaml", "application/x-www-form-urlencoded"]],
        says: ["application/x-www-form-urlencoded"],
      },
    ],
    types: ["GET /api/v2/assets result.assets: Asset[]"],
  },
  {
    name: "an operation is added that answers with CSV, which the client cannot read",
    change: ({ v2 }) => {
      publishOperation(v2, "GET /api/v2/export", {
        operationId: "exportRewards",
        parameters: [site],
        responses: { 200: { description: "", content: { "text/csv": { example: "id\n1\n" } } } },
      });
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    silent: ["BREAKING"],
    findings: [
      { of: "GET /api/v2/export", at: [["v2/openapi.yaml", "text/csv"]], says: ["text/csv"] },
    ],
    types: ["GET /api/v2/assets result.assets: Asset[]"],
  },
];
