import { readdir } from "node:fs/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { apiReports, committedReport, reportsFolder } from "./api-report/api-report.js";

let reports: ReadonlyMap<string, string>;
beforeAll(async () => {
  reports = await apiReports(inject("tarball"));
}, 120_000);

test("the public types are those of the committed report; a change is told in CHANGELOG, then `npm run api-report`", async () => {
  for (const [file, report] of reports) expect(report, file).toBe(await committedReport(file));
});

test("there is one report for each entry point", async () => {
  const files = await readdir(reportsFolder);
  expect(files.filter((file) => file.endsWith(".api.md")).sort()).toEqual(
    [...reports.keys()].sort(),
  );
});
