import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Consumer, install } from "./packed.js";
import { toolchainFolder } from "./toolchain.js";

const run = promisify(execFile);
const tarball = inject("tarball");

let project: Consumer;

beforeAll(async () => {
  project = await install(tarball, "ky");
});
afterAll(() => project.remove());

function read(file: string): Promise<string> {
  return readFile(join(project.folder, "node_modules/talkable-client", file), "utf8");
}

test("it holds the build, the OpenAPI documents, its papers and nothing else", () => {
  const papers = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];
  const others = project.files.filter((file) => !/^dist\/|^openapi\/[\w-]+\.yaml$/.test(file));
  expect(others.sort()).toEqual(papers);
});

test("its declarations mention none of the libraries underneath", async () => {
  const files = project.files.filter((file) => file.endsWith(".d.ts"));
  const mentioning: string[] = [];
  for (const file of files) {
    if (/openapi-(fetch|typescript)|\bky\b/.test(await read(file))) mentioning.push(file);
  }
  expect(files.length).toBeGreaterThan(10);
  expect(mentioning).toEqual([]);
});

test("it needs ky and openapi-fetch at run time, and nothing else", async () => {
  const { dependencies } = JSON.parse(await read("package.json")) as { dependencies: object };
  expect(dependencies).toEqual({
    ky: "^1.14.3 || ^2.0.0",
    "openapi-fetch": expect.any(String) as string,
  });
});

test("publint finds nothing to say", async () => {
  const { messages, pkg } = await publint({
    pkgDir: join(project.folder, "node_modules/talkable-client"),
    pack: false,
  });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

// Beyond the profile for packages of ES modules alone: types are found by `moduleResolution: node10`, too.
test("its types are right for every kind of resolution, but that CommonJS gets ES modules", async () => {
  const attw = join(toolchainFolder, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const { exports } = JSON.parse(await read("package.json")) as { exports: object };
  const modules = Object.keys(exports).filter((name) => !/\.\w+$/.test(name));
  const options = ["--ignore-rules", "cjs-resolves-to-esm", "--format", "ascii"];
  const args = [attw, tarball, ...options, "--entrypoints", ...modules];
  const { stdout } = await run(process.execPath, args);
  expect(stdout).toContain("No problems found");
});

test("source maps, if any, lead to sources that are in the package", async () => {
  const missing: string[] = [];
  for (const file of project.files.filter((name) => /\.(js|ts)$/.test(name))) {
    const map = /\/\/# sourceMappingURL=(.+)\s*$/.exec(await read(file))?.[1];
    if (map === undefined) continue;
    const mapFile = posix.join(posix.dirname(file), map);
    const { sources } = JSON.parse(await read(mapFile)) as { sources: string[] };
    const files = sources.map((source) => posix.join(posix.dirname(mapFile), source));
    missing.push(...files.filter((source) => !project.files.includes(source)));
  }
  expect(missing).toEqual([]);
});

test("no link or picture of README breaks on npm", async () => {
  const readme = await read("README.md");
  const text = readme.replaceAll(/^```.*?^```/gms, "");
  const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
    ([, markdown, html]) => markdown ?? html ?? "",
  );
  const broken = links.filter((link) => {
    if (link.startsWith("https://")) return false;
    return link.startsWith("#")
      ? !anchors.includes(link.slice(1))
      : !project.files.includes(link.replace(/#.*/, ""));
  });
  expect(links.length).toBeGreaterThan(3);
  expect(broken).toEqual([]);
});
