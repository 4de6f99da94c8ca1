import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { blocksOf } from "./readme.js";

const tests = fileURLToPath(new URL("..", import.meta.url));
const suites = (await readdir(tests, { withFileTypes: true })).filter((entry) =>
  entry.isDirectory(),
);

/** The files of a folder, with what they hold; none where there is no such folder. */
async function textsIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
  return new Map(
    await Promise.all(
      files.map(async ({ name }) => [name, await readFile(join(folder, name), "utf8")] as const),
    ),
  );
}

/** As users import it: `../../../src/webhooks/index.js` is `talkable-client/webhooks` to them. */
const asShown = (text: string): string =>
  text
    .replaceAll("../../../src/index.js", "talkable-client")
    .replaceAll(/\.\.\/\.\.\/\.\.\/src\/(\w+)\/index\.js/g, "talkable-client/$1");

/** All snippets, which `npm run typecheck` compiles and eslint reads, and whether a test of their suite runs them. */
const snippets = (
  await Promise.all(
    suites.map(async ({ name: suite }) => {
      const files = await textsIn(join(tests, suite, "snippets"));
      const others = await textsIn(join(tests, suite));
      const importing = [...files.values(), ...others.values()].join("\n");
      return [...files].map(([file, text]) => {
        const isRun =
          file.endsWith(".test.ts") || new RegExp(`\\b${basename(file, ".ts")}\\b`).test(importing);
        return { file: `test/${suite}/snippets/${file}`, shown: asShown(text), isRun };
      });
    }),
  )
).flat();

const blocks = await blocksOf();
const code = blocks.filter(({ language }) => language === "ts");

test.each(code)("README's code in «$section» is compiled and run", ({ text }) => {
  const sources = snippets.filter(({ shown }) => shown.includes(`${text}\n`));
  expect(sources.map(({ file }) => file)).toHaveLength(1);
  expect(sources.map(({ isRun }) => isRun)).toEqual([true]);
});

test("README has code of every kind that this looks at, and no other", () => {
  expect(code.length).toBeGreaterThan(15);
  const languages = new Set(blocks.map(({ language }) => language));
  expect([...languages].sort()).toEqual(["", "json", "sh", "ts"]);
});
