import { describe, expect, test, vi } from "vitest";
import { isPublishedHere, suiteName } from "../../published/published.js";
import { judge } from "./judge.js";
import type { Row } from "./row.js";

/** Holds every row of some kinds against what the generator makes of it. */
export function hold(kinds: Readonly<Record<string, readonly Row[]>>): void {
  vi.setConfig({ testTimeout: 60_000 });
  describe.skipIf(!isPublishedHere)(suiteName("vendor changes"), () => {
    describe.each(Object.entries(kinds))("%s", (_kind, rows) => {
      test.for(rows.map((row) => [row.name, row] as const))("%s", async ([, row]) => {
        const { wrong, report } = await judge(row);
        expect(wrong, report).toEqual([]);
      });
    });
  });
}
