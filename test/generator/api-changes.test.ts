import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Document } from "yaml";
import { checkTypes } from "../support/type-check.js";
import { Project, type Run } from "./support/project.js";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ok = ["responses", "200", "content", "application/json", "example", "result"];
const memberPath = ["paths", "/api/v2/members/{member_slug}"];
const foundMember = [...memberPath, "get", ...ok, "member"];
const updatedMember = [...memberPath, "put", ...ok, "member"];

let generated: Project;
let firstRun: Run;

beforeAll(async () => {
  generated = await Project.create();
  firstRun = await generated.generate();
});

afterAll(() => generated.remove());

/** A project of the test's own, as the first run left it. */
async function project(): Promise<Project> {
  const copy = await generated.copy();
  onTestFinished(() => copy.remove());
  return copy;
}

/** What the compiler says when `lines` follow the emitted types. */
async function typeErrors(of: Project, ...lines: string[]): Promise<readonly string[]> {
  const equal =
    "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;";
  const source = [await of.read("generated/api.ts"), equal, ...lines].join("\n");
  return checkTypes("test/generator/emitted.ts", source).errors;
}

describe("a first run", () => {
  test("writes everything and says that there is nothing to compare with", async () => {
    expect(firstRun).toMatchObject({ exitCode: 0, stderr: "" });
    expect(firstRun.stdout).toContain("REST API: no earlier document to compare with");
    expect(firstRun.stdout).toContain("schemas.yaml#/site_slug is not published");
    expect(firstRun.stdout).toContain("Of unknown type: Member.sponsor");
    expect(Object.keys(await generated.files())).toEqual(
      expect.arrayContaining(["openapi/v2.yaml", "generated/api.ts", "generated/webhooks.ts"]),
    );
  });

  test("types what is published as examples only", async () => {
    const result = `operations["findMember"]["responses"][200]["content"]["application/json"]["result"]`;
    expect(
      await typeErrors(
        generated,
        `export const member: Equal<${result}, { member: Member }> = true;`,
        `export const badges: Equal<Member["badges"], Badge[]> = true;`,
        `export const badge: Equal<Badge, { id: number; label: string; points: number }> = true;`,
      ),
    ).toEqual([]);
  });
});

describe("when nothing was published since", () => {
  test("--check exits 0 with one line, and a report on demand tells the rest", async () => {
    const unchanged = await project();
    const before = await unchanged.files();
    const { exitCode, stdout, stderr } = await unchanged.generate("--check", "--report", "r.md");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Nothing changed \([^\n]*\)\.\n$/);
    const { "r.md": report, ...after } = await unchanged.files();
    expect(after).toEqual(before);
    expect(report).toContain("Nothing changed.");
    expect(report).toContain("- `GET /api/v2/badges, query parameter page`");
    expect(report).not.toContain("- `GET /api/v2/badges`\n");
  });
});

