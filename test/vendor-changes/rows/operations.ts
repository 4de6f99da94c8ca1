import {
  at,
  operation,
  operations as all,
  remove,
  removeOperation,
  rename,
} from "../support/edit.js";
import type { Node } from "../support/published.js";
import type { Row } from "../support/row.js";

const facts = "openapi/v2.facts.yaml";

/** A new operation that needs nothing but the site. */
function listing(operationId: string, result: Node): Node {
  return {
    operationId,
    summary: "A list",
    parameters: [{ $ref: "#/components/parameters/site_slug_in_query_required" }],
    responses: {
      200: { description: "", content: { "application/json": { example: { ok: true, result } } } },
    },
  };
}

export const operations: Row[] = [
  {
    name: "an operation is added",
    change: ({ v2 }) => {
      const perks = [
        { id: 1, title: "Free socks", ends_at: null },
        { id: 2, title: "Free tea", ends_at: "2026-02-03" },
      ];
      at(v2, "paths")["/api/v2/perks"] = { get: listing("listPerks", { perks }) };
    },
    exit: 0,
    report: ["added   GET /api/v2/perks: listPerks"],
    silent: ["BREAKING"],
    types: [
      "GET /api/v2/perks present",
      "GET /api/v2/perks result.perks[].title: string",
      "GET /api/v2/perks result.perks[].ends_at: string | null",
    ],
  },
  {
    name: "an operation of another HTTP method is added to a known path, with a known entity",
    change: ({ v2 }) => {
      const known = operation(v2, "PUT /api/v2/people/{person_slug}");
      const patch = { ...structuredClone(known), operationId: "patchPerson" };
      at(v2, "paths", "/api/v2/people/{person_slug}")["patch"] = patch;
    },
    exit: 0,
    report: ["added   PATCH /api/v2/people/{person_slug}: patchPerson"],
    silent: ["BREAKING"],
    types: [
      "PATCH /api/v2/people/{person_slug} result.person: Person",
      "PATCH /api/v2/people/{person_slug} body.data.first_name?: string",
      "PUT /api/v2/people/{person_slug} body.data.first_name?: string",
    ],
  },
  {
    name: "an operation is removed",
    change: ({ v2 }) => {
      removeOperation(v2, "GET /api/v2/assets/{id}");
    },
    exit: 0,
    report: ["BREAKING removed GET /api/v2/assets/{id}: findAsset"],
    types: ["GET /api/v2/assets/{id} gone", "Asset.name: string"],
    calls: (calls) => calls.without("GET /api/v2/assets/{id}"),
  },
  {
    name: "an operation with facts is removed",
    change: ({ v2 }) => {
      removeOperation(v2, "POST /api/v2/visitors");
    },
    exit: 3,
    report: ["BREAKING removed POST /api/v2/visitors: createVisitor"],
    findings: [
      { of: "POST /api/v2/visitors", at: [[facts, "createVisitor"]] },
      { of: "Visitor", at: [[facts, "Visitor.uuid"]] },
    ],
    types: ["POST /api/v2/visitors gone", "Visitor gone", "VisitorData gone"],
    calls: (calls) => calls.without("POST /api/v2/visitors"),
  },
  {
    name: "all operations of a path are removed",
    change: ({ v2 }) => {
      remove([at(v2, "paths")], "/api/v2/assets", "/api/v2/assets/{id}");
    },
    exit: 3,
    report: [
      "BREAKING removed GET /api/v2/assets: listAssets",
      "BREAKING removed POST /api/v2/assets: uploadAsset",
      "BREAKING removed GET /api/v2/assets/{id}: findAsset",
    ],
    findings: [
      { of: "Asset", at: [[facts, "Asset"]] },
      { of: "GET /api/v2/assets", at: [[facts, "listAssets"]] },
    ],
    types: ["GET /api/v2/assets gone", "POST /api/v2/assets gone", "Asset gone"],
    calls: (calls) =>
      calls
        .without("GET /api/v2/assets")
        .without("POST /api/v2/assets")
        .without("GET /api/v2/assets/{id}"),
  },
  {
    name: "two operations have one operationId",
    change: ({ v2 }) => {
      operation(v2, "GET /api/v2/assets/{id}")["operationId"] = "listAssets";
    },
    exit: 3,
    report: ["Needs a hand"],
    findings: [
      {
        of: "listAssets",
        at: [["v2/openapi.yaml", "operationId: listAssets"]],
        says: ["GET /api/v2/assets/{id}"],
      },
    ],
    types: [
      "GET /api/v2/assets/{id} result.asset: Asset",
      "GET /api/v2/assets result.assets: Asset[]",
    ],
  },
  {
    name: "an operation loses its operationId",
    change: ({ v2 }) => {
      remove([operation(v2, "GET /api/v2/assets/{id}")], "operationId");
    },
    exit: 3,
    report: ["Needs a hand"],
    findings: [{ of: "GET /api/v2/assets/{id}", at: [["v2/openapi.yaml", "get:"]] }],
    types: ["GET /api/v2/assets/{id} result.asset: Asset"],
  },
  {
    name: "paths and operations are published in another order",
    change: ({ v2 }) => {
      const paths = at(v2, "paths");
      const entries = Object.entries(paths).reverse();
      for (const [path] of entries) remove([paths], path);
      Object.assign(paths, Object.fromEntries(entries));
      for (const one of all(v2)) rename([one], "responses", "responses");
    },
    exit: 0,
    report: ["REST API: no change of types", "no release needed"],
    silent: ["BREAKING"],
    types: ["GET /api/v2/assets present", "Coupon.valid_until?: string | null"],
  },
];
