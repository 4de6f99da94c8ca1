import { describe, expect, test } from "vitest";
import { compare } from "../../src/check/compare.js";
import { Schemas } from "../../src/check/schema.js";
import { document, operations, replies, serveApi } from "./support/api.js";
import { deviating, deviations } from "./support/deviations.js";
import { successOf } from "./support/sample.js";
import { checkAll } from "./support/check-all.js";

const nameOf = new Map(operations.map(({ id, path }) => [id, `GET ${path}`]));

const expected = [
  ...deviations.map(({ operation, path, kind, seen }) => ({ operation, path, kind, seen })),
  { operation: "checkOfferClaimLinkStatus", path: "status", kind: "status", seen: "202" },
  {
    operation: "listRedeemActions",
    path: "$.error_code",
    kind: "unknown member",
    seen: "integer",
  },
].map(
  ({ operation, ...rest }) => `${nameOf.get(operation) ?? ""} ${Object.values(rest).join(" ")}`,
);

describe("an API that differs from the document", () => {
  test(`has each of ${expected.length} differences found, at its path, and nothing else`, async () => {
    const api = await serveApi(replies(deviating));
    const { differences } = await checkAll(api.url);
    const found = differences.map(
      ({ operation, path, kind, seen }) => `${operation} ${path} ${kind} ${seen}`,
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  test.each(
    deviations.map((one) => [`${one.operation}: ${one.kind} at ${one.path}`, one] as const),
  )("%s is found alone as well", (_name, { operation: id, change, kind }) => {
    const operation = operations.find((one) => one.id === id);
    if (operation === undefined) throw new Error(`no operation ${id}`);
    const schema = operation.responses.get("200");
    const body = change(successOf(document, operation));
    const { findings } = compare(new Schemas(document), schema, body);
    expect(findings.map((finding) => finding.kind)).toEqual([kind]);
  });
});
