import {
  add,
  at,
  bodyData,
  listAt,
  operation,
  parameter,
  payload,
  remove,
  removeOperation,
  rename,
} from "../support/edit.js";
import { assets, campaigns, coupons, people, rewards } from "../support/entities.js";
import type { Row } from "../support/row.js";

const facts = "openapi/v2.facts.yaml";

export const several: Row[] = [
  {
    name: "an operation is removed, a member renamed, and another added everywhere",
    change: ({ v2 }) => {
      removeOperation(v2, "GET /api/v2/assets/{id}");
      rename(people(v2), "username", "handle");
      add(campaigns(v2), "locale", "nl");
    },
    exit: 0,
    report: [
      "BREAKING removed GET /api/v2/assets/{id}: findAsset",
      "BREAKING removed Person.username",
      "added … Person.handle",
      "added … Campaign.locale: string, required",
      "Semver: major",
    ],
    types: [
      "GET /api/v2/assets/{id} gone",
      "Person.username gone",
      "Person.handle: string | null",
      "Campaign.locale: string",
    ],
    calls: (calls) => calls.without("GET /api/v2/assets/{id}"),
  },
  {
    name: "an operation, a member and an id change, all against facts",
    change: ({ v2 }) => {
      removeOperation(v2, "POST /api/v2/visitors");
      remove(coupons(v2), "valid_until");
      add(assets(v2), "id", "as_1");
    },
    exit: 3,
    report: [
      "BREAKING removed POST /api/v2/visitors: createVisitor",
      "BREAKING removed Coupon.valid_until",
      "BREAKING changed Asset.id: string, was number",
    ],
    findings: [
      { of: "POST /api/v2/visitors", at: [[facts, "createVisitor"]] },
      { of: "Visitor", at: [[facts, "Visitor.uuid"]] },
      { of: "Coupon.valid_until", at: [[facts, "valid_until"]] },
      { of: "Asset.id", at: [[facts, "id"]] },
    ],
    types: ["POST /api/v2/visitors gone", "Coupon.valid_until gone", "Asset.id: string"],
    calls: (calls) => calls.without("POST /api/v2/visitors"),
  },
  {
    name: "a member is added to both documents",
    change: ({ v2, webhooks }) => {
      add(campaigns(v2), "locale", "nl");
      at(webhooks, "components", "schemas", "campaign", "properties")["locale"] = {
        type: "string",
      };
    },
    exit: 0,
    report: [
      "added … Campaign.locale: string, required",
      "added … campaign.locale: string, optional",
    ],
    silent: ["BREAKING"],
    types: ["Campaign.locale: string", "webhooks Campaign.locale?: string"],
  },
  {
    name: "something of every kind is added",
    change: ({ v2, webhooks }) => {
      const copy = structuredClone(operation(v2, "GET /api/v2/assets/{id}"));
      copy["operationId"] = "findAssetOwner";
      at(v2, "paths")["/api/v2/assets/{id}/owner"] = { get: copy };
      add(people(v2), "avatar", { url: "https://img.example.com/1.png" });
      at(bodyData(v2, "PUT /api/v2/people/{person_slug}"), "properties")["avatar"] = {
        type: "string",
      };
      listAt(operation(v2, "GET /api/v2/campaigns"), "parameters").push({
        name: "page",
        in: "query",
        schema: { type: "integer" },
      });
      at(payload(webhooks, "reward"), "properties")["site_name"] = { type: "string" };
    },
    exit: 0,
    report: [
      "added   GET /api/v2/assets/{id}/owner: findAssetOwner",
      "added … Person.avatar",
      "added … GET /api/v2/campaigns, query parameter page",
      "added … reward_webhook_payload.site_name",
      "Semver: minor",
    ],
    silent: ["BREAKING"],
    types: [
      "GET /api/v2/assets/{id}/owner result.asset: Asset",
      "Person.avatar.url: string",
      "PUT /api/v2/people/{person_slug} body.data.avatar?: string",
      "GET /api/v2/campaigns query.page?: number",
      "webhooks RewardWebhookPayload.site_name?: string",
    ],
  },
  {
    name: "members, parameters and values change at once, none with a fact",
    change: ({ v2 }) => {
      rename(assets(v2), "fingerprint", "checksum");
      remove(people(v2), "sub_choice");
      parameter(v2, "GET /api/v2/assets", "per_page")["name"] = "limit";
      add(rewards(v2).slice(0, 1), "reason", "birthday");
    },
    exit: 0,
    report: [
      "BREAKING removed Asset.fingerprint",
      "BREAKING removed Person.sub_choice",
      "BREAKING removed GET /api/v2/assets, query parameter per_page",
      "Reward.reason … birthday",
    ],
    types: [
      "Asset.checksum: string",
      "Asset.fingerprint gone",
      "Person.sub_choice gone",
      "GET /api/v2/assets query.limit?: number",
      'Reward.reason knows "birthday"',
    ],
    calls: (calls) => calls.with("per_page: 50", "limit: 50"),
  },
  {
    name: "a version 3 is published: other paths, OpenAPI 3.1, and an operation less",
    change: ({ v2 }) => {
      removeOperation(v2, "GET /api/v2/traffic_sources");
      const paths = at(v2, "paths");
      for (const path of Object.keys(paths)) {
        rename([paths], path, path.replace("/api/v2/", "/api/v3/"));
      }
      v2["openapi"] = "3.1.0";
    },
    exit: 0,
    report: [
      "BREAKING removed GET /api/v2/traffic_sources: listTrafficSources",
      "BREAKING moved … GET /api/v3/campaigns: … GET /api/v2/campaigns",
      "openapi/entities.yaml … listTrafficSources.result",
    ],
    types: [
      "TrafficSource gone",
      "GET /api/v2/campaigns gone",
      "GET /api/v3/campaigns result.campaigns: Campaign[]",
    ],
    calls: (calls) => calls.without("GET /api/v2/traffic_sources").with('("/api/v2/', '("/api/v3/'),
  },
];
