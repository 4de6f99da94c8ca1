import { describe, expect, test } from "vitest";
import { exitCodeOf, type Check, type OperationResult } from "../../src/check/check.js";
import { disclosureOf } from "../../src/check/disclosure.js";
import type { Difference } from "../../src/check/differences.js";
import { markdownReport, textReport } from "../../src/check/report.js";

function of(result: OperationResult["result"], more: Partial<OperationResult> = {}) {
  const operation = `GET /${result.replaceAll(" ", "-")}`;
  return { operation, result, answers: 0, differences: 0, empty: 0, note: "", ...more };
}

const fits = of("fits", { answers: 2, empty: 1 });
const difference: Difference = {
  operation: "GET /differs",
  path: "$.a|b",
  kind: "type",
  expected: "text",
  seen: "list",
  answers: 1,
  of: 2,
};
const differs = of("differs", { answers: 1, differences: 1 });

function checked(operations: OperationResult[], more: Partial<Check> = {}): Check {
  const disclosure = disclosureOf({}, [], []);
  return { operations, differences: [], stopped: undefined, answers: [], disclosure, ...more };
}

const all = checked(
  [
    fits,
    differs,
    of("refused", { note: "403 permission denied" }),
    of("failed", { note: "ECONNRESET" }),
    of("not tried", { note: "needs --visitor" }),
  ],
  { differences: [difference] },
);

test("the report for a terminal has a line for each operation and difference, in columns", () => {
  expect(textReport(all).split("\n")).toEqual([
    "operation       result     answers  differences  empty",
    "GET /fits       fits       2        0            1",
    "GET /differs    differs    1        1            0",
    "GET /refused    refused    0        0            0      403 permission denied",
    "GET /failed     failed     0        0            0      ECONNRESET",
    "GET /not-tried  not tried  0        0            0      needs --visitor",
    "",
    "GET /differs  $.a|b  type  expected text  seen list  in 1 of 2",
    "",
    "Answers differ from the document. (3 answers of 2 operations, 1 difference, 1 refused, 1 failed, 1 not tried)",
  ]);
});

test("the report for a maintainer is the same in Markdown", () => {
  expect(markdownReport(all, "1.2.3", "2026-02-03").split("\n")).toEqual([
    "# Talkable's answers beside the types of talkable-client 1.2.3, 2026-02-03",
    "",
    "Answers differ from the document. (3 answers of 2 operations, 1 difference, 1 refused, 1 failed, 1 not tried)",
    "",
    "## Differences",
    "",
    "| operation | path | kind | expected | seen | answers |",
    "| --- | --- | --- | --- | --- | --- |",
    "| `GET /differs` | `$.a\\|b` | type | text | list | 1 of 2 |",
    "",
    "## Operations",
    "",
    "| operation | result | answers | differences | empty |  |",
    "| --- | --- | --- | --- | --- | --- |",
    "| `GET /fits` | fits | 2 | 0 | 1 |  |",
    "| `GET /differs` | differs | 1 | 1 | 0 |  |",
    "| `GET /refused` | refused | 0 | 0 | 0 | 403 permission denied |",
    "| `GET /failed` | failed | 0 | 0 | 0 | ECONNRESET |",
    "| `GET /not-tried` | not tried | 0 | 0 | 0 | needs --visitor |",
    "",
  ]);
});

describe("without differences, a report", () => {
  test("has no list of them", () => {
    expect(textReport(checked([fits])).split("\n")).toEqual([
      "operation  result  answers  differences  empty",
      "GET /fits  fits    2        0            1",
      "",
      "All answers fit. (2 answers of 1 operation, 0 differences)",
    ]);
    expect(markdownReport(checked([fits]), "1.2.3", "2026-02-03")).not.toContain("Differences");
  });
});

test.each<[Check, 0 | 1 | 2, string]>([
  [checked([fits]), 0, "All answers fit. (2 answers of 1 operation, 0 differences)"],
  [
    checked([fits, of("refused"), of("not tried")]),
    0,
    "All answers fit. (2 answers of 1 operation, 0 differences, 1 refused, 1 not tried)",
  ],
  [
    checked([of("fits", { answers: 1 }), of("failed")]),
    2,
    "Not all could be checked. (1 answer of 1 operation, 0 differences, 1 failed)",
  ],
  [
    checked([of("refused")]),
    2,
    "Nothing could be checked. (0 answers of 0 operations, 0 differences, 1 refused)",
  ],
  [
    checked([fits], { stopped: "the time limit was reached" }),
    2,
    "Ended early: the time limit was reached. Not all could be checked. (2 answers of 1 operation, 0 differences)",
  ],
  [
    checked([differs, of("failed")], { differences: [difference], stopped: "x" }),
    1,
    "Ended early: x. Answers differ from the document. (1 answer of 1 operation, 1 difference, 1 failed)",
  ],
])("the verdict and the exit code agree: %#", (check, exitCode, verdict) => {
  expect(exitCodeOf(check)).toBe(exitCode);
  expect(textReport(check).split("\n").at(-1)).toBe(verdict);
});
