import { describe, expect, test, vi } from "vitest";
import { isPublishedHere, suiteName } from "../published/published.js";
import { operationsMoved } from "./rows/operations-moved.js";
import { several } from "./rows/several.js";
import { copyProject, generateIn } from "./support/command.js";
import { publish } from "./support/published.js";
import { runOver } from "./support/run.js";

vi.setConfig({ testTimeout: 60_000 });

/** Where the second run may no longer know what the first one knew from the documents before it. */
const tried = [
  ...several.filter(({ exit, name }) => exit === 3 || name.includes("version 3")),
  ...operationsMoved.filter(({ name }) => name.includes("operationId")),
];

describe.skipIf(!isPublishedHere)(suiteName("a second run over the same documents"), () => {
  test.for(tried.map((row) => [row.name, row] as const))("%s", async ([, row]) => {
    const published = publish(row.change);
    const own = await copyProject();
    const first = await runOver(published, own.root);
    await own.write(first.files);
    const second = await runOver(published, own.root);
    expect(second.findings).toEqual(first.findings);
    expect(second.exitCode).toBe(first.exitCode);
    expect(Object.fromEntries(second.files)).toEqual(Object.fromEntries(first.files));
    expect(second.text).toContain("Nothing changed");
  });
});

describe.skipIf(!isPublishedHere)(suiteName("the command, when findings need a hand"), () => {
  const row = several.find(({ exit }) => exit === 3);
  const published = publish((documents) => row?.change(documents));

  test("writes everything, prints and files the report, and exits 3, tomorrow too", async () => {
    const own = await copyProject();
    const before = await own.files();
    const ran = await generateIn(own, published, "--report", "report.md");
    const written = await own.files();
    expect(ran).toMatchObject({ exitCode: 3, stderr: "" });
    for (const line of row?.report ?? []) expect(ran.stdout).toContain(line);
    expect(ran.stdout).toMatch(/Needs a hand \(\d+\):/);
    expect(written["generated/api.ts"]).not.toBe(before["generated/api.ts"]);
    const tomorrow = await generateIn(own, published);
    expect(tomorrow.exitCode).toBe(3);
    expect(tomorrow.stdout).toMatch(/Needs a hand \(\d+\):/);
    expect(await own.files()).toEqual(written);
  });

  test("writes nothing with --check, and exits 3", async () => {
    const own = await copyProject();
    const before = await own.files();
    const { exitCode, stdout } = await generateIn(own, published, "--check");
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/Needs a hand \(\d+\):/);
    expect(await own.files()).toEqual(before);
  });
});
