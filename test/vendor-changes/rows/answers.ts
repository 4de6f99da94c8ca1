import { answer, at, operation, remove, rename } from "../support/edit.js";
import type { Node, Value } from "../support/published.js";
import type { Row } from "../support/row.js";

const asset = "GET /api/v2/assets/{id}";

function respond(v2: Node, label: string, status: string, example: Value): void {
  const content = { "application/json": { example } };
  at(operation(v2, label), "responses")[status] = { description: "", content };
}

function failure(error_message: string): Node {
  return { ok: false, error_message };
}

/** `{ok, result: {asset}}` with the schema of an asset. */
function envelope(schema: Node): Node {
  const result = { type: "object", required: ["asset"], properties: { asset: schema } };
  return {
    type: "object",
    required: ["ok", "result"],
    properties: { ok: { type: "boolean" }, result },
  };
}

const text = { type: "string" };
const size = { type: "integer", nullable: true };

export const answers: Row[] = [
  {
    name: "an operation answers with a second success status",
    change: ({ v2 }) => {
      respond(v2, "POST /api/v2/assets", "202", { ok: true, result: { job: { id: 5 } } });
    },
    exit: 0,
    report: ["POST /api/v2/assets … 202"],
    types: [
      "operations.uploadAsset.responses.201 present",
      "operations.uploadAsset.responses.202 present",
      "POST /api/v2/assets result.job.id: number",
      "POST /api/v2/assets result.asset: Asset",
    ],
  },
  {
    name: "an operation with facts answers with a second success status",
    change: ({ v2 }) => {
      const queued = { ok: true, result: { queued: true } };
      respond(v2, "POST /api/v2/origins/purchase", "202", queued);
    },
    exit: 3,
    report: ["POST /api/v2/origins/purchase … 202"],
    // The result had a name of its own, and is no longer one thing.
    findings: [
      {
        of: "PurchaseResult",
        at: [
          ["openapi/entities.yaml", "PurchaseResult:"],
          ["v2/openapi.yaml", "result:"],
        ],
        says: ["queued"],
      },
    ],
    types: [
      "operations.createPurchase.responses.202 present",
      "POST /api/v2/origins/purchase result.queued: boolean",
      "PurchaseResult.origin: PurchaseOrigin",
    ],
  },
  {
    name: "an operation answers with another success status",
    change: ({ v2 }) => {
      rename([at(operation(v2, "POST /api/v2/assets"), "responses")], "201", "200");
    },
    exit: 0,
    report: ["POST /api/v2/assets … 200"],
    silent: ["Asset.name"],
    types: ["operations.uploadAsset.responses.201 gone", "POST /api/v2/assets result.asset: Asset"],
  },
  {
    name: "an error status is added",
    change: ({ v2 }) => {
      respond(v2, "GET /api/v2/assets", "403", failure("Assets are off"));
    },
    exit: 0,
    report: ["GET /api/v2/assets … 403"],
    silent: ["BREAKING"],
    types: [
      "operations.listAssets.responses.403 present",
      "GET /api/v2/assets result.assets: Asset[]",
    ],
  },
  {
    name: "an error status is removed",
    change: ({ v2 }) => {
      remove([at(operation(v2, "POST /api/v2/assets"), "responses")], "422");
    },
    exit: 0,
    report: ["POST /api/v2/assets … 422"],
    types: ["operations.uploadAsset.responses.422 gone"],
  },
  {
    name: "an error of another shape is added",
    change: ({ v2 }) => {
      respond(v2, asset, "410", { ok: false, errors: [{ code: "gone", detail: "Deleted" }] });
    },
    exit: 0,
    report: [`${asset} … 410`],
    silent: ["BREAKING"],
    types: [
      "operations.findAsset.responses.410 present",
      "ErrorEnvelope.error_message: string",
      "ErrorEnvelope.errors gone",
    ],
  },
  {
    name: "an error message is added",
    change: ({ v2 }) => {
      const media = answer(v2, asset, "400");
      const found = { value: failure("No asset found by `id`.") };
      media["examples"] = { none: found, gone: { value: failure("Asset was deleted.") } };
      remove([media], "example");
    },
    exit: 0,
    report: [`${asset} … Asset was deleted.`],
    silent: ["BREAKING"],
    types: [`${asset} result.asset: Asset`, "operations.findAsset.responses.400 present"],
  },
  {
    name: "an error message is reworded",
    change: ({ v2 }) => {
      at(answer(v2, asset, "400"), "example")["error_message"] = "Asset not found";
    },
    exit: 0,
    report: [`${asset} … Asset not found`],
    silent: ["BREAKING"],
    types: [`${asset} result.asset: Asset`],
  },
  {
    name: "a success holds no result any more",
    change: ({ v2 }) => {
      const label = "POST /api/v2/people/{person_slug}/anonymize";
      remove([at(answer(v2, label), "example")], "result");
    },
    exit: 0,
    report: ["BREAKING removed POST /api/v2/people/{person_slug}/anonymize, result"],
    types: ["POST /api/v2/people/{person_slug}/anonymize result: undefined"],
  },
  {
    name: "a success holds a result at last",
    change: ({ v2 }) => {
      const label = "PUT /api/v2/visitor_offers/{id}/track_visit";
      at(answer(v2, label), "example")["result"] = { visited: true };
    },
    exit: 0,
    report: ["added … PUT /api/v2/visitor_offers/{id}/track_visit, result"],
    types: ["PUT /api/v2/visitor_offers/{id}/track_visit result.visited: boolean"],
  },
  {
    name: "answers are application/vnd.talkable+json",
    change: ({ v2 }) => {
      const { content } = at(operation(v2, asset), "responses", "200");
      rename([content as Node], "application/json", "application/vnd.talkable+json");
    },
    exit: 0,
    report: [`${asset} … application/vnd.talkable+json`],
    silent: ["BREAKING", "Asset.name"],
    types: [`${asset} result.asset: Asset`],
  },
  {
    name: "an answer with facts is application/vnd.talkable+json",
    change: ({ v2 }) => {
      const { content } = at(operation(v2, "GET /api/v2/assets"), "responses", "200");
      rename([content as Node], "application/json", "application/vnd.talkable+json");
    },
    exit: 0,
    report: ["GET /api/v2/assets … application/vnd.talkable+json"],
    silent: ["BREAKING", "Asset.name"],
    types: ["GET /api/v2/assets result.assets: Asset[]", "GET /api/v2/assets result.total: number"],
  },
  {
    name: "the schema of an answer is published, with fewer members than its examples show",
    change: ({ v2 }) => {
      answer(v2, asset)["schema"] = envelope({
        type: "object",
        required: ["id", "name"],
        properties: { id: { type: "integer" }, name: text },
      });
    },
    exit: 3,
    report: ["Needs a hand"],
    silent: ["BREAKING removed"],
    findings: [{ of: asset, at: [["v2/openapi.yaml", "schema:"]], says: ["fingerprint"] }],
    types: [
      `${asset} result.asset.id: number`,
      `${asset} result.asset.name: string`,
      `${asset} result.asset.fingerprint?: string`,
      "GET /api/v2/assets result.assets[].fingerprint: string",
    ],
  },
  {
    name: "the schema of an answer is published, with all members that its examples show",
    change: ({ v2 }) => {
      const properties = {
        content_type: text,
        created_at: text,
        fingerprint: text,
        height: size,
        id: { type: "integer" },
        name: text,
        size: { type: "integer" },
        updated_at: text,
        url: text,
        width: size,
      };
      const schema = { type: "object", required: Object.keys(properties), properties };
      answer(v2, asset)["schema"] = envelope(schema);
    },
    exit: 0,
    report: [],
    silent: ["BREAKING"],
    types: [
      `${asset} result.asset.fingerprint: string`,
      `${asset} result.asset.width: number | null`,
      "Asset.width: number | null",
    ],
  },
  {
    name: "an operation publishes its errors as `default`",
    change: ({ v2 }) => {
      const responses = at(operation(v2, "GET /api/v2/assets/{id}"), "responses");
      responses["default"] = responses["400"] ?? null;
      Reflect.deleteProperty(responses, "400");
    },
    exit: 0,
    report: ["GET /api/v2/assets/{id} … default"],
    types: [
      "operations.findAsset.responses.default present",
      "operations.findAsset.responses.400 gone",
      "GET /api/v2/assets/{id} result.asset: Asset",
    ],
  },
];
