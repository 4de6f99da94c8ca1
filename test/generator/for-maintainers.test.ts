import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Change } from "../../scripts/changes.js";
import { checkClientAssumptions } from "../../scripts/client-assumptions.js";
import type { Document } from "../../scripts/document/document.js";
import { Published } from "../../scripts/document/published.js";
import { YamlSource } from "../../scripts/document/yaml-source.js";
import { Findings, type Finding } from "../../scripts/findings.js";
import { proseHashes, reworded } from "../../scripts/report/prose.js";
import { titleOf } from "../../scripts/report/title.js";
import { Tree } from "../../scripts/tree.js";

const project = fileURLToPath(new URL("../..", import.meta.url));

describe("the title of a report", () => {
  const title = (changes: readonly Change[], detailChanges = 0): string =>
    titleOf({
      documents: [
        {
          title: "REST API",
          changes,
          detailChanges,
          obsoleteFacts: [],
          wordsToDelete: [],
          notes: [],
          reworded: [],
          unknownTypes: [],
          undescribed: [],
        },
      ],
      findings: [],
      files: [],
      changesCode: false,
      version: undefined,
    });
  const change = (place: string, kind: Change["kind"], breaking = false): Change => ({
    place,
    kind,
    breaking,
    detail: "",
  });

  test("names what changed, and first what breaks somebody", () => {
    expect(title([change("GET /things", "added"), change("Thing.id", "removed", true)])).toBe(
      "API: Thing.id removed, GET /things added",
    );
  });

  test("fits into a title, and counts what does not", () => {
    const changes = Array.from({ length: 50 }, (_, index) =>
      change(`Thing.member${index}`, "added"),
    );
    const text = title(changes);
    expect(text.length).toBeLessThanOrEqual(120);
    expect(text).toMatch(/^API: Thing\.member0 added, .*, and 4\d more$/);
    expect(title([change("x".repeat(200), "added")])).toBe("API: 1 change");
  });

  test("is one line, whatever names are published", () => {
    expect(title([change("a\nb", "added")])).toBe("API: a b added");
  });

  test("says when only words changed, or nothing", () => {
    expect(title([], 3)).toBe("API: descriptions, examples, formats or limits changed");
    expect(title([])).toBe("API: nothing changed");
  });
});

describe("words that are published about an operation", () => {
  const about = (summary: string, example = "a"): Document => ({
    paths: {
      "/things": {
        get: {
          operationId: "listThings",
          summary,
          responses: {
            200: { content: { "application/json": { example: { description: example } } } },
          },
        },
        post: { operationId: "createThing", description: "Makes one." },
      },
    },
  });

  test("are known by a hash, and told by operation when they change", () => {
    const before = proseHashes(about("Lists things."));
    expect(JSON.stringify(before)).not.toContain("things.");
    expect(reworded(before, proseHashes(about("Lists all things.")))).toEqual(["listThings"]);
  });

  test("are the same however they are wrapped, and whatever examples hold", () => {
    const before = proseHashes(about("Lists things."));
    expect(reworded(before, proseHashes(about("Lists\n  things.", "b")))).toEqual([]);
  });

  test("about a new operation are no change", () => {
    expect(reworded({}, proseHashes(about("Lists things.")))).toEqual([]);
  });
});

describe("what the client takes for granted", () => {
  async function found(yaml: string): Promise<readonly Finding[]> {
    const value = parse(yaml) as Document;
    const findings = new Findings();
    const published = new Published(value, new YamlSource("v2/openapi.yaml", yaml, value));
    await checkClientAssumptions(published, new Tree(project), findings);
    return findings.all();
  }
  const bearer = "components:\n  securitySchemes:\n    token: {type: http, scheme: bearer}\n";

  test("holds for its own base URL among others, and for a bearer token of any name", async () => {
    const servers = "servers:\n- url: https://eu.example\n- url: https://www.talkable.com/\n";
    expect(await found(`${servers}${bearer}`)).toEqual([]);
  });

  test("needs a hand when the API moves: the finding names both places", async () => {
    const [finding] = await found(`${bearer}servers:\n- url: https://api.talkable.com\n`);
    expect(finding).toMatchObject({ subject: "servers", now: "https://api.talkable.com" });
    expect(finding?.at.map(({ file }) => file)).toEqual([
      "v2/openapi.yaml",
      "src/options/options.ts",
      "src/options/resolve-options.ts",
    ]);
    expect(finding?.at[0]?.line).toBe(5);
  });

  test("needs a hand when the key is sent otherwise", async () => {
    const header =
      "components:\n  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n";
    expect(await found(header)).toMatchObject([
      {
        subject: "security",
        now: "key: apiKey in header X-Key",
        at: [{ file: "v2/openapi.yaml", line: 3 }],
      },
    ]);
  });
});
