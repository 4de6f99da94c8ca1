import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Consumer, install } from "./packed.js";

let project: Consumer;

beforeAll(async () => {
  project = await install(inject("tarball"), "ky");
});
afterAll(() => project.remove());

/** The files that a bundle of an entry point consists of. */
async function loadedWith(
  entry: string,
  packages: "external" | "bundle" = "external",
): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(project.folder, "node_modules/talkable-client/dist/src", entry)],
    ...{ bundle: true, write: false, metafile: true, format: "esm", packages },
  });
  return Object.keys(metafile.inputs);
}

describe.each(["index.js", "webhooks/index.js"])("%s", (entry) => {
  test("loads nothing of the check, its command line, or other entry points", async () => {
    const loaded = await loadedWith(entry);
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.filter((file) => /\/(check|bin|testing|paginate)\/|\.json$/.test(file))).toEqual(
      [],
    );
  });
});

test("talkable-client/testing loads neither the client nor another package", async () => {
  const loaded = await loadedWith("testing/index.js", "bundle");
  expect(loaded.some((file) => file.endsWith("testing/fake.js"))).toBe(true);
  expect(loaded.filter((file) => /\/(client|call)\.js$|\/ky|openapi-fetch/.test(file))).toEqual([]);
});

test("talkable-client/paginate takes errors from where the client has them, and nothing else", async () => {
  const loaded = await loadedWith("paginate/index.js", "bundle");
  const files = loaded.map((file) => file.replace(/.*\/dist\/src\//, "")).sort();
  expect(files).toEqual([
    "errors/errors.js",
    "errors/printable.js",
    "paginate/index.js",
    "paginate/pages.js",
    "paginate/paginate.js",
    "record.js",
  ]);
});

test("the documents can be found by name, for Prism and the like", async () => {
  await project.write(
    "documents.js",
    `import { readFileSync } from "node:fs";
for (const name of ["v2", "webhooks"]) {
  const file = new URL(import.meta.resolve(\`talkable-client/openapi/\${name}.yaml\`));
  console.log(/^openapi: .*/m.exec(readFileSync(file, "utf8"))[0]);
}`,
  );
  expect(await project.node("documents.js")).toBe("openapi: 3.1.0\nopenapi: 3.1.0\n");
});
