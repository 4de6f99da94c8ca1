import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { pointer } from "../../scripts/document/document.js";
import { compare } from "../../src/check/compare.js";
import { isObject, type Json, type JsonObject } from "../../src/check/json.js";
import { ConfigurationError, type TalkableClient } from "../../src/index.js";
import { createFakeTalkable } from "../../src/testing/index.js";
import { operationAt, schemas } from "../../src/testing/operations.js";
import { mutated, replacement } from "../check/support/mutations.js";
import { calls } from "../contract/every-operation.js";
import { clientOf, findAnn, purchase } from "./support.js";

/** The client as code without types sees it. */
type Untyped = Record<"GET" | "POST" | "PUT", (path: string, init?: unknown) => Promise<unknown>>;

function untyped(client: TalkableClient): Untyped {
  return client as unknown as Untyped;
}

const send = (data: unknown) => (client: Untyped) =>
  client.POST("/api/v2/origins/purchase", { body: { data } });
const list = (query: unknown) => (client: Untyped) =>
  client.GET("/api/v2/assets", { params: { query } });
const metric = (query: unknown) => (client: Untyped) =>
  client.GET("/api/v2/metrics/{metric}/segmentize", {
    params: { path: { metric: "shares" }, query },
  });
const days = { start_date: "2026-01-01", end_date: "2026-01-31" };
const refer = (data: unknown) => (client: Untyped) =>
  client.PUT("/api/v2/origins/{origin_slug}/referral", {
    params: { path: { origin_slug: "1001" } },
    body: { data },
  });
const person = (data: unknown) => (client: Untyped) =>
  client.PUT("/api/v2/people/{person_slug}", { ...findAnn, body: { data } });

describe("a request that the document does not allow", () => {
  test.each([
    [send({ email: "ann@example.com", subtotal: 1 }), "body.data.order_number is missing"],
    [
      send({ ...purchase, subtotal: "49.90" }),
      "body.data.subtotal has to be number, and is number as text",
    ],
    [send({ ...purchase, subtotal: null }), "body.data.subtotal has to be number, and is null"],
    [
      send({ ...purchase, order_number: 1001 }),
      "body.data.order_number has to be text, and is integer",
    ],
    [send({ ...purchase, email: "ann" }), "body.data.email has to be of format email"],
    [
      send({ ...purchase, items: [{ price: 1, quantity: 1, product_id: "a" }, { price: "1" }] }),
      "body.data.items[*].price has to be number, and is number as text",
    ],
    [
      send({ ...purchase, custom_properties: { tags: ["a"] } }),
      "body.data.custom_properties.* has to be text or number or boolean, and is list",
    ],
    [send([purchase]), "body.data has to be object, and is list"],
    [send(undefined), "body.data is missing"],
    [list({ page: 0 }), "params.query.page has to be at least 1, and is less"],
    [list({ per_page: 101 }), "params.query.per_page has to be 1 to 100, and is more"],
    [list({ page: "first" }), "params.query.page has to be integer, and is text"],
    [list({ page: 1.5 }), "params.query.page has to be integer, and is number"],
    [list({ page: "-12.75" }), "params.query.page has to be integer, and is number"],
    [list({ page: "p1" }), "params.query.page has to be integer, and is text"],
    [list({ page: "1st" }), "params.query.page has to be integer, and is text"],
    [
      metric({ ...days, "segment_by[period]": "decade" }),
      'params.query["segment_by[period]"] has to be one of 5 known values',
    ],
    [metric({ start_date: "2026-01-01" }), "params.query.end_date is missing"],
    [
      metric({ ...days, "campaign_ids[]": [1, "two"] }),
      'params.query["campaign_ids[]"][*] has to be integer, and is text',
    ],
    [metric({ ...days, mobile_visitor: "yes" }), "params.query.mobile_visitor has to be boolean"],
    [metric({ ...days, mobile_visitor: "trueish" }), "mobile_visitor has to be boolean"],
    [metric({ ...days, mobile_visitor: "untrue" }), "mobile_visitor has to be boolean"],
    [refer({ status: "lost" }), "body.data.status has to be one of 5 known values"],
    [person({ custom_properties: { tags: ["a"] } }), "body.data.custom_properties.* has to be"],
    [
      (client: Untyped) => client.GET("/api/v2/assets/{id}", { params: { path: { id: "logo" } } }),
      "params.path.id has to be integer, and is text",
    ],
    [
      (client: Untyped) => client.POST("/api/v2/origins", { body: { type: "Gift", data: {} } }),
      "body.type has to be",
    ],
    [(client: Untyped) => client.POST("/api/v2/assets", { body: {} }), "body.file is missing"],
    [
      (client: Untyped) => client.POST("/api/v2/assets", { body: { file: "banner.png" } }),
      "body.file has to be a file",
    ],
  ])("is refused, and the message says where: $1", async (call, where) => {
    const fake = createFakeTalkable();
    const error: unknown = await call(untyped(clientOf(fake))).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(`Not allowed by Talkable's document: `);
    expect(String(error)).toContain(where);
    expect(error).toMatchObject({ attempts: 1 });
    expect(error).not.toMatchObject({ outcome: "unknown" });
    expect(fake.calls).toEqual([]);
    expect(fake.refusals).toEqual([expect.stringContaining(where)]);
    expect(fake.refusals[0]).toMatch(/^(GET|POST|PUT) \/api\/v2\//);
  });

  test("is noted also where the code under test catches the error", async () => {
    const fake = createFakeTalkable();
    await send({})(untyped(clientOf(fake))).catch(() => undefined);
    expect(fake.refusals).toHaveLength(1);
  });

  test("is not retried, and counts before what was set", async () => {
    const fake = createFakeTalkable().on("GET", "/api/v2/assets", { assets: [], total: 0 });
    await expect(list({ page: 0 })(untyped(clientOf(fake)))).rejects.toMatchObject({ attempts: 1 });
  });

  test("is described without a value, and with at most three places", async () => {
    const fake = createFakeTalkable();
    const data = {
      ...purchase,
      email: 7,
      order_number: ["secret-1"],
      subtotal: "secret-2",
      items: 1,
    };
    const error: unknown = await send({ ...data, username: { "mia@shop.example": 1 } })(
      untyped(clientOf(fake)),
    ).catch((thrown: unknown) => thrown);
    const told = `${String(error)} ${fake.refusals.join()}`;
    expect(told).toContain("; and 2 more");
    expect(told.match(/; /g)).toHaveLength(6);
    expect(told).not.toMatch(/secret|@/);
  });

  test("is described whole, when it is wrong in three places", async () => {
    const fake = createFakeTalkable();
    await expect(
      send({ email: "ann@shop.example", items: 1 })(untyped(clientOf(fake))),
    ).rejects.toThrow(/: body\.data\.\w+ [^;]*; body\.data\.\w+ [^;]*; body\.data\.\w+ [^;]*\.$/);
  });

  test("is described once, however many items of a list it is in", async () => {
    const fake = createFakeTalkable();
    const data = Array.from({ length: 500 }, () => ({ ...purchase, subtotal: "1" }));
    const call = untyped(clientOf(fake)).POST("/api/v2/origins/batch/purchases", {
      body: { data },
    });
    await expect(call).rejects.toThrow(/: body\.data\[\*\]\.subtotal has to be [^;]*\.$/);
  });

  test("names no key of a map, which may be an address", async () => {
    const fake = createFakeTalkable();
    const error: unknown = await person({ custom_properties: { "mia@shop.example": ["x"] } })(
      untyped(clientOf(fake)),
    ).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("body.data.custom_properties.* has to be text");
    expect(`${String(error)} ${fake.refusals.join()}`).not.toContain("mia");
  });

  test("to no operation at all is refused as well", async () => {
    const fake = createFakeTalkable();
    const { signal } = new AbortController();
    const init = { method: "GET", headers: {}, signal, redirect: "manual" } as const;
    const call = fake.fetch("https://www.talkable.com/api/v2/persons/mia@shop.example", init);
    await expect(call).rejects.toThrow("there is no such operation");
    expect(fake.refusals).toEqual(["GET: there is no such operation"]);
  });
});

describe("what the document does not forbid", () => {
  test.each([
    [
      "a custom property of the shop",
      person({ custom_properties: { loyalty_tier: "gold", visits: 3 } }),
    ],
    ["a member that it does not know", send({ ...purchase, gift_wrap: true })],
    ["a query parameter that it does not know", list({ sort: "name" })],
    ["a value that is new in a set that grows", metric({ ...days, campaign_status: "Paused" })],
    ["a currency that it does not list", send({ ...purchase, currency_iso_code: "XXX" })],
    [
      "a metric that it does not list",
      (client: Untyped) =>
        client.GET("/api/v2/metrics/{metric}", {
          params: { path: { metric: "smiles" }, query: days },
        }),
    ],
  ])("passes: %s", async (_, call) => {
    const fake = createFakeTalkable();
    await call(untyped(clientOf(fake)));
    expect(fake.refusals).toEqual([]);
  });
});

/** What JSON Schema takes for a closed set is open by `x-open-enum`, as it is in the types. */
function openSets(_: unknown, value: unknown): unknown {
  if (!isObject(value) || value["x-open-enum"] !== true) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "enum"));
}

