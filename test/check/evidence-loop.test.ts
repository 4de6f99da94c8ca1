import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ajvJudge } from "../../scripts/check/ajv-judge.js";
import { openEvidence } from "../../scripts/check/open-evidence.js";
import { generate, type Outcome } from "../../scripts/pipeline.js";
import { publishedRoot } from "../../scripts/pull.js";
import { Tree } from "../../scripts/tree.js";
import type { Check } from "../../src/check/check.js";
import type { Change } from "../../scripts/changes.js";
import { isPublishedHere, publishedDocs, suiteName } from "../published/published.js";
import { replies, serveApi } from "./support/api.js";
import { checkAll } from "./support/check-all.js";
import { deviating } from "./support/deviations.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of what the generator reads and writes. */
class Copy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Copy> {
    const folder = await mkdtemp(join(tmpdir(), "evidence-"));
    for (const name of ["openapi", "generated", "src", "package.json"]) {
      await cp(join(root, name), join(folder, name), { recursive: true });
    }
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    return new Copy(folder);
  }

  async generate(from?: string): Promise<Outcome> {
    const tree = new Tree(this.folder);
    const outcome = await generate(
      { from: from ?? publishedRoot, offline: from === undefined },
      tree,
    );
    await tree.write();
    return outcome;
  }

  /** Checks the API with the documents as they are here by now. */
  async check(url: string): Promise<Check> {
    const document = await new Tree(this.folder).document("openapi/v2.yaml");
    return checkAll(url, { document, judge: ajvJudge(document) });
  }

  async observe(url: string): Promise<string> {
    const document = await new Tree(this.folder).document("openapi/v2.yaml");
    const file = join(this.folder, "openapi/observed.yaml");
    return (await openEvidence(document, file))(await this.check(url));
  }

  async files(): Promise<Record<string, string>> {
    const names = ["openapi", "generated"].map(async (folder) =>
      (await readdir(join(this.folder, folder))).map((name) => `${folder}/${name}`),
    );
    const contents = (await Promise.all(names))
      .flat()
      .map(async (name): Promise<[string, string]> => {
        return [name, await readFile(join(this.folder, name), "utf8")];
      });
    return Object.fromEntries(await Promise.all(contents));
  }

  /** Compiles the client on the types as they are here by now. */
  typeErrors(): string[] {
    const program = ts.createProgram([join(this.folder, "src/index.ts")], {
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true },
      ...{ noEmit: true, types: [], target: ts.ScriptTarget.ES2023 },
      ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

function changesOf({ report }: Outcome): readonly Change[] {
  return report.documents.flatMap(({ changes }) => changes ?? []);
}

/** What contradicts a fact names its line and how to mend it; what no fact says needs no mending. */
function expectFindings({ findings, exitCode }: Outcome): void {
  expect(exitCode).toBe(3);
  const about = findings.find(({ subject }) => subject === "Campaign.status");
  expect(about).toMatchObject({
    now: "Paused added",
    advice: "Mend the fact: `x-extensible-enum` with Paused.",
  });
  expect(about?.at[0]?.file).toBe("openapi/v2.facts.yaml");
  expect(findings.filter(({ subject }) => subject === "Asset.fingerprint")).toEqual([]);
}

const suites: [string, string | undefined, boolean][] = [
  ["without network, from the committed documents", undefined, true],
  [suiteName("from the published documents"), publishedDocs, isPublishedHere],
];

describe.each(suites)("evidence of an API that differs, regenerating %s", (_, from, runs) => {
  let copy: Copy;
  let url: string;
  beforeAll(async () => {
    copy = await Copy.create();
  });
  afterAll(() => copy.remove());

  test.skipIf(!runs)(
    "makes the same API pass, in types that compile, and merges once",
    async () => {
      const before = await copy.files();
      ({ url } = await serveApi(replies(deviating)));
      expect((await copy.check(url)).differences.length).toBeGreaterThan(40);
      expect(await copy.observe(url)).toContain("written");
      expect(await copy.observe(url)).toBe("Evidence: nothing new.");

      const outcome = await copy.generate(from);
      expect(await copy.check(url)).toMatchObject({ differences: [], stopped: undefined });
      expect(copy.typeErrors()).toEqual([]);

      const changes = changesOf(outcome);
      expect(changes.filter(({ detail }) => !detail.endsWith("(seen in answers)"))).toEqual([]);
      expect(changes.find(({ place }) => place === "Asset.folder")?.breaking).toBe(false);
      expect(changes.find(({ place }) => place === "Asset.url")?.breaking).toBe(true);

      if (from !== undefined) expectFindings(outcome);
      const regenerated = await copy.files();
      expect(changesOf(await copy.generate(from))).toEqual([]);
      expect(await copy.files()).toEqual(regenerated);
      expect(regenerated["openapi/v2.yaml"]).not.toBe(before["openapi/v2.yaml"]);

      // What was seen once and is in the types by now is no news.
      expect(await copy.observe(url)).toBe("Evidence: nothing new.");
    },
    90_000,
  );
});
