import { at, body, bodyData, listAt, payload, rename } from "../support/edit.js";
import { assets, coupons, offers, people, rewards } from "../support/entities.js";
import type { Row } from "../support/row.js";

export const membersRenamed: Row[] = [
  {
    name: "a member that only words describe is renamed in every person",
    change: ({ v2 }) => {
      rename(people(v2), "username", "handle");
    },
    exit: 0,
    report: [
      "BREAKING removed Person.username: was string | null",
      "added … Person.handle: string | null, required",
      "Person.username … Person.handle",
    ],
    types: ["Person.username gone", "Person.handle: string | null"],
  },
  {
    name: "a member is renamed in every asset",
    change: ({ v2 }) => {
      rename(assets(v2), "fingerprint", "checksum");
    },
    exit: 0,
    report: [
      "BREAKING removed Asset.fingerprint: was string",
      "added … Asset.checksum: string, required",
      "Asset.fingerprint … Asset.checksum",
    ],
    types: ["Asset.fingerprint gone", "Asset.checksum: string"],
  },
  {
    name: "a member is renamed in some examples only",
    change: ({ v2 }) => {
      rename(assets(v2).slice(0, 2), "fingerprint", "checksum");
    },
    exit: 0,
    report: [
      "BREAKING changed Asset.fingerprint: optional, was required",
      "added … Asset.checksum: string, optional",
    ],
    types: ["Asset.fingerprint?: string", "Asset.checksum?: string"],
  },
  {
    name: "`valid_until` is renamed in every coupon",
    change: ({ v2 }) => {
      rename(coupons(v2), "valid_until", "ends_at");
    },
    exit: 3,
    report: ["BREAKING removed Coupon.valid_until", "added … Coupon.ends_at"],
    findings: [
      {
        of: "Coupon.valid_until",
        at: [["openapi/v2.facts.yaml", "valid_until"]],
        says: ["ends_at"],
      },
    ],
    // Null in every example, and what was known of the old name is not known of the new one.
    types: ["Coupon.valid_until gone", "Coupon.ends_at: unknown"],
  },
  {
    name: "a member with a set of known values is renamed in every reward",
    change: ({ v2 }) => {
      rename(rewards(v2), "status", "state");
    },
    exit: 3,
    report: ["BREAKING removed Reward.status", "added … Reward.state: string, required"],
    findings: [{ of: "Reward.status", at: [["openapi/v2.facts.yaml", "status"]], says: ["state"] }],
    types: ["Reward.status gone", "Reward.state: string"],
  },
  {
    name: "a list of entities is renamed, and its name is not known",
    change: ({ v2 }) => {
      rename(offers(v2), "campaign_tags", "tags");
    },
    exit: 0,
    report: ["BREAKING removed Offer.campaign_tags", "added … Offer.tags: string[], required"],
    types: ["Offer.campaign_tags gone", "Offer.tags: string[]"],
  },
  {
    name: "a member of what an operation takes is renamed",
    change: ({ v2 }) => {
      const data = bodyData(v2, "PUT /api/v2/people/{person_slug}");
      rename([at(data, "properties")], "identifier_hash", "identity");
    },
    exit: 0,
    report: ["BREAKING removed … identifier_hash", "added … identity: string, optional"],
    types: [
      "PUT /api/v2/people/{person_slug} body.data.identifier_hash gone",
      "PUT /api/v2/people/{person_slug} body.data.identity?: string",
    ],
    calls: (calls) => calls.with("identifier_hash:", "identity:"),
  },
  {
    name: "`order_number` is renamed wherever purchases are created",
    change: ({ v2 }) => {
      const creations = ["", "/purchase", "/batch/purchases"].map((path) =>
        bodyData(v2, `POST /api/v2/origins${path}`),
      );
      for (const data of creations) {
        rename([at(data, "properties")], "order_number", "order_id");
        const required = listAt(data, "required");
        data["required"] = required.map((name) => (name === "order_number" ? "order_id" : name));
      }
    },
    exit: 3,
    report: [
      "BREAKING removed PurchaseData.order_number",
      "BREAKING added … PurchaseData.order_id",
    ],
    findings: [{ of: "POST /api/v2/origins", at: [["openapi/v2.facts.yaml", "createOrigin"]] }],
    types: [
      "PurchaseData.order_number gone",
      "PurchaseData.order_id: string",
      "POST /api/v2/origins/purchase body.data.order_id: string",
      "POST /api/v2/origins/batch/purchases body.data[].order_id: string",
      "POST /api/v2/origins body.data.order_id present",
    ],
    calls: (calls) => calls.with("order_number:", "order_id:"),
  },
  {
    name: "a webhook's member with facts is renamed",
    change: ({ webhooks }) => {
      rename([at(payload(webhooks, "create_coupon"), "properties")], "usage_limit", "limit");
    },
    exit: 3,
    report: [
      "BREAKING removed … create_coupon_webhook_payload.usage_limit",
      "added … create_coupon_webhook_payload.limit",
    ],
    findings: [
      {
        of: "create_coupon_webhook_payload.usage_limit",
        at: [["openapi/webhooks.facts.yaml", "usage_limit"]],
        says: ["limit"],
      },
    ],
    types: [
      "webhooks CreateCouponWebhookPayload.usage_limit gone",
      "webhooks CreateCouponWebhookPayload.limit?: number",
    ],
  },
  {
    name: "the member around what an operation takes is renamed",
    change: ({ v2 }) => {
      const taken = body(v2, "POST /api/v2/loyalty/members/{email}/collect_actions");
      rename([at(taken, "properties")], "data", "collect_action");
      taken["required"] = ["site_slug", "collect_action"];
    },
    exit: 3,
    report: ["BREAKING removed … data", "BREAKING added … collect_action"],
    findings: [
      {
        of: "CollectActionData",
        at: [["openapi/entities.yaml", "createCollectAction.data"]],
        says: ["collect_action"],
      },
    ],
    types: [
      "POST /api/v2/loyalty/members/{email}/collect_actions body.data gone",
      "POST /api/v2/loyalty/members/{email}/collect_actions body.collect_action.type: string",
    ],
    calls: (calls) => calls.with('data: { type: "review"', 'collect_action: { type: "review"'),
  },
];
