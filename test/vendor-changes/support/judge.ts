import { Problem } from "../../../scripts/problem.js";
import { Calls } from "./calls.js";
import { broken } from "./claims.js";
import { linesOf, unexpected, unmet, unplaced } from "./findings.js";
import { publish } from "./published.js";
import type { Row } from "./row.js";
import { runOver, type Ran } from "./run.js";

export interface Verdict {
  /** What is not as the row says; empty when all is well. */
  readonly wrong: readonly string[];
  readonly report: string;
}

/** Runs the generator over what a row changes, and compares everything that came of it. */
export async function judge(row: Row): Promise<Verdict> {
  const published = publish(row.change);
  let ran: Ran;
  try {
    ran = await runOver(published);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { wrong: [`exits 1: ${error.message}`], report: "" };
  }
  const calls = new Calls();
  row.calls?.(calls);
  const files = new Map([...ran.files].filter(([path]) => path.startsWith("generated/")));
  const lineAt = linesOf(published);
  const { findings = [], silent = [] } = row;
  const wrong = [
    ...(ran.exitCode === row.exit ? [] : [`exits ${ran.exitCode} instead of ${row.exit}`]),
    ...missingLines(ran.text, row.report).map((line) => `the report does not say: ${line}`),
    ...silent.filter((part) => ran.text.includes(part)).map((part) => `the report says: ${part}`),
    ...findings.flatMap((finding) => unmet(finding, ran.findings, lineAt)),
    ...(row.andMore ? [] : unexpected(findings, ran.findings)),
    ...ran.findings.flatMap((finding) => unplaced(finding, ran, lineAt)),
    ...broken(row.types, { files, calls: calls.toString() }),
  ];
  return { wrong, report: ran.text };
}

function missingLines(report: string, wanted: readonly string[]): string[] {
  const lines = report.split("\n");
  return wanted.filter((line) => !lines.some((text) => holds(text, line)));
}

/** Whether a line holds the parts, which `…` separates, in their order. */
function holds(line: string, wanted: string): boolean {
  let position = 0;
  return wanted.split("…").every((part) => {
    const found = line.indexOf(part.trim(), position);
    position = found + part.trim().length;
    return found >= 0;
  });
}
