import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { replies, serveApi } from "../check/support/api.js";
import { closedPort } from "../client/support/server.js";
import { type Consumer, install } from "./packed.js";

const run = promisify(execFile);

let project: Consumer;

beforeAll(async () => {
  project = await install(inject("tarball"), "ky");
});
afterAll(() => project.remove());

function check(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const bin = "node_modules/talkable-client/dist/src/bin/talkable-client.js";
  const credentials = { TALKABLE_API_KEY: "check-key", TALKABLE_SITE_SLUG: "acme-shop" };
  return run(process.execPath, [bin, "check", ...args], {
    cwd: project.folder,
    env: { ...process.env, ...credentials },
  });
}

test("talkable-client check is there for whoever installs the package, and passes against an API that fits", async () => {
  const api = await serveApi(replies());
  const { stdout } = await check("--base-url", api.url);
  expect(stdout).toContain("All answers fit.");
});

test("it ends with 2 and one line when it cannot reach the API", async () => {
  await expect(check("--base-url", await closedPort())).rejects.toMatchObject({
    code: 2,
    stderr: "Could not check: the API cannot be reached (ECONNREFUSED).\n",
  });
});
