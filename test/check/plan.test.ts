import { describe, expect, test } from "vitest";
import { Finds } from "../../src/check/finds.js";
import type { Json } from "../../src/check/json.js";
import { parametersFor, readingOperations, type Parameters } from "../../src/check/plan.js";

const text = { type: "string" };
const parameters: Json = [
  { in: "path", name: "person_slug", required: true, schema: text },
  { in: "query", name: "site_slug", required: true, schema: text },
  { in: "query", name: "start_date", required: true, schema: text },
  { in: "query", name: "end_date", required: true, schema: text },
  { in: "query", name: "sort", required: true, schema: { "x-extensible-enum": ["a", "b", "c"] } },
  { in: "query", name: "page", schema: { type: "integer", enum: [1] } },
];
const ok: Json = { content: { "application/json": { schema: { type: "object" } } } };

/** The one operation of a document. */
function operationOf(given: Json, operationId = "read", responses: Json = { 200: ok }) {
  const path = { get: { operationId, parameters: given, responses }, post: { operationId: "x" } };
  const [operation] = readingOperations({ paths: { "/a": path, "/b": { post: {} }, "/c": null } });
  if (operation === undefined) throw new Error("no operation");
  return operation;
}

function findsOf(...people: string[]): Finds {
  const found = new Finds();
  for (const person of people) found.add("person", person);
  return found;
}

function setsFor(operation: ReturnType<typeof operationOf>, found: Finds, count = 9): Parameters[] {
  const sets = parametersFor(operation, found, count, new Date("2026-03-05T23:59:59Z"));
  return "missing" in sets ? [] : [...sets];
}

test("what reads is every GET that has a name, with the answers that are JSON", () => {
  const html = { content: { "text/html": { schema: text } } };
  const operation = operationOf([], "read", { 200: ok, 202: html, 204: {}, 400: null });
  expect(operation).toMatchObject({ id: "read", path: "/a" });
  expect([...operation.responses]).toEqual([["200", { type: "object" }]]);
});

describe("the parameters of calls", () => {
  test("are the required ones, with what was found and what is known, the shorter again", () => {
    const dates = { start_date: "2026-02-26", end_date: "2026-03-05" };
    expect(setsFor(operationOf(parameters), findsOf("ann", "bob"))).toEqual([
      { path: { person_slug: "ann" }, query: { ...dates, sort: "a" } },
      { path: { person_slug: "bob" }, query: { ...dates, sort: "b" } },
      { path: { person_slug: "ann" }, query: { ...dates, sort: "c" } },
    ]);
  });

  test("are for so many calls at most", () => {
    expect(setsFor(operationOf(parameters), findsOf("ann"), 2)).toHaveLength(2);
  });

  test("are for one call where there is nothing to choose", () => {
    expect(setsFor(operationOf([]), new Finds())).toEqual([{ path: {}, query: {} }]);
  });

  test("may be a claim URL, though the API does not require it", () => {
    const operation = operationOf([{ in: "query", name: "claim_url", schema: text }]);
    expect(setsFor(operation, new Finds())).toEqual([{ path: {}, query: {} }]);
    const found = new Finds();
    found.add("claim-url", "https://shop.example/x");
    expect(setsFor(operation, found)).toMatchObject([
      { query: { claim_url: "https://shop.example/x" } },
    ]);
  });

  test("are varied where that makes an answer say more", () => {
    expect(setsFor(operationOf([], "findAdvocateOffer"), new Finds())).toMatchObject([
      { query: {} },
      { query: { "sharing_channels[]": ["facebook", "sms"] } },
    ]);
  });

  test("that are missing are named, as the flag where there is one", () => {
    const required = [...parameters, { in: "path", name: "loyalty_id", required: true }];
    const operation = operationOf(required);
    expect(parametersFor(operation, new Finds(), 3, new Date())).toEqual({
      missing: ["--person", "a value for loyalty_id"],
    });
  });
});

test("answers name what further calls are about", () => {
  const found = new Finds();
  found.addFrom({
    email: "ann@example.com",
    user: { email: "staff@example.com" },
    people: [{ email: "ann@example.com" }, { email: "bob@example.com" }, { email: "" }],
    assets: [{ id: 7, size: 12 }],
    coupon: { id: 1, code: "TEN" },
    reward: { id: 8, code: "x", coupon_code: "TWENTY", email: null },
    offer: { short_url_code: "an4n2x", claim_url: "https://shop.example/x" },
  });
  expect(found.values("person")).toEqual(["ann@example.com", "bob@example.com"]);
  expect(found.values("asset")).toEqual([7]);
  expect(found.values("coupon")).toEqual(["TEN", "TWENTY"]);
  expect(found.values("offer")).toEqual(["an4n2x"]);
  expect(found.values("claim-url")).toEqual(["https://shop.example/x"]);
  expect(found.values("visitor")).toEqual([]);
});
