import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { expect, inject, onTestFinished, test } from "vitest";
import { blocksOf } from "../readme/readme.js";
import { freePort } from "../support/prism.js";
import { install, root } from "./packed.js";

/** The block of README that a command of it comes after, or before. */
async function blockBeside(command: string, step: -1 | 1): Promise<string> {
  const blocks = await blocksOf();
  const at = blocks.findIndex(({ text }) => text === command);
  return blocks[at + step]?.text ?? "";
}

test(
  "whoever follows README's first call gets what it says from the mock",
  { timeout: 60_000 },
  async () => {
    const port = await freePort();
    const mock = spawn("npm", ["run", "mock", "--", "--port", `${port}`], {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => {
      if (mock.pid !== undefined) process.kill(-mock.pid);
    });
    const listening = printedBy(mock, "Prism is listening");
    const project = await install(inject("tarball"), "ky");
    onTestFinished(() => project.remove());
    const call = await blockBeside("npm run mock", 1);
    expect(call).toBe(await blockBeside("node first-call.mjs", -1));
    await project.write("first-call.mjs", call.replace(":4010", `:${port}`));
    await listening;
    expect(call.endsWith(`\n// ${(await project.node("first-call.mjs")).trim()}`)).toBe(true);
  },
);

test("the mock listens where README's call looks for it", async () => {
  const prism = new URL("node_modules/@stoplight/prism-cli/dist/", `file://${root}`);
  const options = await readFile(new URL("commands/sharedOptions.js", prism), "utf8");
  expect(options).toMatch(/default: 4010\b/);
});

/** Resolves once a program has printed something; it can go on printing. */
function printedBy({ stdout }: ChildProcess, text: string): Promise<void> {
  let printed = "";
  return new Promise((resolve, reject) => {
    stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes(text)) resolve();
    });
    stdout?.once("end", () => {
      reject(new Error(`It ended without “${text}”: ${printed}`));
    });
  });
}
