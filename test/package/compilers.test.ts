import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { mistakes } from "../editor/support/wrong-calls.js";
import { compile, typescripts } from "./compiler.js";
import { type Consumer, install, root } from "./packed.js";

let project: Consumer;

beforeAll(async () => {
  project = await install(inject("tarball"), "ky", ["@types/node", "undici-types"]);
  const calls = await readFile(join(root, "test/contract/every-operation.ts"), "utf8");
  await project.write("every-operation.ts", calls.replace("../../src/index.js", "talkable-client"));
  await project.write(
    "mistakes.ts",
    mistakes((code) => `// @ts-expect-error\nvoid ${code};`),
  );
  for (const file of consumers) await project.copy(`consumer/${file}`);
});
afterAll(() => project.remove());

const consumers = ["shop.ts", "receiver.ts", "faking.ts", "listing.ts"];
const files = ["every-operation.ts", "mistakes.ts", ...consumers];

const modules = {
  nodenext: { module: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};
const libraries = {
  "the DOM library": { lib: ["es2022", "dom", "dom.iterable"], types: [] },
  "types of Node alone": { lib: ["es2022"], types: ["node"] },
};

describe.each(typescripts)("%s", (typescript) => {
  describe.each(Object.entries(modules))("%s", (_module, module) => {
    describe.each(Object.entries(libraries))("%s", (_library, library) => {
      test.each([true, false])(
        "every call compiles, and no mistake does, with exactOptionalPropertyTypes: %s",
        async (exactOptionalPropertyTypes) => {
          const options = {
            ...module,
            ...library,
            exactOptionalPropertyTypes,
            target: "es2022",
            strict: true,
            noEmit: true,
            declaration: true,
            skipLibCheck: false,
          };
          expect(await compile(project, typescript, options, files)).toBe("");
        },
        120_000,
      );
    });
  });
});
