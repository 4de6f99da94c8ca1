import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
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
  readonly steps: readonly { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

async function readWorkflow(file: string): Promise<{ text: string; workflow: Workflow }> {
  const text = await readFile(new URL(file, folder), "utf8");
  return { text, workflow: parse(text) as Workflow };
}

test("there is a workflow for tests and one for the API's changes", () => {
  expect(files.sort()).toEqual(["api-update.yml", "test.yml"]);
});

test.each(files)("%s pins every action to a commit and names its version", async (file) => {
  const { text } = await readWorkflow(file);
  const uses = text.split("\n").filter((line) => line.includes("uses:"));
  expect(uses.length).toBeGreaterThan(0);
  for (const line of uses) {
    expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

test.each(files)("%s grants nothing but what each job asks for", async (file) => {
  const { workflow } = await readWorkflow(file);
  expect(workflow.permissions).toEqual({});
  expect(workflow.concurrency).toHaveProperty("group");
  for (const job of Object.values(workflow.jobs)) {
    expect(job.permissions).toBeDefined();
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(15);
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const checkout of checkouts) {
      expect(checkout.with).toMatchObject({ "persist-credentials": false });
    }
  }
});

test.each(files)("in %s, a job that may write runs nothing from npm", async (file) => {
  const { workflow } = await readWorkflow(file);
  for (const { permissions, steps } of Object.values(workflow.jobs)) {
    const mayWrite = Object.values(permissions ?? {}).includes("write");
    const runsNpm = steps.some(({ run }) => /\b(npm|npx|node)\b/.test(run ?? ""));
    expect(mayWrite && runsNpm).toBe(false);
  }
});

test.each(files)(
  "no script of %s has an expression in it, which an input could break out of",
  async (file) => {
    const { workflow } = await readWorkflow(file);
    const scripts = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.map(({ run }) => run),
    );
    for (const script of scripts) expect(script ?? "").not.toContain("${{");
  },
);

test("every push is tested with the command that the README gives", async () => {
  const { workflow } = await readWorkflow("test.yml");
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  expect(workflow.on).toHaveProperty("push");
  const commands = Object.values(workflow.jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => run ?? []),
  );
  expect(commands).toEqual(["npm ci && npm test"]);
  for (const command of commands) expect(readme).toContain(`\n${command}\n`);
});