test("bodies are refused exactly when Ajv refuses them, formats aside", async () => {
  const file = new URL("../../openapi/v2.yaml", import.meta.url);
  const text = readFileSync(file, "utf8");
  const document = parse(text, openSets) as JsonObject;
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false });
  ajv.addSchema(document, "document");
  const fake = createFakeTalkable();
  for (const call of Object.values(calls)) await call(clientOf(fake));
  const withBody = fake.calls.flatMap(({ operation, body }) => {
    const [method = "", path = ""] = operation.split(" ");
    const read = operationAt(method, path);
    if (body === undefined || operation === "POST /api/v2/assets" || !read?.body) return [];
    const media = ["requestBody", "content", "application/json", "schema"];
    const place = pointer("paths", path, method.toLowerCase(), ...media);
    const validate = ajv.compile({ $ref: `document${encodeURI(place)}` });
    return [{ operation, body: body as JsonObject, schema: read.body.schema, validate }];
  });
  expect(withBody.length).toBeGreaterThan(15);

  const changes = fc.record({
    at: fc.constantFrom(...withBody),
    path: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 5 }),
    by: replacement,
  });
  let refused = 0;
  fc.assert(
    fc.property(changes, ({ at: { body, schema, validate }, path, by }) => {
      const changed: Json = mutated(body, path, by);
      const findings = compare(schemas, schema, changed).findings.filter(
        ({ kind }) => kind !== "format",
      );
      const isRefused = !validate(changed);
      if (isRefused) refused += 1;
      expect(findings.length > 0, JSON.stringify(findings)).toBe(isRefused);
    }),
    { numRuns: 1_000 },
  );
  expect(refused).toBeGreaterThan(100);
});
