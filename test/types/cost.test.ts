import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { measure } from "../bench/types.js";

interface Recorded {
  /** Instantiations for one call of each operation when this was last written. */
  readonly instantiations: number;
}

test("checking all calls costs at most 0.3 of what it costs on plain openapi-fetch, and no more than 1.2 of what is recorded", async () => {
  const recorded = JSON.parse(
    await readFile(new URL("../bench/types.json", import.meta.url), "utf8"),
  ) as Recorded;
  const { ours, plain } = await measure();
  expect([ours.errors, plain.errors]).toEqual([[], []]);
  expect(ours.instantiations).toBeLessThanOrEqual(plain.instantiations * 0.3);
  expect(ours.instantiations).toBeLessThanOrEqual(recorded.instantiations * 1.2);
}, 60_000);
