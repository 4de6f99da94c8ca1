import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { emitApi } from "../../scripts/emit.js";
import type { JsonObject } from "../../scripts/document/json.js";
import { compareSchemas } from "../../scripts/changes/schema-diff.js";
import type { Difference } from "../../scripts/changes/union-diff.js";
import { checkTypes } from "../support/type-check.js";
import { schemas } from "./support/schemas.js";

vi.setConfig({ testTimeout: 60_000 });

interface Pair {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** The same pairs in every run: their types are compiled, which is too slow to repeat while shrinking. */
const pairs = fc.sample(fc.record<Pair>({ before: schemas, after: schemas }), {
  numRuns: 250,
  seed: 44,
});

function isHarmless({ before, after }: Pair, breaks: (difference: Difference) => boolean): boolean {
  const comparison = { documents: [{}, {}], schemas: [before, after], path: "" } as const;
  return !compareSchemas(comparison).some(breaks);
}

/** What the compiler says when a value of type `source` stands where `target` is expected. */
async function errorsOf(
  tried: readonly Pair[],
  source: "Before" | "After",
  target: "Before" | "After",
): Promise<readonly string[]> {
  const named = tried.flatMap(({ before, after }, index) => [
    [`Before${index}`, before] as const,
    [`After${index}`, after] as const,
  ]);
  const components = { schemas: Object.fromEntries(named) };
  const types = await emitApi({ openapi: "3.1.0", info: {}, paths: {}, components });
  const uses = tried.map((_pair, index) => {
    return `export const use${index} = (value: ${source}${index}): ${target}${index} => value;`;
  });
  return checkTypes("test/generator/compiled.ts", [types, ...uses].join("\n")).errors;
}

test("what is called harmless for readers compiles in place of what they read before", async () => {
  const harmless = pairs.filter((pair) => isHarmless(pair, ({ breaksReading }) => breaksReading));
  expect(harmless.length).toBeGreaterThan(25);
  expect(await errorsOf(harmless, "After", "Before")).toEqual([]);
});

test("what is called harmless for writers lets them write what they wrote before", async () => {
  const harmless = pairs.filter((pair) => isHarmless(pair, ({ breaksWriting }) => breaksWriting));
  expect(harmless.length).toBeGreaterThan(25);
  expect(await errorsOf(harmless, "Before", "After")).toEqual([]);
});
