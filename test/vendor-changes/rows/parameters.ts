import { at, listAt, operation, parameter, remove, removeParameter } from "../support/edit.js";
import type { Node } from "../support/published.js";
import type { Row } from "../support/row.js";

const assets = "GET /api/v2/assets";
const metrics = "GET /api/v2/metrics/{metric}";
const segmentize = "GET /api/v2/metrics/{metric}/segmentize";
const claims = "POST /api/v2/offer_claims";

function addParameter(v2: Node, label: string, added: Node): void {
  listAt(operation(v2, label), "parameters").push({ in: "query", ...added });
}

export const parameters: Row[] = [
  {
    name: "an optional parameter is added",
    change: ({ v2 }) => {
      const schema = { type: "string", enum: ["Live", "Disabled"] };
      addParameter(v2, "GET /api/v2/campaigns", { name: "status", schema });
    },
    exit: 0,
    report: ["added … GET /api/v2/campaigns, query parameter status"],
    silent: ["BREAKING"],
    types: ['GET /api/v2/campaigns query.status?: "Live" | "Disabled"'],
  },
  {
    name: "a required parameter is added",
    change: ({ v2 }) => {
      const schema = { type: "integer" };
      addParameter(v2, "GET /api/v2/traffic_sources", { name: "year", schema, required: true });
    },
    exit: 0,
    report: [
      "BREAKING added … GET /api/v2/traffic_sources, query parameter year: number, required",
    ],
    types: ["GET /api/v2/traffic_sources query.year: number"],
    calls: (calls) =>
      calls.with(
        'GET("/api/v2/traffic_sources")',
        'GET("/api/v2/traffic_sources", { params: { query: { year: 2026 } } })',
      ),
  },
  {
    name: "a parameter is removed",
    change: ({ v2 }) => {
      removeParameter(v2, "GET /api/v2/offers/{short_url_code}/claim_url_status", "claim_url");
    },
    exit: 0,
    report: [
      "BREAKING removed GET /api/v2/offers/{short_url_code}/claim_url_status, query parameter claim_url",
    ],
    types: ["GET /api/v2/offers/{short_url_code}/claim_url_status query.claim_url gone"],
    calls: (calls) =>
      calls.with(', query: { claim_url: "https://refer.example.com/x/an4n2x" }', ""),
  },
  {
    name: "a parameter is renamed",
    change: ({ v2 }) => {
      parameter(v2, assets, "per_page")["name"] = "limit";
    },
    exit: 0,
    report: [
      "BREAKING removed GET /api/v2/assets, query parameter per_page",
      "added … GET /api/v2/assets, query parameter limit: number, optional",
      "query parameter per_page … query parameter limit",
    ],
    types: [
      "GET /api/v2/assets query.per_page gone",
      "GET /api/v2/assets query.limit?: number",
      "GET /api/v2/assets query.page?: number",
    ],
    calls: (calls) => calls.with("per_page: 50", "limit: 50"),
  },
  {
    name: "an optional parameter becomes required",
    change: ({ v2 }) => {
      parameter(v2, assets, "page")["required"] = true;
    },
    exit: 0,
    report: ["BREAKING changed GET /api/v2/assets, query parameter page: required, was optional"],
    types: ["GET /api/v2/assets query.page: number", "GET /api/v2/assets query.per_page?: number"],
  },
  {
    name: "a shared parameter becomes required in one of its operations",
    change: ({ v2 }) => {
      parameter(v2, metrics, "precision")["required"] = true;
    },
    exit: 0,
    report: [`BREAKING changed ${metrics}, query parameter precision: required, was optional`],
    silent: [`${segmentize}, query parameter precision`],
    types: [`${metrics} query.precision: number`, `${segmentize} query.precision?: number`],
  },
  {
    name: "a shared parameter with facts becomes required in one of its operations",
    change: ({ v2 }) => {
      parameter(v2, metrics, "campaign_status")["required"] = true;
    },
    exit: 0,
    report: [
      `BREAKING changed ${metrics}, query parameter campaign_status: required, was optional`,
    ],
    silent: [`${segmentize}, query parameter campaign_status`],
    types: [
      `${metrics} query.campaign_status knows "Scheduled"`,
      `${segmentize} query.campaign_status knows "Scheduled"`,
      `${metrics} query.campaign_status: "Live" | "Test" | "Scheduled" | "Disabled" | (string & {})`,
    ],
  },
  {
    name: "a shared parameter is removed from one of its operations",
    change: ({ v2 }) => {
      removeParameter(v2, metrics, "device_type");
    },
    exit: 0,
    report: [`BREAKING removed ${metrics}, query parameter device_type`],
    types: [`${metrics} query.device_type gone`, `${segmentize} query.device_type?: string`],
    calls: (calls) =>
      calls
        .with('  device_type: "desktop",\n', "")
        .with("...metrics,\n", '...metrics,\n          device_type: "desktop",\n'),
  },
  {
    name: "a parameter with a set of known values gets a published set",
    change: ({ v2 }) => {
      const named = parameter(v2, metrics, "metric");
      named["schema"] = { type: "string", enum: ["shares", "clicks"] };
    },
    exit: 3,
    report: ["Needs a hand"],
    findings: [
      { of: `${metrics}, path parameter metric`, at: [["openapi/v2.facts.yaml", "metric"]] },
    ],
    types: [`${metrics} path.metric: "shares" | "clicks"`, `${segmentize} path.metric: MetricName`],
  },
  {
    name: "a parameter that a fact adds is published at last, as something else",
    change: ({ v2 }) => {
      addParameter(v2, claims, {
        name: "campaign_tag",
        schema: { type: "array", items: { type: "string" } },
      });
    },
    exit: 3,
    report: [`changed ${claims}, query parameter campaign_tag: string[], was string`],
    findings: [
      {
        of: `${claims}, query parameter campaign_tag`,
        at: [
          ["openapi/v2.facts.yaml", "campaign_tag"],
          ["v2/openapi.yaml", "campaign_tag"],
        ],
      },
    ],
    types: [`${claims} query.campaign_tag?: string[]`],
  },
  {
    name: "a new operation uses the vendor's own `person_slug_in_path`",
    change: ({ v2 }) => {
      const copy = structuredClone(operation(v2, "GET /api/v2/people/{person_slug}/rewards"));
      copy["operationId"] = "getBadges";
      listAt(copy, "parameters").push({ $ref: "#/components/parameters/person_slug_in_path" });
      at(v2, "paths")["/api/v2/people/{person_slug}/badges"] = { get: copy };
    },
    exit: 0,
    report: ["added   GET /api/v2/people/{person_slug}/badges: getBadges"],
    silent: ["BREAKING"],
    types: [
      "GET /api/v2/people/{person_slug}/badges path.person_slug: string",
      "GET /api/v2/people/{person_slug}/badges result.rewards: Reward[]",
      "GET /api/v2/coupons/{code}/permission/{person_slug} path.person_slug: string",
    ],
  },
  {
    name: "an operation takes no site any more",
    change: ({ v2 }) => {
      remove([operation(v2, "GET /api/v2/traffic_sources")], "parameters");
    },
    exit: 0,
    report: ["GET /api/v2/traffic_sources, query parameter site_slug"],
    types: ["operations.listTrafficSources.parameters.query gone"],
  },
];
