import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { blocksOf, proseOf } from "./readme.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** What this test runs as it stands, and what it prints then. */
const runHere: Record<string, RegExp> = {
  "npm run demo": /All 10 calls went as they should/,
  "npm run generate -- --offline --check": /Nothing changed/,
};

/** What other tests run. */
const runElsewhere: Record<string, string> = {
  "npm pack": "test/package/pack.ts",
  "npm run mock": "test/package/newcomer.test.ts",
  "node first-call.mjs": "test/package/newcomer.test.ts",
  "npm run demo:bulk": "test/bulk/demo.test.ts",
  "npm run test:package": ".ci/run",
  "npm run test:runtimes": ".ci/run",
  "npm ci": ".ci/run",
  "npm test": ".ci/run",
  "TALKABLE_API_KEY=… TALKABLE_SITE_SLUG=acme-shop npx talkable-client check --report check.md":
    "test/package/check-command.test.ts",
};

/** What no test can run, and why. */
const runNowhere: Record<string, string> = {
  "npm install ../talkable-client/talkable-client-0.1.0.tgz":
    "asks the registry for ky and openapi-fetch; test/package/packed.ts does the same by hand",
  "npx @stoplight/prism-cli mock node_modules/talkable-client/openapi/v2.yaml":
    "asks the registry for Prism, by which `npm run mock` serves the same document",
  "npm run generate":
    "reads the documents from Talkable's server; test/generator/command.test.ts reads them from one of its own",
  "npm run bench:throttle": "takes minutes, and measures the machine",
  "npm run bench:throttle -- --processes 16": "takes minutes, and measures the machine",
  "npm run build": "a part of `npm test`, before this",
  "npm run size": "a part of `npm test`, before this",
};

const inBlocks = (await blocksOf())
  .filter(({ language }) => language === "sh")
  .flatMap(({ text }) => text.split("\n"));
const inProse = [...(await proseOf()).matchAll(/`((?:npm|npx|node) [^`]+)`/g)].map(
  ([, command = ""]) => command,
);
const commands = new Set([...inBlocks, ...inProse].flatMap((line) => line.split(" && ")));

test("every command of README is run by a test, or cannot be", () => {
  const known = [runHere, runElsewhere, runNowhere].flatMap((table) => Object.keys(table));
  expect(known.sort()).toEqual([...commands].sort());
});

test.each(Object.entries(runHere))(
  "%s does what README says",
  { timeout: 60_000 },
  async (command, printed) => {
    const [program = "", ...args] = command.split(" ");
    expect((await run(program, args, { cwd: root })).stdout).toMatch(printed);
  },
);

test.each(Object.entries(runElsewhere))("%s is run by %s", async (command, file) => {
  const text = await readFile(`${root}/${file}`, "utf8");
  if (file === ".ci/run") expect(text).toContain(`\n${command}`);
});
