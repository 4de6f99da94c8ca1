import { at, body, bodyData, listAt, operation, remove, rename } from "../support/edit.js";
import type { Row } from "../support/row.js";

const purchase = "POST /api/v2/origins/purchase";
const purchases = "POST /api/v2/origins/batch/purchases";
const origins = "POST /api/v2/origins";
const facts = "openapi/v2.facts.yaml";

export const requests: Row[] = [
  {
    name: "a member is added to what creates one purchase, but not a batch of them",
    change: ({ v2 }) => {
      at(bodyData(v2, purchase), "properties")["gift"] = { type: "boolean" };
    },
    exit: 0,
    report: ["added … gift: boolean, optional"],
    silent: ["BREAKING"],
    types: [
      `${purchase} body.data.gift?: boolean`,
      `${purchase} body.data.campaign_tags?: string | string[]`,
      `${purchases} body.data[].gift gone`,
      `${purchases} body.data[].campaign_tags?: string | string[]`,
      `${purchases} body.data[].items?: LineItem[]`,
      `${origins} body.data.gift gone`,
    ],
  },
  {
    name: "a member is added to what creates one purchase and a batch of them",
    change: ({ v2 }) => {
      for (const label of [purchase, purchases]) {
        at(bodyData(v2, label), "properties")["gift"] = { type: "boolean" };
      }
    },
    exit: 0,
    report: ["added … PurchaseData.gift: boolean, optional"],
    silent: ["BREAKING"],
    types: [
      "PurchaseData.gift?: boolean",
      `${purchase} body.data: PurchaseData`,
      `${purchases} body.data: PurchaseData[]`,
    ],
  },
  {
    name: "a member is added wherever a purchase is created, also where a fact has replaced the schema",
    change: ({ v2 }) => {
      for (const label of [origins, purchase, purchases]) {
        at(bodyData(v2, label), "properties")["gift"] = { type: "boolean" };
      }
    },
    exit: 3,
    report: ["added … PurchaseData.gift: boolean, optional"],
    findings: [{ of: origins, at: [[facts, "createOrigin"]], says: ["gift"] }],
    types: ["PurchaseData.gift?: boolean", `${origins} body.data.gift?: boolean`],
  },
  {
    name: "a member goes from a batch, but not from what creates one",
    change: ({ v2 }) => {
      remove([at(bodyData(v2, purchases), "properties")], "shipping_zip");
    },
    exit: 0,
    report: ["BREAKING removed … shipping_zip"],
    types: [
      `${purchase} body.data.shipping_zip?: string`,
      `${purchases} body.data[].shipping_zip gone`,
      `${purchases} body.data[].subtotal: number`,
    ],
    calls: (calls) =>
      calls.with(
        "data: [purchase, { ...purchase, order_number",
        'data: [{ ...customer, subtotal: 1, order_number: "1" }, { ...customer, subtotal: 1, order_number',
      ),
  },
  {
    name: "an optional member becomes required",
    change: ({ v2 }) => {
      bodyData(v2, "PUT /api/v2/loyalty/members/{email}")["required"] = ["member_dates"];
    },
    exit: 0,
    report: ["BREAKING changed … member_dates: required, was optional"],
    types: [
      "PUT /api/v2/loyalty/members/{email} body.data.member_dates: MemberDate[]",
      "PUT /api/v2/loyalty/members/{email} body.data.custom_properties?: CustomPropertiesInput",
    ],
  },
  {
    name: "a required member becomes optional",
    change: ({ v2 }) => {
      remove([bodyData(v2, "POST /api/v2/loyalty/members/{email}/redeem_actions")], "required");
    },
    exit: 0,
    report: ["changed … redemption_batch_id: optional, was required"],
    silent: ["BREAKING"],
    types: [
      "POST /api/v2/loyalty/members/{email}/redeem_actions body.data.redemption_batch_id?: number",
    ],
  },
  {
    name: "what a fact makes optional is optional in the document at last",
    change: ({ v2 }) => {
      remove([bodyData(v2, "POST /api/v2/visitors")], "required");
    },
    exit: 0,
    report: ["Facts to delete … createVisitor, body.data.uuid"],
    silent: ["BREAKING"],
    types: ["POST /api/v2/visitors body.data.uuid?: string"],
  },
  {
    name: "the type of a member that a fact refines changes",
    change: ({ v2 }) => {
      const data = bodyData(v2, "PUT /api/v2/loyalty/members/{email}");
      at(data, "properties")["custom_properties"] = { type: "array", items: { type: "string" } };
    },
    exit: 3,
    report: ["BREAKING changed … custom_properties: string[]"],
    findings: [
      {
        of: "PUT /api/v2/loyalty/members/{email}, body member data.custom_properties",
        at: [[facts, "custom_properties"]],
      },
    ],
    types: ["PUT /api/v2/loyalty/members/{email} body.data.custom_properties?: string[]"],
    calls: (calls) =>
      calls.with('custom_properties: { tier: "gold" }', 'custom_properties: ["gold"]'),
  },
  {
    name: "JSON is taken as application/vnd.talkable+json",
    change: ({ v2 }) => {
      const content = at(operation(v2, purchase), "requestBody", "content");
      rename([content], "application/json", "application/vnd.talkable+json");
    },
    exit: 0,
    report: ["sent as application/vnd.talkable+json, was application/json"],
    silent: ["BREAKING"],
    types: [
      `${purchase} body.data: PurchaseData`,
      `${purchase} result: PurchaseResult`,
      "PurchaseData.campaign_tags?: string | string[]",
    ],
  },
  {
    name: "JSON is taken as application/vnd.talkable+json where facts refine it",
    change: ({ v2 }) => {
      const label = "PUT /api/v2/origins/{origin_slug}/referral";
      const content = at(operation(v2, label), "requestBody", "content");
      rename([content], "application/json", "application/vnd.talkable+json");
    },
    exit: 0,
    report: ["sent as application/vnd.talkable+json, was application/json"],
    silent: ["BREAKING"],
    types: ["PUT /api/v2/origins/{origin_slug}/referral body.data.status: ReferralUpdateStatus"],
  },
  {
    name: "an operation takes no body any more",
    change: ({ v2 }) => {
      remove([operation(v2, "POST /api/v2/people/{person_slug}/unsubscribe")], "requestBody");
    },
    exit: 0,
    report: ["BREAKING removed POST /api/v2/people/{person_slug}/unsubscribe, body"],
    types: [
      "operations.unsubscribePerson.requestBody gone",
      "POST /api/v2/people/{person_slug}/unsubscribe result.person: Person",
    ],
  },
  {
    name: "an operation takes a body at last",
    change: ({ v2 }) => {
      operation(v2, "PUT /api/v2/visitor_offers/{id}/track_visit")["requestBody"] = {
        content: {
          "application/json": {
            schema: { type: "object", properties: { referrer: { type: "string" } } },
          },
        },
      };
    },
    exit: 0,
    report: ["added … PUT /api/v2/visitor_offers/{id}/track_visit, body"],
    silent: ["BREAKING"],
    types: ["PUT /api/v2/visitor_offers/{id}/track_visit body.referrer?: string"],
  },
  {
    name: "an upload takes a text beside the file",
    change: ({ v2 }) => {
      const content = at(operation(v2, "POST /api/v2/assets"), "requestBody", "content");
      at(content, "multipart/form-data", "schema", "properties")["folder"] = { type: "string" };
    },
    exit: 0,
    report: ["added … POST /api/v2/assets, body.folder: string, optional"],
    silent: ["BREAKING"],
    types: [
      "POST /api/v2/assets body.folder?: string",
      "POST /api/v2/assets body.file: Blob | File",
    ],
  },
  {
    name: "a body gets a further required member beside its data",
    change: ({ v2 }) => {
      const taken = body(v2, "POST /api/v2/loyalty/members/{email}/redeem_actions");
      at(taken, "properties")["locale"] = { type: "string" };
      listAt(taken, "required").push("locale");
    },
    exit: 0,
    report: ["BREAKING added … locale: string, required"],
    types: ["POST /api/v2/loyalty/members/{email}/redeem_actions body.locale: string"],
    calls: (calls) =>
      calls.with("body: { data: { redemption", 'body: { locale: "nl", data: { redemption'),
  },
];
