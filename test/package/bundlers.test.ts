import { join } from "node:path";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { ok, serve } from "../client/support/server.js";
import { type Consumer, install } from "./packed.js";
import { toolchainFolder } from "./toolchain.js";

let project: Consumer;

beforeAll(async () => {
  project = await install(inject("tarball"), "ky-2");
});
afterAll(() => project.remove());

const program = (name: string) => join(toolchainFolder, "node_modules", name);

beforeEach(async () => {
  const { url } = await serve(ok([{ identifier: "newsletter" }]));
  await project.write(
    "main.js",
    `import { createClient } from "talkable-client";
import { isWebhookError } from "talkable-client/webhooks";
export async function handler() {
  const talkable = createClient({ apiKey: "key", siteSlug: "my-shop", baseUrl: "${url}" });
  const [source] = await talkable.GET("/api/v2/traffic_sources");
  return source.identifier + isWebhookError(source);
}
handler().then(console.log);
`,
  );
});

describe("a call works when the package is bundled", () => {
  test("by esbuild, to CommonJS, as for Lambda", async () => {
    await build({
      entryPoints: [join(project.folder, "main.js")],
      outfile: join(project.folder, "lambda.cjs"),
      bundle: true,
      minify: true,
      platform: "node",
      target: "node20",
      format: "cjs",
    });
    expect(await project.node("lambda.cjs")).toBe("newsletterfalse\n");
  });

  test("by rollup", { timeout: 60_000 }, async () => {
    const plugin = program("@rollup/plugin-node-resolve/dist/es/index.js");
    const args = ["--input", "main.js", "--file", "rolled.mjs", "--failAfterWarnings", "--silent"];
    await project.node(program("rollup/dist/bin/rollup"), ...args, "--plugin", plugin);
    expect(await project.node("rolled.mjs")).toBe("newsletterfalse\n");
  });

  test("by webpack 5", { timeout: 60_000 }, async () => {
    await project.write(
      "webpack.cjs",
      `const webpack = require(${JSON.stringify(createRequire(join(toolchainFolder, "package.json")).resolve("webpack"))});
const output = { path: __dirname, filename: "packed.cjs" };
webpack({ mode: "production", target: "node20", entry: "./main.js", output }, (error, stats) => {
  const { errors = [error], warnings = [] } = stats?.toJson() ?? {};
  console.log(JSON.stringify([...errors, ...warnings].map(({ message }) => message)));
});
`,
    );
    expect(await project.node("webpack.cjs")).toBe("[]\n");
    expect(await project.node("packed.cjs")).toBe("newsletterfalse\n");
  });
});
