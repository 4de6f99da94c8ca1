import { add, answer, at, listAt, remove, rename } from "../support/edit.js";
import { offers, rewards, shown } from "../support/entities.js";
import { isNode } from "../support/published.js";
import type { Row } from "../support/row.js";

const names = "openapi/entities.yaml";

export const entities: Row[] = [
  {
    name: "a keyed map becomes a list",
    change: ({ v2 }) => {
      const label = "POST /api/v2/offers/{short_url_code}/shares/email";
      const result = at(answer(v2, label), "example", "result");
      const recipients = Object.entries(at(result, "recipients"));
      result["recipients"] = recipients.map(([email, status]) => ({
        email,
        ...(isNode(status) ? status : {}),
      }));
    },
    exit: 3,
    report: ["BREAKING changed EmailShareResult.recipients"],
    findings: [{ of: "EmailShareResult.recipients", at: [[names, "recipients"]] }],
    types: [
      "EmailShareResult.recipients: RecipientStatus[]",
      "RecipientStatus.email: string",
      "RecipientStatus.currently_sent: boolean",
    ],
  },
  {
    name: "a list of entities becomes a keyed map",
    change: ({ v2 }) => {
      const label = "GET /api/v2/loyalty/members/{email}/redemption_batches";
      const result = at(answer(v2, label), "example", "result");
      const [batch] = listAt(result, "redemption_batches");
      result["redemption_batches"] = { 7: batch ?? null, 8: batch ?? null };
    },
    exit: 3,
    report: ["BREAKING changed … result.redemption_batches"],
    findings: [{ of: "RedemptionBatch", at: [[names, "redemption_batches"]] }],
    types: ["RedemptionBatch.points_cost: number", "RedemptionBatch.7 gone"],
  },
  {
    name: "a list becomes an object with the list in it",
    change: ({ v2 }) => {
      const example = at(answer(v2, "GET /api/v2/traffic_sources"), "example");
      example["result"] = { traffic_sources: listAt(example, "result"), total: 3 };
    },
    exit: 3,
    report: ["BREAKING changed GET /api/v2/traffic_sources, result"],
    findings: [{ of: "TrafficSource", at: [[names, "listTrafficSources.result"]] }],
    types: [
      "GET /api/v2/traffic_sources result.total: number",
      "GET /api/v2/traffic_sources result.traffic_sources[].identifier: string",
      // It had one member, which is too little to be known by inside something else.
      "TrafficSource gone",
    ],
  },
  {
    name: "one entity becomes a list of them",
    change: ({ v2 }) => {
      const example = at(answer(v2, "GET /api/v2/assets/{id}"), "example");
      const result = at(example, "result");
      result["asset"] = [at(result, "asset")];
    },
    exit: 0,
    report: ["BREAKING changed GET /api/v2/assets/{id}, result.asset: Asset[], was Asset"],
    types: ["GET /api/v2/assets/{id} result.asset: Asset[]", "Asset.name: string"],
  },
  {
    name: "an entity loses most members where one operation nests it",
    change: ({ v2 }) => {
      for (const reward of rewards(v2)) {
        const { coupon } = reward;
        if (isNode(coupon)) reward["coupon"] = { code: coupon["code"] ?? "", id: 1 };
      }
    },
    exit: 0,
    report: [
      "BREAKING changed Coupon.used: optional, was required",
      "BREAKING changed Coupon.amount: optional, was required",
    ],
    types: ["Coupon.used?: boolean", "Coupon.amount?: number", "Coupon.code: string"],
  },
  {
    name: "an entity is split in two: one operation shows it shorter, under another name",
    change: ({ v2 }) => {
      const result = at(answer(v2, "PUT /api/v2/people/{person_slug}"), "example", "result");
      result["person_summary"] = { email: "ann@example.com", username: "ann_archer" };
      remove([result], "person");
    },
    exit: 0,
    report: [
      "BREAKING removed PUT /api/v2/people/{person_slug}, result.person",
      "added … PUT /api/v2/people/{person_slug}, result.person_summary",
    ],
    types: [
      "PUT /api/v2/people/{person_slug} result.person gone",
      "PUT /api/v2/people/{person_slug} result.person_summary.username: string",
      "GET /api/v2/people/{person_slug} result.person: Person",
      "Person.events_count: number",
    ],
  },
  {
    name: "the member that holds an entity is renamed",
    change: ({ v2 }) => {
      rename([at(answer(v2, "GET /api/v2/assets/{id}"), "example", "result")], "asset", "file");
    },
    exit: 0,
    report: [
      "BREAKING removed GET /api/v2/assets/{id}, result.asset",
      "added … GET /api/v2/assets/{id}, result.file: Asset, required",
    ],
    types: ["GET /api/v2/assets/{id} result.file: Asset"],
  },
  {
    name: "the discriminator of an entity with variants is renamed",
    change: ({ v2 }) => {
      rename(shown(v2, "share", "shares"), "type", "kind");
    },
    exit: 3,
    report: ["Needs a hand"],
    findings: [
      { of: "Share", at: [[names, "discriminator: type"]], says: ["kind"] },
      { of: "SocialShare", at: [["openapi/v2.facts.yaml", "type"]] },
    ],
    andMore: true,
    types: ["Share.type gone", "Share.kind: string", "Share.email?: string", "Share.id: number"],
  },
  {
    name: "an entity is null in every example",
    change: ({ v2 }) => {
      add(offers(v2), "incentives", null);
    },
    exit: 3,
    report: ["BREAKING changed Offer.incentives"],
    findings: [{ of: "ReferrerCriteria", at: [["openapi/v2.facts.yaml", "ReferrerCriteria"]] }],
    andMore: true,
    types: ["Offer.incentives: unknown"],
  },
];
