import { describe, expect, test } from "vitest";
import type { Change } from "../../scripts/changes.js";
import { countDetailChanges } from "../../scripts/changes/details.js";
import type { JsonObject } from "../../scripts/document/json.js";
import { markdownReport } from "../../scripts/report/markdown.js";
import { textReport } from "../../scripts/report/text.js";
import { bumpOf, type DocumentReport, type Report } from "../../scripts/report/report.js";
import { nextVersion } from "../../scripts/report/semver.js";
import { publicFaces } from "../../scripts/changes/surface.js";
import { undescribed } from "../../scripts/report/undescribed.js";

const nothing: DocumentReport = {
  title: "REST API",
  changes: [],
  detailChanges: 0,
  obsoleteFacts: [],
  wordsToDelete: [],
  notes: [],
  reworded: [],
  unknownTypes: [],
  undescribed: [],
};

function reportOf(
  document: Partial<DocumentReport>,
  files: readonly string[] = ["openapi/v2.yaml", "generated/api.ts"],
): Report {
  const documents = [{ ...nothing, ...document }];
  return { documents, findings: [], files, changesCode: false, version: "0.1.0" };
}

function added(place: string): Change {
  return { place, kind: "added", breaking: false, detail: "string, optional" };
}

const removed: Change = {
  place: "Pet.name",
  kind: "removed",
  breaking: true,
  detail: "was string",
};

describe("the version that follows", () => {
  test.each([
    ["major", "what breaks somebody", { changes: [added("Pet.age"), removed] }],
    ["minor", "additions", { changes: [added("Pet.age")], detailChanges: 2 }],
    ["patch", "words alone", { detailChanges: 1 }],
  ] as const)("is %s for %s", (bump, _what, document) => {
    expect(bumpOf(reportOf(document))).toBe(bump);
  });

  test("is none when nothing reaches the package", () => {
    const report = reportOf({ detailChanges: 1 }, ["openapi/source.json"]);
    expect(bumpOf(report)).toBeUndefined();
    expect(textReport(report)).toContain("Semver: no release needed");
  });

  test("is left to a reader when code changes in a way that the comparison does not know", () => {
    const report = { ...reportOf({ detailChanges: 1 }), changesCode: true };
    expect(bumpOf(report)).toBeUndefined();
    expect(textReport(report)).toContain("Semver: undecided");
    expect(textReport(report)).toContain("read its diff");
  });

  test("is left open without an earlier document", () => {
    const report = reportOf({ changes: undefined });
    expect(bumpOf(report)).toBeUndefined();
    expect(textReport(report)).toContain("Semver: undecided");
  });

  test.each([
    ["1.4.2", "major", "2.0.0"],
    ["1.4.2", "minor", "1.5.0"],
    ["1.4.2", "patch", "1.4.3"],
    ["0.1.0", "major", "0.2.0"],
    ["0.1.0", "minor", "0.1.1"],
    ["0.1.0", "patch", "0.1.1"],
  ] as const)("after %s, %s means %s", (version, bump, next) => {
    expect(nextVersion(version, bump)).toBe(next);
  });
});

describe("the report for the terminal", () => {
  test("is one line when nothing changed, and counts what is left to do", () => {
    expect(textReport(reportOf({}, []))).toBe("Nothing changed.");
    expect(textReport(reportOf({ undescribed: ["Pet.age", "Pet.name"] }, []))).toBe(
      "Nothing changed (2 without description: `--report <file>` lists them).",
    );
  });

  test("never shortens what breaks, and counts the rest of what does not", () => {
    const breaking = Array.from({ length: 60 }, (_, index) => ({
      ...removed,
      place: `Pet.gone${index}`,
    }));
    const harmless = Array.from({ length: 60 }, (_, index) => added(`Pet.new${index}`));
    const lines = textReport(reportOf({ changes: [...harmless, ...breaking] })).split("\n");
    expect(lines.filter((line) => line.includes("BREAKING"))).toHaveLength(60);
    expect(lines).toContain("           and 60 more that break nothing");
    const few = textReport(reportOf({ changes: harmless }));
    expect(few.match(/Pet\.new/g)).toHaveLength(30);
    expect(few).toContain("and 30 more that break nothing");
  });

  test("lists what is of unknown type and what has no description", () => {
    const report = textReport(reportOf({ unknownTypes: ["Pet.tag"], undescribed: ["Pet.age"] }));
    expect(report).toContain("Of unknown type: Pet.tag");
    expect(report).toContain("Without description: Pet.age");
  });

  test("lets no published name steer the terminal", () => {
    expect(textReport(reportOf({ changes: [added("Pet.\u001b[2J\nname")] }))).toContain(
      "Pet.?[2J?name",
    );
  });
});

describe("the report as Markdown", () => {
  test("names every change, what breaks first", () => {
    const report = markdownReport(reportOf({ changes: [added("Pet.age"), removed] }));
    expect(report).toContain(
      "- **breaking** removed `Pet.name`: `was string`\n- added `Pet.age`: `string, optional`\n",
    );
  });

  test("lists what is left to do even when nothing changed", () => {
    const report = markdownReport(reportOf({ undescribed: ["Pet.age"] }, []));
    expect(report).toContain("Nothing changed.");
    expect(report).toContain("- `Pet.age`");
  });

  test("lets no published name become markup or a mention", () => {
    const report = markdownReport(reportOf({ changes: [added("Pet.`@everyone`\n# name")] }));
    expect(report).toContain("- added `Pet.'@everyone' # name`: ");
  });
});

test("changed words, examples, formats and limits are counted, a member of such a name is not", () => {
  const document = (member: JsonObject): JsonObject => ({
    components: { schemas: { Pet: { type: "object", properties: { description: member } } } },
  });
  const count = (before: JsonObject, after: JsonObject): number =>
    countDetailChanges(document(before), document(after));
  expect(count({ type: "string" }, { type: "number" })).toBe(0);
  expect(count({ type: "string" }, { type: "string", description: "Words.", maxLength: 3 })).toBe(
    2,
  );
  expect(count({ description: "Words." }, { description: "Other words." })).toBe(1);
});

test("what has no description yet is named by its place", () => {
  const described = { type: "string", description: "Words." };
  const bare = { type: "string" };
  const body = { type: "object", properties: { told: described, untold: bare } };
  const answer = { type: "object", properties: { result: { $ref: "#/components/schemas/Pet" } } };
  const document = {
    paths: {
      "/pets": {
        get: {
          operationId: "listPets",
          summary: "List pets.",
          parameters: [
            { name: "told", in: "query", description: "Words.", schema: bare },
            { name: "untold", in: "query", schema: bare },
            { $ref: "#/components/parameters/shared" },
          ],
          requestBody: { content: { "application/json": { schema: body } } },
          responses: { 200: { content: { "application/json": { schema: answer } } } },
        },
        put: { operationId: "updatePet", summary: "Changes what is known of a pet." },
      },
    },
    components: {
      parameters: { shared: { name: "shared", in: "query", schema: bare } },
      schemas: {
        Pet: {
          type: "object",
          properties: {
            tag: { $ref: "#/components/schemas/Tag" },
            toys: { ...described, items: { type: "object", properties: { size: bare } } },
          },
        },
        Tag: { type: "string", description: "Words." },
      },
    },
  };
  expect(undescribed(document, publicFaces.v2)).toEqual([
    "GET /pets",
    "GET /pets, query parameter untold",
    "GET /pets, body.untold",
    "query parameter shared",
    "Pet.toys[].size",
  ]);
});
