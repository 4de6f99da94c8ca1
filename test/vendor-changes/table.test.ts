import { expect, test } from "vitest";
import { parts } from "./rows/index.js";

test("of more than 150 changes, more than 100 need nobody", () => {
  const rows = Object.values(parts).flatMap((kinds) => Object.values(kinds).flat());
  expect(rows.length).toBeGreaterThan(150);
  expect(rows.filter(({ exit }) => exit === 0).length).toBeGreaterThan(100);
});
