import { expect, test } from "vitest";
import { describeBump, type Bump } from "../../scripts/report/semver.js";

test.each<[Bump, string | undefined, string]>([
  ["major", "1.2.3", "major (1.2.3 → 2.0.0)"],
  ["minor", "1.2.3", "minor (1.2.3 → 1.3.0)"],
  ["patch", "1.2.3", "patch (1.2.3 → 1.2.4)"],
  ["major", "0.1.2", "major (0.1.2 → 0.2.0: below 1.0 the minor number announces what breaks)"],
  [
    "minor",
    "0.1.2",
    "minor (0.1.2 → 0.1.3: below 1.0 what breaks nothing raises the patch number)",
  ],
  ["major", undefined, "major"],
])("a %s change of version %s is told as it will be released", (bump, version, told) => {
  expect(describeBump(bump, version)).toBe(told);
});
