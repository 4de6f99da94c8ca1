import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Project } from "./support/project.js";

vi.setConfig({ testTimeout: 60_000 });

const oneLine = /^[^\n]+\n$/;
let project: Project;

beforeAll(async () => {
  project = await Project.create();
});

afterAll(() => project.remove());

describe("a run that cannot begin writes nothing, and says why in one line", () => {
  test.each([
    ["a flag that there is not", ["--form", "x"], /--form.*\(flags: --from <url or folder>/],
    ["both sources", ["--offline", "--from", "x"], /--offline.*--from.*choose one/],
    ["a source that is not there", ["--from", "no/such/folder"], /no\/such\/folder/],
    ["a project that was never generated", ["--offline"], /openapi\/v2\.yaml is missing/],
  ])("%s", async (_, args, message) => {
    const before = await project.files();
    const { exitCode, stdout, stderr } = await project.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toMatch(message);
    expect(await project.files()).toEqual(before);
  });

  test("a report that cannot be written", async () => {
    const before = await project.files();
    const { exitCode, stderr } = await project.generate("--report", "no/such/report.md");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^no\/such\/report\.md: the report cannot be written [^\n]+\n$/);
    expect(await project.files()).toEqual(before);
  });
});

describe("a defect of the generator", () => {
  test("is one line, and DEBUG shows where", async () => {
    const broken = await Project.create();
    try {
      // A folder stands where a file belongs, which is nobody's mistake that the generator knows.
      await mkdir(broken.path("openapi/source.json"), { recursive: true });
      const { exitCode, stderr } = await broken.generate();
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^The generator failed: [^\n]+ \(DEBUG=1 shows where\)\n$/);
      const from = ["--from", broken.published];
      const { stderr: shown } = await broken.run(from, { DEBUG: "1" });
      expect(shown).toMatch(/EISDIR[^]*\n {4}at /);
    } finally {
      await broken.remove();
    }
  });
});

test("npm run generate is this command, and ends with its exit code", async () => {
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  const program = fileURLToPath(new URL("../../scripts/generate.ts", import.meta.url));
  const run = promisify(execFile)(process.execPath, [tsx, program, "--form"]);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^[^\n]*--form[^\n]*\n$/) as unknown,
  });
});