describe("when the API has changed", () => {
  let changed: Project;
  let run: Run;
  let report: string;

  function changeRestApi(document: Document): void {
    document.setIn(["paths", "/api/v2/loans"], {
      get: {
        operationId: "listLoans",
        summary: "Words of the publisher",
        tags: ["Members"],
        parameters: [{ $ref: "#/components/parameters/site_slug_in_query_required" }],
        responses: {
          200: {
            description: "the loans",
            content: {
              "application/json": {
                example: {
                  ok: true,
                  result: {
                    loans: [
                      {
                        id: 31,
                        title: "Middlemarch",
                        returned_at: null,
                        member: document.getIn(foundMember),
                      },
                      { id: 32, title: "Emma", returned_at: "2025-06-01", member: null },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    });
    document.deleteIn(["paths", "/api/v2/visits"]);
    for (const member of [foundMember, updatedMember]) {
      document.setIn([...member, "tier"], "gold");
      document.setIn([...member, "id"], "m-7");
    }
    document.setIn([...foundMember, "badges", 0, "points"], "12");
    const body = ["requestBody", "content", "application/json", "schema"];
    document.deleteIn([
      ...memberPath,
      "put",
      ...body,
      "properties",
      "data",
      "properties",
      "nickname",
    ]);
    document.setIn(["paths", "/api/v2/badges", "get", "parameters", 2, "name"], "offset");
  }

  function changeWebhooks(document: Document): void {
    const path = "/your_api_loan_web_hook_path";
    const schema = {
      type: "object",
      properties: {
        key: { type: "string" },
        site: { $ref: "../schemas.yaml#/site_slug" },
        type: { type: "string", example: "loan_web_hook" },
        payload: { type: "object", properties: { badge: { $ref: "#components/schemas/badge" } } },
      },
    };
    document.setIn(["paths", path], {
      post: {
        operationId: "loan",
        tags: ["Badge"],
        requestBody: { content: { "application/json": { schema } } },
        responses: { 200: { description: "delivered" } },
      },
    });
  }

  beforeAll(async () => {
    changed = await generated.copy();
    await changed.edit("openapi/v2.facts.yaml", (facts) => {
      facts.add({ because: "A text.", refine: { "Badge.label": { type: "string" } } });
    });
    await changed.publish("v2", changeRestApi);
    await changed.publish("webhooks", changeWebhooks);
    run = await changed.generate("--report", "report.md");
    report = await changed.read("report.md");
  });

  afterAll(() => changed.remove());

  test("the run succeeds and writes the documents and the types", () => {
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toMatch(/\nWrote .*openapi\/v2\.yaml.*generated\/api\.ts.*\.\n$/);
  });

  test("a new operation and a new field are fully typed with no manual work", async () => {
    const result = `operations["listLoans"]["responses"][200]["content"]["application/json"]["result"]`;
    const loan = "{ id: number; title: string; returned_at: string | null; member: Member | null }";
    expect(
      await typeErrors(
        changed,
        `export const loans: Equal<${result}, { loans: ${loan}[] }> = true;`,
        `export const tier: Equal<Member["tier"], string> = true;`,
        `export const id: Equal<Member["id"], string> = true;`,
        `export const points: Equal<Badge["points"], string | number> = true;`,
      ),
    ).toEqual([]);
  });

  test("a new operation breaks nothing, and the client knows it", async () => {
    expect(run.stdout).toContain("added   GET /api/v2/loans: listLoans");
    expect(report).toContain("- added `GET /api/v2/loans`: `listLoans`");
    expect(await changed.read("generated/inits.ts")).toContain('"/api/v2/loans": ListLoansInit');
  });

  test("a new entity field is reported once and breaks nothing", () => {
    expect(run.stdout.match(/Member\.tier/g)).toHaveLength(1);
    expect(report).toContain("- added `Member.tier`: `string, required`");
  });

  test("a removed operation breaks", () => {
    expect(run.stdout).toContain("BREAKING removed POST /api/v2/visits: recordVisit");
    expect(report).toContain("- **breaking** removed `POST /api/v2/visits`: `recordVisit`");
  });

  test("a field whose example changes type breaks", () => {
    expect(run.stdout).toContain("BREAKING changed Member.id: string, was number");
  });

  test("a field of which one example of several changes type becomes a union, which breaks", () => {
    expect(run.stdout).toContain("BREAKING changed Badge.points: string | number, was number");
  });

  test("a removed body member breaks", () => {
    expect(run.stdout).toContain(
      "BREAKING removed PUT /api/v2/members/{member_slug}, body.data.nickname: was string | null",
    );
  });

  test("a renamed parameter is one removed, which breaks, and one added", () => {
    expect(run.stdout).toContain("BREAKING removed GET /api/v2/badges, query parameter page");
    expect(run.stdout).toContain("         added   GET /api/v2/badges, query parameter offset");
  });

  test("a new webhook is reported, breaks nothing, and is typed", async () => {
    expect(run.stdout).toContain("Webhooks: 0 breaking and 1 other changes");
    expect(run.stdout).toContain("         added   loan_web_hook: loan");
    expect(await changed.read("generated/webhooks.ts")).toMatch(/\n {2}loan_web_hook: /);
  });

  test("what breaks comes first, and the version follows from it", () => {
    const verdicts = run.stdout
      .split("\n")
      .filter((line) => / (added|removed|changed) /.test(line));
    const breaking = verdicts.filter((line) => line.includes("BREAKING"));
    expect(verdicts.slice(0, breaking.length)).toEqual(breaking);
    expect(run.stdout).toContain("Semver: major (0.1.0 → 0.2.0: ");
    expect(report).toContain("Semver: **major (0.1.0 → 0.2.0: ");
  });

  test("a fact that changes nothing any more is reported with its line, to be deleted", () => {
    expect(run.stdout).toMatch(/Badge\.label \(openapi\/v2\.facts\.yaml:\d+\)/);
    expect(report).toMatch(/- `Badge\.label \(openapi\/v2\.facts\.yaml:\d+\)`/);
  });
});

test("--check on a changed API exits 1 with the report and writes nothing", async () => {
  const outdated = await project();
  await outdated.publish("v2", (document) => {
    document.setIn([...foundMember, "tier"], "gold");
  });
  const before = await outdated.files();
  const { exitCode, stdout, stderr } = await outdated.generate("--check");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("added   Member.tier: string, optional");
  expect(stdout).toContain("Semver: minor (0.1.0 → 0.1.1: ");
  expect(stderr).toMatch(/^Out of date: [^\n]*generated\/api\.ts[^\n]*`npm run generate`\n$/);
  expect(await outdated.files()).toEqual(before);
});

test("words and examples that change upstream change no file but the record of the source", async () => {
  const reworded = await project();
  await reworded.publish("v2", (document) => {
    document.setIn([...memberPath, "get", "summary"], "Other words");
    document.setIn([...foundMember, "name"], "Kim Shelf");
  });
  const { exitCode, stdout } = await reworded.generate();
  expect(exitCode).toBe(0);
  expect(stdout).toContain("Semver: no release needed");
  expect(stdout).toContain("\nWrote openapi/source.json.\n");
});

test("what our words and facts say of an operation that is gone is left out, and the whole result is written", async () => {
  const orphaned = await project();
  await orphaned.publish("v2", (document) => {
    document.deleteIn(["paths", "/api/v2/badges"]);
    document.deleteIn([...foundMember, "email"]);
    document.deleteIn([...updatedMember, "email"]);
  });
  const { exitCode, stdout } = await orphaned.generate();
  expect(exitCode).toBe(3);
  expect(stdout).toContain("\nNeeds a hand (1):\n  Member.email: is not published any more");
  expect(stdout).toMatch(/at openapi\/v2\.facts\.yaml:\d+/);
  expect(stdout).toContain("BREAKING removed GET /api/v2/badges: listBadges");
  expect(stdout).toContain("BREAKING removed Member.email");
  expect(stdout).toMatch(/Words to delete: Member\.email .*GET \/api\/v2\/badges/);
  expect(stdout).toContain("\nWrote ");
  const again = await orphaned.generate();
  expect(again.exitCode).toBe(3);
  expect(again.stdout).toContain("Needs a hand (1):");
});

test("a fact that a published example contradicts is left out, and named with both lines", async () => {
  const contradicted = await project();
  await contradicted.edit("openapi/v2.facts.yaml", (facts) => {
    facts.add({ because: "Every address.", refine: { "Member.joined_at": { format: "date" } } });
  });
  const { exitCode, stdout } = await contradicted.generate();
  expect(exitCode).toBe(3);
  expect(stdout).toContain("Member.joined_at: is a fact that a published example contradicts");
  expect(stdout).toMatch(/at openapi\/v2\.facts\.yaml:\d+, v2\/openapi\.yaml:\d+\n/);
});

test("what stands where a name or a schema belongs is named with its line, and the rest is written", async () => {
  const swallowed = await project();
  await swallowed.publish("v2", (document) => {
    document.setIn(["paths", "/api/v2/badges", "get", "operationId"], "findMember");
    const body = ["requestBody", "content", "application/json", "schema", "properties", "data"];
    document.setIn([...memberPath, "put", ...body, "properties", "name"], "Zoe");
  });
  const { exitCode, stdout } = await swallowed.generate();
  expect(exitCode).toBe(3);
  expect(stdout).toContain("Needs a hand (2):");
  expect(stdout).toContain(
    "findMember: is the operationId of GET /api/v2/members/{member_slug} and of GET /api/v2/badges.",
  );
  expect(stdout).toContain("PUT /api/v2/members/{member_slug}, body member data.name: ");
  expect(stdout.match(/at v2\/openapi\.yaml:\d+\n/g)).toHaveLength(2);
  expect(await swallowed.read("generated/inits.ts")).toContain('"/api/v2/badges"');
});
