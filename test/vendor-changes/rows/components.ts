import { answer, at, bodyData, operation, payload } from "../support/edit.js";
import { isNode, type Node } from "../support/published.js";
import type { Row } from "../support/row.js";

const person = "PUT /api/v2/people/{person_slug}";
const text = { type: "string" };

function schemas(document: Node): Node {
  return at(document, "components", "schemas");
}

export const components: Row[] = [
  {
    name: "a component is published that nothing refers to",
    change: ({ v2 }) => {
      schemas(v2)["Badge"] = { type: "object", properties: { label: text } };
    },
    exit: 0,
    report: ["added … Badge"],
    silent: ["BREAKING"],
    types: ["Badge.label?: string"],
  },
  {
    name: "a component called like one of ours is published, and used by a new operation",
    change: ({ v2 }) => {
      schemas(v2)["Asset"] = {
        type: "object",
        required: ["id", "kind"],
        properties: { id: { type: "integer" }, kind: text },
      };
      const result = { $ref: "#/components/schemas/Asset" };
      const schema = { type: "object", properties: { ok: { type: "boolean" }, result } };
      at(v2, "paths")["/api/v2/asset_kind"] = {
        get: {
          operationId: "findAssetKind",
          summary: "A kind",
          parameters: [{ $ref: "#/components/parameters/site_slug_in_query_required" }],
          responses: { 200: { description: "", content: { "application/json": { schema } } } },
        },
      };
    },
    exit: 3,
    report: ["added   GET /api/v2/asset_kind: findAssetKind"],
    silent: ["BREAKING"],
    findings: [
      {
        of: "Asset",
        at: [
          ["v2/openapi.yaml", "Asset:"],
          ["openapi/entities.yaml", "Asset:"],
        ],
      },
    ],
    types: [
      "GET /api/v2/asset_kind result.kind: string",
      "GET /api/v2/asset_kind result.fingerprint gone",
      "GET /api/v2/assets result.assets[].fingerprint: string",
      "GET /api/v2/assets result.assets[].kind gone",
    ],
  },
  {
    name: "a component called like one of ours is published for what ours describes",
    change: ({ v2 }) => {
      schemas(v2)["Visitor"] = { type: "object", required: ["uuid"], properties: { uuid: text } };
      const result = { $ref: "#/components/schemas/Visitor" };
      answer(v2, "POST /api/v2/visitors")["schema"] = {
        type: "object",
        required: ["ok", "result"],
        properties: { ok: { type: "boolean" }, result },
      };
    },
    exit: 0,
    report: [],
    silent: ["BREAKING"],
    types: ["POST /api/v2/visitors result: Visitor", "Visitor.uuid: string"],
  },
  {
    name: "a component that operations refer to gets another type",
    change: ({ v2 }) => {
      schemas(v2)["visitor_uuid"] = { type: "integer" };
    },
    exit: 0,
    report: ["BREAKING changed visitor_uuid: number, was string"],
    types: [
      "GET /api/v2/rewards query.visitor_uuid: number",
      "POST /api/v2/visitors body.data.uuid?: number",
    ],
    calls: (calls) =>
      calls.with('const visitor = "7c1f2b9e-56a4-4a0e-9d3c-0f6a1b2c3d4e"', "const visitor = 7"),
  },
  {
    name: "a component is renamed along with its references",
    change: ({ v2 }) => {
      const text = JSON.stringify(v2)
        .replaceAll("#/components/schemas/coupon_codes", "#/components/schemas/codes")
        .replace('"coupon_codes":{"type":"array"', '"codes":{"type":"array"');
      Object.assign(v2, JSON.parse(text) as Node);
    },
    exit: 3,
    report: ["BREAKING removed coupon_codes", "added … codes"],
    // A fact has replaced the whole body of this one, and quotes what it replaces, with the old name.
    findings: [{ of: "POST /api/v2/origins", at: [["openapi/v2.facts.yaml", "createOrigin"]] }],
    types: ["CouponCodes gone", "PurchaseData.coupon_codes?: string[]", "Codes[]: string"],
  },
  {
    name: "a value stands where a schema belongs",
    change: ({ v2 }) => {
      at(bodyData(v2, person), "properties")["first_name"] = "Zoe";
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    findings: [
      {
        of: `${person}, body member data.first_name`,
        at: [["v2/openapi.yaml", "first_name: Zoe"]],
      },
    ],
    types: [`${person} body.data.first_name present`, `${person} body.data.last_name?: string`],
  },
  {
    name: "a value stands where the schema of a parameter belongs",
    change: ({ v2 }) => {
      const parameters = operation(v2, "GET /api/v2/assets")["parameters"];
      const page = [parameters].flat().find((one) => isNode(one) && one["name"] === "page");
      if (isNode(page)) page["schema"] = "integer";
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    findings: [
      {
        of: "GET /api/v2/assets, query parameter page",
        at: [["v2/openapi.yaml", "schema: integer"]],
      },
    ],
    types: ["GET /api/v2/assets query.page present", "GET /api/v2/assets query.per_page?: number"],
  },
  {
    name: "a value stands where a webhook's schema belongs",
    change: ({ webhooks }) => {
      at(payload(webhooks, "create_coupon"), "properties")["coupon_code"] = "THANKS10";
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    findings: [
      {
        of: "create_coupon_webhook_payload.coupon_code",
        at: [["webhooks/openapi.yaml", "coupon_code: THANKS10"]],
      },
    ],
    types: [
      "webhooks CreateCouponWebhookPayload.coupon_code present",
      "webhooks CreateCouponWebhookPayload.usage_limit: number",
    ],
  },
  {
    name: "a reference leads nowhere",
    change: ({ v2 }) => {
      const properties = at(bodyData(v2, person), "properties");
      properties["customer_id"] = { $ref: "#/components/schemas/customer_id" };
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    findings: [
      {
        of: `${person}, body member data.customer_id`,
        at: [["v2/openapi.yaml", "#/components/schemas/customer_id"]],
      },
    ],
    types: [`${person} body.data.customer_id present`, `${person} body.data.last_name?: string`],
  },
];
