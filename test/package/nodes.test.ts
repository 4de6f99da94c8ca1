import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { nodeOf } from "../runtimes/support/run.js";
import { type Consumer, install } from "./packed.js";

const run = promisify(execFile);

const nodes = [
  ["node-20", "ky"],
  ["node-22", "ky-2"],
  ["node-24", "ky-2"],
  ["node-26", "ky-2"],
] as const;

const use = `
const fetch = () => Promise.resolve(new Response('{"ok":true,"result":{"campaigns":[]}}'));
const talkable = createClient({ apiKey: "key", siteSlug: "my-shop", fetch });
talkable.GET("/api/v2/campaigns").then((result) => console.log(result, typeof parseWebhook));
`;

describe.each(nodes)("on %s with %s", (node, ky) => {
  let project: Consumer;
  beforeAll(async () => {
    project = await install(inject("tarball"), ky);
    await project.write(
      "main.mjs",
      `import { createClient } from "talkable-client";
import { parseWebhook } from "talkable-client/webhooks";
${use}`,
    );
    await project.write(
      "main.cjs",
      `const { createClient } = require("talkable-client");
const { parseWebhook } = require("talkable-client/webhooks");
${use}`,
    );
  });
  afterAll(() => project.remove());

  test.each([
    ["imported", "main.mjs"],
    ["required", "main.cjs"],
  ])("it can be %s, and nothing warns", async (_how, file) => {
    const printed = await run(nodeOf(node), [file], { cwd: project.folder });
    expect(printed).toEqual({ stdout: "{ campaigns: [] } function\n", stderr: "" });
  });
});
