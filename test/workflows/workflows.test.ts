import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = new URL("../../.github/workflows/", import.meta.url);
const files = await readdir(folder);

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: Record<string, Job>;
}

interface Job {
  readonly permissions?: Record<string, string>;
  readonly "timeout-minutes"?: number;
  /** The workflow that the job calls, in place of steps. */
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly steps?: readonly { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

async function readWorkflow(file: string): Promise<{ text: string; workflow: Workflow }> {
  const text = await readFile(new URL(file, folder), "utf8");
  return { text, workflow: parse(text) as Workflow };
}

test("there is a workflow for tests, one for the API's changes and one for releases", () => {
  expect(files.sort()).toEqual(["api-update.yml", "release.yml", "test.yml"]);
});

test.each(files)("%s pins every action to a commit and names its version", async (file) => {
  const { text } = await readWorkflow(file);
  const uses = text.split("\n").filter((line) => line.includes("uses:"));
  expect(uses.length).toBeGreaterThan(0);
  for (const line of uses.filter((use) => !use.includes("./.github/workflows/"))) {
    expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

test.each(files)("%s grants nothing but what each job asks for", async (file) => {
  const { workflow } = await readWorkflow(file);
  expect(workflow.permissions).toEqual({});
  expect(workflow.concurrency).toHaveProperty("group");
  for (const job of Object.values(workflow.jobs)) {
    expect(job.permissions).toBeDefined();
    if (job.steps === undefined) continue;
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(15);
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const checkout of checkouts) {
      expect(checkout.with).toMatchObject({ "persist-credentials": false });
    }
  }
});

test.each(files)("in %s, a job that may write runs no code from npm", async (file) => {
  const { workflow } = await readWorkflow(file);
  for (const { permissions, steps = [] } of Object.values(workflow.jobs)) {
    if (!Object.values(permissions ?? {}).includes("write")) continue;
    for (const { run = "" } of steps) {
      const [script] = /\.github\/scripts\/\S+/.exec(run) ?? [];
      const commands = run + (script === undefined ? "" : await readFile(script, "utf8"));
      // Publishing runs the scripts of a package, unless told otherwise.
      const harmless = commands.includes("--ignore-scripts") ? /npm publish/g : /^$/;
      expect(commands.replace(/^#.*/gm, "").replace(harmless, "")).not.toMatch(
        /(?<![-.])\b(npm|npx|node|tsx)\b(?!-)/,
      );
    }
  }
});

test.each(files)(
  "no script of %s has an expression in it, which an input could break out of",
  async (file) => {
    const { workflow } = await readWorkflow(file);
    const scripts = Object.values(workflow.jobs).flatMap(({ steps = [] }) =>
      steps.map(({ run }) => run),
    );
    for (const script of scripts) expect(script ?? "").not.toContain("${{");
  },
);

test("every push is tested with the command that the README gives", async () => {
  const { workflow } = await readWorkflow("test.yml");
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  expect(workflow.on).toHaveProperty("push");
  const commands = workflow.jobs["test"]?.steps?.flatMap(({ run }) => run ?? []);
  expect(commands).toEqual(["npm ci && npm test"]);
  for (const command of commands ?? []) expect(readme).toContain(`\n${command}\n`);
});

describe("a release", () => {
  test("is rehearsed with every push, by the scripts that release", async () => {
    const { text } = await readWorkflow("release.yml");
    const { workflow } = await readWorkflow("test.yml");
    const commands = workflow.jobs["release"]?.steps?.flatMap(({ run }) => run ?? []);
    expect(commands?.at(-1)).toContain("rehearse-release.sh");
    const rehearsal = await readFile(".github/scripts/rehearse-release.sh", "utf8");
    const scripts = [...text.matchAll(/[a-z]+-release\.sh/g)].map(([script]) => script);
    expect(scripts).toEqual(["pack-release.sh", "publish-release.sh", "announce-release.sh"]);
    for (const script of scripts) expect(rehearsal).toContain(script);
  });

  test("is published once all tests have passed, by the one job that npm trusts", async () => {
    const { text, workflow } = await readWorkflow("release.yml");
    expect(workflow.jobs["test"]?.uses).toBe("./.github/workflows/test.yml");
    expect(workflow.jobs["publish"]?.needs).toEqual(["test", "pack"]);
    expect(workflow.jobs["publish"]?.permissions).toEqual({
      contents: "read",
      "id-token": "write",
    });
    expect(text.match(/id-token/g)).toHaveLength(1);
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });
});
