import { at, bodyData, listAt, operation, operations, rename } from "../support/edit.js";
import { isNode, type Node, type Value } from "../support/published.js";
import type { Row } from "../support/row.js";

/** Today's types, wherever a change must not touch them. */
const asToday = [
  "Person.sub_choice: boolean",
  "Coupon.valid_until?: string | null",
  "Asset.width: number | null",
  'Reward.status knows "Voided"',
  "PurchaseData.campaign_tags?: string | string[]",
  "webhooks Person.email: Email | null",
];

function everyNode(value: Value | undefined, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) everyNode(item, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const member of Object.values(value)) everyNode(member, visit);
}

export const documents: Row[] = [
  {
    name: "nothing changes",
    change: () => undefined,
    exit: 0,
    report: ["Nothing changed"],
    types: asToday,
  },
  {
    name: "OpenAPI 3.1 is published",
    change: ({ v2, webhooks }) => {
      v2["openapi"] = webhooks["openapi"] = "3.1.0";
    },
    exit: 0,
    // What stands beside a reference then counts, in the documents that the package holds.
    report: ["Semver: patch"],
    silent: ["BREAKING"],
    types: asToday,
  },
  {
    name: "JSON is published in place of YAML",
    change: ({ v2, webhooks, files }) => {
      files.set("v2/openapi.yaml", JSON.stringify(v2));
      files.set("webhooks/openapi.yaml", JSON.stringify(webhooks, null, 2));
    },
    exit: 0,
    report: ["no release needed"],
    silent: ["BREAKING"],
    types: asToday,
  },
  {
    name: "broken references are repaired",
    change: ({ webhooks }) => {
      everyNode(webhooks, (node) => {
        const reference = node["$ref"];
        if (typeof reference !== "string") return;
        node["$ref"] = reference.replace(/^#components/, "#/components");
      });
    },
    exit: 0,
    report: ["no release needed"],
    silent: ["BREAKING"],
    types: asToday,
  },
  {
    name: "`schemas.yaml` is published",
    change: ({ files }) => {
      const text = "type: string";
      const names = ["site_slug", "phone_number", "ip_address", "date_time"];
      const properties =
        "custom_properties:\n  type: object\n  additionalProperties:\n    type: string\n";
      files.set("schemas.yaml", names.map((name) => `${name}:\n  ${text}\n`).join("") + properties);
    },
    exit: 0,
    report: [],
    silent: ["BREAKING", "is not published"],
    types: [
      "PUT /api/v2/people/{person_slug} body.data.phone_number?: string",
      "Person.custom_properties[key]: string",
      "CustomPropertiesInput[key]: string | number | boolean",
      "webhooks Person.phone_number: string | null",
    ],
  },
  {
    name: "`schemas.yaml` is published with another type than the one that stands in for it",
    change: ({ files }) => {
      const texts = ["site_slug", "phone_number", "ip_address"];
      const own = "date_time:\n  type: integer\ncustom_properties:\n  type: object\n";
      files.set("schemas.yaml", texts.map((name) => `${name}:\n  type: string\n`).join("") + own);
    },
    exit: 0,
    report: ["BREAKING changed … date_time: number, was string"],
    types: [
      "PUT /api/v2/people/{person_slug} body.data.unsubscribed_at?: number",
      "webhooks DateTime: number",
    ],
    calls: (calls) =>
      calls
        .with('unsubscribed_at: "2026-02-04T00:00:00Z"', "unsubscribed_at: 1")
        .with('refunded_at: "2026-02-04T00:00:00Z"', "refunded_at: 1")
        .with('created_at: "2026-02-03T04:05:06+01:00"', "created_at: 1"),
  },
  {
    name: "all prose is written anew",
    change: ({ v2 }) => {
      for (const one of operations(v2)) {
        one["summary"] = "Told anew";
        one["description"] = "More of them.";
      }
    },
    exit: 0,
    report: ["GET /api/v2/campaigns"],
    silent: ["BREAKING", "Told anew", "More of them"],
    types: asToday,
  },
  {
    name: "the prose of one operation changes",
    change: ({ v2 }) => {
      operation(v2, "GET /api/v2/campaigns")["summary"] = "Told anew";
    },
    exit: 0,
    report: ["GET /api/v2/campaigns"],
    silent: ["BREAKING", "Told anew", "GET /api/v2/coupons"],
    types: asToday,
  },
  {
    name: "tags, the title and the version of the document change",
    change: ({ v2 }) => {
      for (const one of operations(v2)) one["tags"] = ["All"];
      Object.assign(at(v2, "info"), { title: "Talkable REST", version: "2.1" });
    },
    exit: 0,
    report: ["no release needed"],
    silent: ["BREAKING"],
    types: asToday,
  },
  {
    name: "an operation is deprecated",
    change: ({ v2 }) => {
      operation(v2, "GET /api/v2/campaigns")["deprecated"] = true;
    },
    exit: 0,
    report: ["GET /api/v2/campaigns … deprecated"],
    silent: ["BREAKING"],
    types: [
      "GET /api/v2/campaigns deprecated",
      "GET /api/v2/campaigns result.campaigns: Campaign[]",
    ],
  },
  {
    name: "a member of what an operation takes is deprecated",
    change: ({ v2 }) => {
      const data = bodyData(v2, "PUT /api/v2/people/{person_slug}");
      at(data, "properties", "gated_param_subscribed")["deprecated"] = true;
    },
    exit: 0,
    report: ["gated_param_subscribed … deprecated"],
    silent: ["BREAKING"],
    types: [
      "PersonUpdate.gated_param_subscribed deprecated",
      "PersonUpdate.gated_param_subscribed?: boolean",
    ],
  },
  {
    name: "the server moves",
    change: ({ v2 }) => {
      at(v2, "servers", "0")["url"] = "https://api.talkable.com";
    },
    exit: 3,
    report: ["https://api.talkable.com"],
    silent: ["BREAKING"],
    // The base URL of the client is written by hand.
    findings: [
      {
        of: "servers",
        at: [
          ["v2/openapi.yaml", "https://api.talkable.com"],
          ["src/options/options.ts", "https://www.talkable.com"],
        ],
      },
    ],
    types: asToday,
  },
  {
    name: "a second server is published",
    change: ({ v2 }) => {
      listAt(v2, "servers").push({ url: "https://eu.talkable.com" });
    },
    exit: 0,
    report: ["https://eu.talkable.com"],
    silent: ["BREAKING"],
    types: asToday,
  },
  {
    name: "the security scheme is renamed",
    change: ({ v2 }) => {
      rename([at(v2, "components", "securitySchemes")], "api_key", "bearer");
      v2["security"] = [{ bearer: [] }];
    },
    exit: 0,
    report: ["security: bearer, was api_key"],
    silent: ["BREAKING"],
    types: asToday,
  },
  {
    name: "the key goes into a header of its own",
    change: ({ v2 }) => {
      at(v2, "components", "securitySchemes")["api_key"] = {
        type: "apiKey",
        in: "header",
        name: "X-Api-Key",
      };
    },
    exit: 3,
    report: ["X-Api-Key"],
    silent: ["BREAKING"],
    // The client sends a bearer token.
    findings: [{ of: "security", at: [["v2/openapi.yaml", "api_key:"]] }],
    types: asToday,
  },
];
