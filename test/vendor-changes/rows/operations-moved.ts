import { at, operation, rename } from "../support/edit.js";
import type { Node } from "../support/published.js";
import type { Row } from "../support/row.js";

/** Moves an operation that is alone on its path. */
function move(v2: Node, from: string, to: string): void {
  rename([at(v2, "paths")], from, to);
}

export const operationsMoved: Row[] = [
  {
    name: "an operation moves to another path",
    change: ({ v2 }) => {
      move(v2, "/api/v2/campaigns", "/api/v3/campaigns");
    },
    exit: 0,
    report: ["BREAKING moved … GET /api/v3/campaigns: … GET /api/v2/campaigns"],
    silent: ["removed", "added"],
    types: ["GET /api/v2/campaigns gone", "GET /api/v3/campaigns result.campaigns: Campaign[]"],
    calls: (calls) => calls.with('GET("/api/v2/campaigns"', 'GET("/api/v3/campaigns"'),
  },
  {
    name: "an operation with facts moves to another path",
    change: ({ v2 }) => {
      move(v2, "/api/v2/rewards", "/api/v2/referral/rewards");
    },
    exit: 0,
    report: ["BREAKING moved … GET /api/v2/referral/rewards: … GET /api/v2/rewards"],
    silent: ["removed", "added"],
    types: [
      "GET /api/v2/rewards gone",
      'GET /api/v2/referral/rewards query.status?: "Paid" | "Unpaid" | "Voided" | "All"',
      "GET /api/v2/referral/rewards query.visitor_uuid: string",
    ],
    calls: (calls) => calls.with('GET("/api/v2/rewards"', 'GET("/api/v2/referral/rewards"'),
  },
  {
    name: "every operation moves to /api/v3",
    change: ({ v2 }) => {
      const paths = at(v2, "paths");
      for (const path of Object.keys(paths)) {
        rename([paths], path, path.replace("/api/v2/", "/api/v3/"));
      }
    },
    exit: 0,
    report: ["BREAKING moved … POST /api/v3/origins: … POST /api/v2/origins"],
    silent: ["removed", "added"],
    types: [
      "POST /api/v2/origins gone",
      'POST /api/v3/origins body.type: "AffiliateMember" | "Event" | "Purchase"',
      "GET /api/v3/coupons/{code} result: CouponLookup",
      "PUT /api/v3/people/{person_slug} body.data: PersonUpdate",
    ],
    calls: (calls) => calls.with('("/api/v2/', '("/api/v3/'),
  },
  {
    name: "an operation is published under /api/v3 beside its old path",
    change: ({ v2 }) => {
      const copy = structuredClone(at(v2, "paths", "/api/v2/assets/{id}"));
      at(copy, "get")["operationId"] = "findAssetV3";
      at(v2, "paths")["/api/v3/assets/{id}"] = copy;
    },
    exit: 0,
    report: ["added   GET /api/v3/assets/{id}: findAssetV3"],
    silent: ["BREAKING"],
    types: [
      "GET /api/v2/assets/{id} result.asset: Asset",
      "GET /api/v3/assets/{id} result.asset: Asset",
    ],
  },
  {
    name: "an operation takes another HTTP method",
    change: ({ v2 }) => {
      rename([at(v2, "paths", "/api/v2/people/{person_slug}/anonymize")], "post", "put");
    },
    exit: 0,
    report: [
      "BREAKING moved … PUT /api/v2/people/{person_slug}/anonymize: … POST /api/v2/people/{person_slug}/anonymize",
    ],
    types: [
      "POST /api/v2/people/{person_slug}/anonymize gone",
      "PUT /api/v2/people/{person_slug}/anonymize result.person: Person",
    ],
    calls: (calls) =>
      calls.with(
        'POST("/api/v2/people/{person_slug}/anonymize"',
        'PUT("/api/v2/people/{person_slug}/anonymize"',
      ),
  },
  {
    name: "an operation gets another operationId",
    change: ({ v2 }) => {
      operation(v2, "GET /api/v2/assets/{id}")["operationId"] = "getAsset";
    },
    exit: 0,
    report: ["BREAKING moved … GET /api/v2/assets/{id}: … getAsset, was findAsset"],
    types: [
      "operations.findAsset gone",
      "operations.getAsset present",
      "GET /api/v2/assets/{id} result.asset: Asset",
    ],
  },
  {
    name: "an operation whose result has a name gets another operationId",
    change: ({ v2 }) => {
      operation(v2, "GET /api/v2/coupons/{code}")["operationId"] = "getCoupon";
    },
    exit: 0,
    report: [
      "BREAKING moved … GET /api/v2/coupons/{code}: … getCoupon, was findCoupon",
      "openapi/entities.yaml … findCoupon … getCoupon",
    ],
    types: [
      "operations.getCoupon present",
      "GET /api/v2/coupons/{code} result: CouponLookup",
      "KnownCouponLookup.coupon: Coupon",
    ],
  },
];
