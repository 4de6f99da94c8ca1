import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { installOwnPackages } from "../own-packages.js";

/** The page of each document; reference-links.js links to them. */
const references = [
  { page: "rest-api.html", document: "v2.yaml" },
  { page: "webhooks-api.html", document: "webhooks.yaml" },
];

const at = (path: string): URL => new URL(path, import.meta.url);

/** The source files of the package's entry points. */
async function entryPoints(): Promise<string[]> {
  const { exports } = JSON.parse(await readFile(at("../../package.json"), "utf8")) as {
    exports: Record<string, string | { default: string }>;
  };
  return Object.values(exports)
    .filter((target) => typeof target === "object")
    .map((target) => target.default.replace(/^\.\/dist\//, "").replace(/\.js$/, ".ts"));
}

/** Pages by TypeDoc: README first, the other guides, and what each entry point exports. */
async function writeGuidesAndApi(): Promise<void> {
  const cli = fileURLToPath(at("node_modules/typedoc/bin/typedoc"));
  const entries = (await entryPoints()).flatMap((entry) => ["--entryPoints", entry]);
  const options = ["--options", fileURLToPath(at("typedoc.json")), ...entries];
  const root = fileURLToPath(at("../.."));
  const { status } = spawnSync(process.execPath, [cli, ...options], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("TypeDoc found something to mend: see its lines above.");
}

/** A page by Scalar that holds its document, so that it can be opened from a folder too. */
async function writeReference(page: string, document: string): Promise<void> {
  const content: unknown = parse(await readFile(at(`../../openapi/${document}`), "utf8"));
  const configuration = {
    content,
    // What would ask other hosts for something, or send them requests.
    withDefaultFonts: false,
    telemetry: false,
    hideTestRequestButton: true,
    hideClientButton: true,
    showDeveloperTools: "never",
    agent: { disabled: true },
    mcp: { disabled: true },
    // Samples for curl and others: the guides have them for this client.
    hiddenClients: true,
  };
  const title = (content as { info: { title: string } }).info.title;
  const script = JSON.stringify(configuration).replaceAll("<", "\\u003c");
  await writeFile(
    at(`site/${page}`),
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <p style="margin: 0.75rem; font-family: sans-serif"><a href="index.html">talkable-client</a></p>
    <div id="reference"></div>
    <script src="assets/scalar.js"></script>
    <script>Scalar.createApiReference("#reference", ${script});</script>
  </body>
</html>
`,
  );
}

await installOwnPackages(fileURLToPath(at(".")));
await writeGuidesAndApi();
await mkdir(at("site/assets"), { recursive: true });
await cp(
  at("node_modules/@scalar/api-reference/dist/browser/standalone.js"),
  at("site/assets/scalar.js"),
);
for (const { page, document } of references) await writeReference(page, document);
