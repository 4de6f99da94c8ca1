import { describe, expect, test } from "vitest";
import { differencesOf, hold, schemaOf, type Findings } from "../../src/check/differences.js";
import type { Disclosure } from "../../src/check/disclosure.js";
import type { Finding } from "../../src/check/compare.js";
import type { Json } from "../../src/check/json.js";
import { Schemas } from "../../src/check/schema.js";
import type { Answer } from "../../src/check/run.js";

const schemas = new Schemas({});
const success = { type: "object", properties: { ok: {}, result: { type: "string" } } };
const refusal = { type: "object", properties: { ok: {}, error_message: { type: "string" } } };

function answerOf(status: number, body: Json, responses: [string, Json][] = []): Answer {
  const known =
    responses.length > 0 ? responses : [["400", refusal] as const, ["200", success] as const];
  const operation = { id: "x", path: "/x", parameters: [], responses: new Map(known) };
  return { operation, status, body, isPassedOn: true };
}

const findingsOf = (answer: Answer) => hold(schemas, answer)?.findings;

describe("an answer is held against", () => {
  test("what the document says of its status", () => {
    expect(findingsOf(answerOf(200, { ok: true, result: "x" }))).toEqual([]);
    expect(findingsOf(answerOf(400, { ok: false, error_message: 1 }))).toMatchObject([
      { path: "$.error_message", kind: "type" },
    ]);
  });

  test("the success that is known, if it has another status, which is a difference", () => {
    const answer = answerOf(202, { ok: true, result: 1 });
    expect(schemaOf(answer)).toBe(success);
    expect(findingsOf(answer)).toMatchObject([
      { path: "status", kind: "status", expected: "200", seen: "202" },
      { path: "$.result", kind: "type" },
    ]);
  });

  test("nothing, where the document does not speak of it", () => {
    for (const answer of [
      answerOf(422, {}),
      answerOf(300, {}),
      answerOf(200, {}, [["400", refusal]]),
    ]) {
      expect(schemaOf(answer)).toBeUndefined();
      expect(hold(schemas, answer)).toBeUndefined();
    }
  });

  test("nothing, if it is a failure with the status of a success, which is a difference", () => {
    const answer = answerOf(200, { ok: false, result: [] });
    expect(schemaOf(answer)).toBeUndefined();
    expect(hold(schemas, answer)).toEqual({
      answer,
      findings: [{ path: "$.ok", kind: "other value", expected: "true", seen: "false" }],
      empty: 0,
    });
    expect(schemaOf(answerOf(400, { ok: false }))).toBe(refusal);
    expect(schemaOf(answerOf(200, [false]))).toBe(success);
  });

  test("what a second judge says, who is told what was found", () => {
    const invalid: Finding = { path: "$", kind: "invalid", expected: "x", seen: "y" };
    const told: unknown[] = [];
    const answer = answerOf(200, { ok: true, result: [] });
    const held = hold(schemas, answer, (...given) => {
      told.push(given);
      return [invalid];
    });
    expect(held?.findings.map(({ kind }) => kind)).toEqual(["type", "invalid"]);
    expect(told).toEqual([[answer, held?.findings.slice(0, 1)]]);
  });

  test("and what is empty in it is counted", () => {
    expect(hold(schemas, answerOf(200, {}))?.empty).toBe(1);
  });
});

describe("the differences of an operation", () => {
  const asked: string[] = [];
  const disclosure: Disclosure = {
    showsName: (name) => name === "tier",
    showsValue: (value, member) => {
      asked.push(member);
      return value === "Overdue";
    },
    isRecord: () => true,
  };
  const finding: Finding = { path: "$.a", kind: "type", expected: "text", seen: "list" };
  const heldOf = (...findings: Finding[]): Findings => ({
    answer: answerOf(200, {}),
    findings,
    empty: 0,
  });
  const shown = (...held: Findings[]) => differencesOf("GET /x", held, disclosure);

  test("are told once, with how many of the answers have them", () => {
    expect(shown(heldOf(finding, finding), heldOf(), heldOf(finding))).toEqual([
      { operation: "GET /x", ...finding, answers: 2, of: 3 },
    ]);
  });

  test("stand in the order of their paths, then of their kinds", () => {
    const kinds = ["unknown member", "format", "null"] as const;
    const found = ["$.b", "$.a", "$.c"].flatMap((path) =>
      kinds.map((kind) => ({ ...finding, path, kind })),
    );
    expect(shown(heldOf(...found)).map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      ...["$.a format", "$.a null", "$.a unknown member"],
      ...["$.b format", "$.b null", "$.b unknown member"],
      ...["$.c format", "$.c null", "$.c unknown member"],
    ]);
  });

  test("show names and values as far as they may be shown, and merge the others", () => {
    const unknown: Finding = { ...finding, kind: "unknown member" };
    const fresh: Finding = { ...finding, path: "$.rewards[*].status[*]", kind: "new value" };
    const found = shown(
      heldOf(
        { ...unknown, name: "tier" },
        { ...unknown, name: "ann" },
        { ...unknown, name: "bob" },
      ),
      heldOf(
        { ...fresh, seen: "text", value: "Overdue" },
        { ...fresh, seen: "text", value: "Ann" },
      ),
    );
    expect(found.map(({ path, seen }) => `${path} ${seen}`)).toEqual([
      "$.a.* list",
      "$.a.tier list",
      '$.rewards[*].status[*] "Overdue"',
      "$.rewards[*].status[*] text, not shown",
    ]);
    expect(new Set(asked)).toEqual(new Set(["status"]));
  });
});
