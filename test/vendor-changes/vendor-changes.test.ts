import { describe, expect, test, vi } from "vitest";
import { isPublishedHere, suiteName } from "../published/published.js";
import { answers } from "./rows/answers.js";
import { components } from "./rows/components.js";
import { documents } from "./rows/documents.js";
import { entities } from "./rows/entities.js";
import { membersAdded } from "./rows/members-added.js";
import { membersRemoved } from "./rows/members-removed.js";
import { membersRenamed } from "./rows/members-renamed.js";
import { operations } from "./rows/operations.js";
import { operationsAdded } from "./rows/operations-added.js";
import { operationsMoved } from "./rows/operations-moved.js";
import { parameters } from "./rows/parameters.js";
import { requests } from "./rows/requests.js";
import { rewrittenAlike } from "./rows/rewritten.js";
import { several } from "./rows/several.js";
import { typesChanged } from "./rows/types-changed.js";
import { values } from "./rows/values.js";
import { webhooks } from "./rows/webhooks.js";
import { judge } from "./support/judge.js";
import type { Row } from "./support/row.js";

vi.setConfig({ testTimeout: 60_000 });

const kinds: Record<string, readonly Row[]> = {
  documents,
  "rewritten alike": rewrittenAlike,
  "members added": membersAdded,
  "members removed": membersRemoved,
  "members renamed": membersRenamed,
  "types changed": typesChanged,
  values,
  operations,
  "operations added": operationsAdded,
  "operations moved": operationsMoved,
  parameters,
  requests,
  answers,
  components,
  entities,
  webhooks,
  several,
};

test("of more than 150 changes, more than 100 need nobody", () => {
  const rows = Object.values(kinds).flat();
  expect(rows.length).toBeGreaterThan(150);
  expect(rows.filter(({ exit }) => exit === 0).length).toBeGreaterThan(100);
});

describe.skipIf(!isPublishedHere)(suiteName("vendor changes"), () => {
  describe.each(Object.entries(kinds))("%s", (_kind, rows) => {
    test.for(rows.map((row) => [row.name, row] as const))("%s", async ([, row]) => {
      const { wrong, report } = await judge(row);
      expect(wrong, report).toEqual([]);
    });
  });
});
