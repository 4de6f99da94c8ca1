import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { answers, payloads } from "../../generated/testing.js";
import { operationsOf, pointer, type Document } from "../../scripts/document/document.js";
import { payloadName } from "../../scripts/normalise/deliveries.js";
import { validatorOf } from "../../scripts/verify.js";
import { createFakeTalkable, exampleResult } from "../../src/testing/index.js";
import { calls } from "../contract/every-operation.js";
import { publishedOperations } from "../support/operations.js";
import { types } from "../webhooks/deliveries.js";
import { clientOf } from "./support.js";

function read(name: string): Document {
  const file = new URL(`../../openapi/${name}.yaml`, import.meta.url);
  return parse(readFileSync(file, "utf8")) as Document;
}

const v2 = read("v2");
const validateAnswer = validatorOf(v2);
const validatePayload = validatorOf(read("webhooks"));

test("there is an example of every operation and every webhook", () => {
  expect(Object.keys(answers).sort()).toEqual(publishedOperations.map(({ name }) => name).sort());
  expect(Object.keys(payloads).sort()).toEqual([...types].sort());
});

test.each(operationsOf(v2))(
  "the example of $method $path is what the document says",
  (operation) => {
    const { status, result } = answers[`${operation.method.toUpperCase()} ${operation.path}`] ?? {};
    const success = ["responses", String(status), "content", "application/json", "schema"];
    const body = { ok: true, ...(result === undefined ? {} : { result }) };
    expect(
      validateAnswer(pointer("paths", operation.path, operation.method, ...success), body),
    ).toEqual([]);
  },
);

test.each(types)("the payload of %s is what the document says", (type) => {
  const schema = pointer("components", "schemas", payloadName(type));
  expect(validatePayload(schema, payloads[type] ?? null)).toEqual([]);
});

describe.each(Object.entries(calls))("%s, with every argument that it takes", (operation, call) => {
  test("is answered with the example of the document", async () => {
    const fake = createFakeTalkable();
    const { result, response } = await call(clientOf(fake));
    expect(result).toEqual(answers[operation]?.result);
    expect(response.status).toBe(answers[operation]?.status);
    expect(fake.calls).toMatchObject([
      { operation, siteSlug: "acme-shop", status: response.status },
    ]);
  });
});

test("an example is a copy of one's own", () => {
  const [source] = exampleResult("GET", "/api/v2/traffic_sources");
  expect(source).toEqual({ identifier: "spring-newsletter" });
  if (source) source.identifier = "changed";
  expect(exampleResult("GET", "/api/v2/traffic_sources")[0]).not.toEqual(source);
});
