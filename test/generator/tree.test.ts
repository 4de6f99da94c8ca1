import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Problem } from "../../scripts/problem.js";
import { Tree, writeReport } from "../../scripts/tree.js";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "tree-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("nothing is written before write, and then everything, into folders made as needed", async () => {
  const root = await folder();
  const tree = new Tree(root);
  tree.plan("generated/api.ts", "new");
  tree.plan("README.md", "same");
  await writeFile(join(root, "README.md"), "same");
  expect(await tree.changed()).toEqual(["generated/api.ts"]);
  expect(await tree.text("generated/api.ts")).toBeUndefined();
  await tree.write();
  expect(await tree.text("generated/api.ts")).toBe("new");
  expect(await tree.changed()).toEqual([]);
});

test.each([
  ["is not there", undefined],
  ["is in the middle of a merge", "<<<<<<< ours\npaths: {}\n=======\n"],
  ["holds no mapping", "- a list\n"],
])("an earlier document that %s is none, and a run can mend it", async (_name, text) => {
  const root = await folder();
  await mkdir(join(root, "openapi"));
  if (text !== undefined) await writeFile(join(root, "openapi/v2.yaml"), text);
  expect(await new Tree(root).previous("openapi/v2.yaml")).toBeUndefined();
});

test("a report goes where the caller says, or the problem names the place", async () => {
  const root = await folder();
  await writeReport(root, "report.md", "# Report\n");
  expect(await readFile(join(root, "report.md"), "utf8")).toBe("# Report\n");
  const missing = join(root, "no/such/report.md");
  const problem = await writeReport(process.cwd(), missing, "").catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toHaveProperty("message", expect.stringContaining(`${missing}: the report`));
});

test.each([
  ["words alone", "/** New words. */\nexport type A = 1;", false],
  ["a type", "/** Words. */\nexport type A = 2;", true],
  ["a new type", "/** Words. */\nexport type A = 1;\nexport type B = 1;", true],
])("a planned file that differs in %s is known for what it is", async (_name, text, expected) => {
  const root = await folder();
  await writeFile(join(root, "api.ts"), "/** Words. */\nexport type A = 1;");
  const tree = new Tree(root);
  tree.plan("api.ts", text);
  tree.plan("v2.yaml", "openapi: 3.1.0");
  tree.plan("generated/testing.ts", "export const answers = {};");
  expect(await tree.changesCode()).toBe(expected);
});
