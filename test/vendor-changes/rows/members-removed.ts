import { answer, at, bodyData, payload, remove } from "../support/edit.js";
import { assets, campaigns, coupons, people, referrals } from "../support/entities.js";
import type { Row } from "../support/row.js";

const facts = "openapi/v2.facts.yaml";

export const membersRemoved: Row[] = [
  {
    name: "a member that only words describe goes from every person",
    change: ({ v2 }) => {
      remove(people(v2), "sub_choice");
    },
    exit: 0,
    report: [
      "BREAKING removed Person.sub_choice: was boolean",
      "Words to delete",
      "Person.sub_choice",
    ],
    types: ["Person.sub_choice gone", "Person.email: string"],
  },
  {
    name: "a member goes from every asset",
    change: ({ v2 }) => {
      remove(assets(v2), "fingerprint");
    },
    exit: 0,
    report: ["BREAKING removed Asset.fingerprint: was string"],
    silent: ["Asset.fingerprint: optional"],
    types: ["Asset.fingerprint gone", "Asset.name: string"],
  },
  {
    name: "a member goes from one example of an entity",
    change: ({ v2 }) => {
      remove(assets(v2).slice(0, 1), "fingerprint");
    },
    exit: 0,
    report: ["BREAKING changed Asset.fingerprint: optional, was required"],
    silent: ["Words to delete"],
    types: ["Asset.fingerprint?: string"],
  },
  {
    name: "three members go from every person",
    change: ({ v2 }) => {
      remove(people(v2), "username", "share_counts", "referred_by");
    },
    exit: 3,
    report: [
      "BREAKING removed Person.username",
      "BREAKING removed Person.share_counts",
      "BREAKING removed Person.referred_by",
    ],
    // Facts say how many counts there may be; nothing holds such counts any more.
    findings: [{ of: "ShareCounts", at: [[facts, "ShareCounts"]] }],
    types: ["Person.username gone", "Person.share_counts gone", "Person.referred_by gone"],
  },
  {
    name: "`valid_until` goes from every coupon",
    change: ({ v2 }) => {
      remove(coupons(v2), "valid_until");
    },
    exit: 3,
    report: ["BREAKING removed Coupon.valid_until: was string | null"],
    findings: [{ of: "Coupon.valid_until", at: [[facts, "valid_until"]] }],
    types: ["Coupon.valid_until gone", "Coupon.expires_at: string | null"],
  },
  {
    name: "`valid_until` goes everywhere, from webhooks too",
    change: ({ v2, webhooks }) => {
      const reward = at(payload(webhooks, "reward"), "properties", "reward");
      remove(coupons(v2), "valid_until");
      remove([at(reward, "properties", "coupon", "properties")], "valid_until");
    },
    exit: 3,
    report: [
      "BREAKING removed Coupon.valid_until: was string | null",
      "BREAKING removed coupon.valid_until",
    ],
    findings: [
      { of: "Coupon.valid_until", at: [[facts, "valid_until"]] },
      { of: "coupon.valid_until", at: [["openapi/webhooks.facts.yaml", "valid_until"]] },
    ],
    types: ["Coupon.valid_until gone", "webhooks Coupon.valid_until gone"],
  },
  {
    name: "a member with a fact goes from every asset",
    change: ({ v2 }) => {
      remove(assets(v2), "size");
    },
    exit: 3,
    report: ["BREAKING removed Asset.size: was number"],
    findings: [{ of: "Asset.size", at: [[facts, "size"]] }],
    types: ["Asset.size gone", "Asset.width: number | null", "Asset.height: number | null"],
  },
  {
    name: "a member with a fact goes from some examples",
    change: ({ v2 }) => {
      remove(assets(v2).slice(0, 1), "size");
    },
    exit: 0,
    report: ["BREAKING changed Asset.size: optional, was required"],
    types: ["Asset.size?: number"],
  },
  {
    name: "one of four members that a fact calls optional goes from every coupon",
    change: ({ v2 }) => {
      remove(coupons(v2), "active");
    },
    exit: 3,
    report: ["BREAKING removed Coupon.active: was boolean"],
    findings: [{ of: "Coupon.active", at: [[facts, "active"]] }],
    types: [
      "Coupon.active gone",
      "Coupon.description?: string",
      "Coupon.usages?: number | null",
      "Coupon.valid_until?: string | null",
    ],
  },
  {
    name: "an object that facts describe goes from every campaign",
    change: ({ v2 }) => {
      remove(campaigns(v2), "live_period");
    },
    exit: 3,
    report: ["BREAKING removed Campaign.live_period"],
    findings: [{ of: "Campaign.live_period", at: [[facts, "live_period"]] }],
    types: ["Campaign.live_period gone", "Campaign.joinable_category_names present"],
  },
  {
    name: "an entity that is only named goes",
    change: ({ v2 }) => {
      const permission = "GET /api/v2/coupons/{code}/permission/{person_slug}";
      remove([at(answer(v2, permission), "example", "result")], "checks");
    },
    exit: 0,
    report: [
      "BREAKING removed KnownCouponPermission.checks",
      "BREAKING removed CouponChecks",
      "openapi/entities.yaml … CouponChecks",
    ],
    types: ["CouponChecks gone", "KnownCouponPermission.checks gone"],
  },
  {
    name: "an entity that facts describe goes",
    change: ({ v2 }) => {
      remove(referrals(v2), "fraud_policies_status");
    },
    exit: 3,
    report: [
      "BREAKING removed Referral.fraud_policies_status",
      "BREAKING removed FraudPoliciesStatus",
    ],
    findings: [{ of: "FraudPoliciesStatus", at: [[facts, "FraudPoliciesStatus"]] }],
    types: ["FraudPoliciesStatus gone", "Referral.fraud_policies_status gone"],
  },
  {
    name: "a member goes from what an operation takes",
    change: ({ v2 }) => {
      const data = bodyData(v2, "PUT /api/v2/people/{person_slug}");
      remove([at(data, "properties")], "identifier_hash");
    },
    exit: 0,
    report: ["BREAKING removed … identifier_hash"],
    types: ["PUT /api/v2/people/{person_slug} body.data.identifier_hash gone"],
    calls: (calls) => calls.with('identifier_hash: "d41d8cd9",', ""),
  },
];
