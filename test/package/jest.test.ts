import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Consumer, install, root } from "./packed.js";

const run = promisify(execFile);
const modules = join(root, "node_modules");

let project: Consumer;

beforeAll(async () => {
  const tools = ["jest", "ts-jest", "typescript", "@jest", "@types", "@babel"];
  project = await install(inject("tarball"), "ky", tools);
  await project.write("package.json", "{}");
  const options = { module: "commonjs", target: "es2022", allowJs: true, types: ["jest"] };
  await project.write("tsconfig.json", JSON.stringify({ compilerOptions: options }));
}, 60_000);

afterAll(() => project.remove());

const body = `
test("a call", async () => {
  const fetch = async () => new Response('{"ok":true,"result":{"campaigns":[]}}');
  const talkable = createClient({ apiKey: "key", siteSlug: "my-shop", fetch });
  expect(await talkable.GET("/api/v2/campaigns")).toEqual({ campaigns: [] });
});
`;
const imported = `import { createClient } from "talkable-client";${body}`;
const required = `const { createClient } = require("talkable-client");${body}`;

/** Runs Jest over one test file; resolves to what it printed. */
async function jest(
  file: string,
  text: string,
  config: object,
  flags: string[] = [],
): Promise<string> {
  await project.write(file, text);
  await project.write("jest.json", JSON.stringify({ ...config, testMatch: [`**/${file}`] }));
  const program = join(modules, "jest/bin/jest.js");
  const args = [
    ...flags,
    program,
    "--config",
    "jest.json",
    "--rootDir",
    project.folder,
    "--no-cache",
  ];
  const { stderr } = await run(process.execPath, args, { cwd: project.folder }).catch(
    (failed: unknown) => failed as { stderr: string },
  );
  return stderr;
}

test("Jest as it comes does not load ES modules, which README says", async () => {
  expect(await jest("plain.test.js", required, {})).toContain("Must use import to load ES Module");
});

test("tests that are ES modules run with --experimental-vm-modules", async () => {
  const printed = await jest("module.test.mjs", imported, {}, ["--experimental-vm-modules"]);
  expect(printed).toContain("1 passed");
});

// As README has it.
const transforming = {
  transform: { "^.+\\.[jt]s$": ["ts-jest", { diagnostics: false }] },
  transformIgnorePatterns: ["/node_modules/(?!(talkable-client|ky|openapi-fetch)/)"],
};

test.each([
  ["typed.test.ts", imported],
  ["common.test.js", required],
])("tests run when ts-jest transforms the package and what it needs: %s", async (file, text) => {
  expect(await jest(file, text, transforming)).toContain("1 passed");
});

const waiting = `
test("a throttled call", async () => {
  jest.useFakeTimers();
  const fake = createFakeTalkable();
  fake.on("GET", "/api/v2/campaigns", throttled({ times: 2, retryAfter: 30000 }));
  const talkable = createClient({ apiKey: "fake-key", siteSlug: "my-shop", fetch: fake.fetch });
  const call = talkable.withResponse.GET("/api/v2/campaigns");
  await jest.advanceTimersByTimeAsync(29000);
  expect(fake.calls.length).toBe(1);
  await jest.advanceTimersByTimeAsync(40000);
  expect((await call).attempts).toBe(3);
  expect((await call).result).toEqual(exampleResult("GET", "/api/v2/campaigns"));
});
`;
const imports = `
import { jest } from "@jest/globals";
import { createClient } from "talkable-client";
import { createFakeTalkable, exampleResult, throttled } from "talkable-client/testing";
`;

test("a call of talkable-client/testing that is throttled finishes under Jest's fake timers", async () => {
  const flags = ["--experimental-vm-modules"];
  expect(await jest("timers.test.mjs", imports + waiting, {}, flags)).toContain("1 passed");
});
