import { expect, test } from "vitest";
import type { Json } from "../../src/check/json.js";
import { replies, type Reply, serveApi } from "./support/api.js";
import { checkAll } from "./support/check-all.js";

const success = (result: Json, more: Readonly<Record<string, Json>> = {}): Reply => ({
  status: 200,
  body: { ok: true, result, ...more },
});
const sources = "GET /api/v2/traffic_sources";
const metric = "GET /api/v2/metrics/{metric}";

test("names of unknown members are shown, but none that is a value of answers or of the caller's", async () => {
  const result = [{ identifier: "newsletter" }];
  const unknown = { novelty: 1, newsletter: 2, acme_total: 3, of_ann: 4 };
  const api = await serveApi(replies({ listTrafficSources: () => success(result, unknown) }));
  const { differences, operations: results } = await checkAll(api.url);
  const found = differences.map(({ operation, path, answers, of }) => [
    operation,
    path,
    answers,
    of,
  ]);
  expect(found).toEqual([
    [sources, "$.*", 1, 1],
    [sources, "$.novelty", 1, 1],
  ]);
  expect(results.find(({ operation }) => operation === sources)).toEqual({
    operation: sources,
    result: "differs",
    answers: 1,
    differences: 2,
    empty: 0,
    note: "",
  });
});

test("empty lists are counted, as they prove nothing", async () => {
  const api = await serveApi(replies({ listTrafficSources: () => success([]) }));
  const { operations: results } = await checkAll(api.url);
  const empty = results.find(({ operation }) => operation === sources);
  expect(empty).toMatchObject({ result: "fits", answers: 1, empty: 1 });
});

test("the note on an operation has each reason once, and none for what was answered", async () => {
  const fitting = replies();
  const refusals = [403, 418, 403];
  const api = await serveApi((operation, count) => {
    const status = operation.id === "calculateMetric" ? refusals.pop() : undefined;
    return status === undefined ? fitting(operation, count) : { status, body: { ok: false } };
  });
  const { operations: results, stopped } = await checkAll(api.url, { samples: 4 });
  expect(stopped).toBeUndefined();
  expect(results.find(({ operation }) => operation === metric)).toMatchObject({
    result: "fits",
    answers: 1,
    note: "403 permission denied, 418 api error",
  });
  expect(results.find(({ operation }) => operation === sources)).toMatchObject({ note: "" });
});

test("what was not tried says what it needs, or that the check ended before", async () => {
  const api = await serveApi(replies());
  let ticks = 0;
  const { operations: results, stopped } = await checkAll(api.url, {
    given: new Map(),
    now: () => ++ticks,
    timeLimit: 30,
  });
  expect(stopped).toBe("the time limit was reached");
  const notes = new Set(
    results.filter(({ result }) => result === "not tried").map(({ note }) => note),
  );
  expect(notes).toContain("ended before");
  expect(notes).toContain("needs --loyalty-member");
});

test("an answer that the client does not pass on is held against the document all the same", async () => {
  const odd: Reply = { status: 200, body: { okay: true } };
  const api = await serveApi(replies({ listTrafficSources: () => odd }));
  const { answers, differences } = await checkAll(api.url);
  const passedOn = answers.map(({ operation, isPassedOn }) => [operation.id, isPassedOn] as const);
  expect(passedOn.filter(([, isPassedOn]) => !isPassedOn)).toEqual([["listTrafficSources", false]]);
  expect(passedOn.length).toBeGreaterThan(10);
  expect(new Set(differences.map(({ operation }) => operation))).toEqual(new Set([sources]));
});
