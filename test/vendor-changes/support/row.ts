import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { Calls } from "./calls.js";
import { broken } from "./claims.js";
import { publish, type Published } from "./published.js";
import { run, type Finding, type Ran } from "./run.js";

/** A change of what the vendor publishes, and what has to come of it. */
export interface Row {
  /** What the vendor did. */
  readonly name: string;
  readonly change: (published: Published) => void;
  /** 0: right without anybody looking. 3: written, but somebody has to look at the findings. */
  readonly exit: 0 | 3;
  /** Lines of the report: each a part of one line, `…` standing for anything. */
  readonly report: readonly string[];
  /** What no line of the report may hold. */
  readonly silent?: readonly string[];
  /** All that somebody has to look at. */
  readonly findings?: readonly ExpectedFinding[];
  /** What the types say afterwards, in the language of `claims.ts`. */
  readonly types: readonly string[];
  /** How somebody's calls have to change with the API. */
  readonly calls?: (calls: Calls) => void;
}

export interface ExpectedFinding {
  readonly of: string;
  /** Places that it names: a file and a part of the line there. */
  readonly at: readonly (readonly [file: string, line: string])[];
  /** Parts of the problem, or of the advice. */
  readonly says?: readonly string[];
}

export const project: string = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs the generator over published files, in a folder that is gone afterwards. */
export async function runOver(files: ReadonlyMap<string, string>, root = project): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "published-"));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await run(folder, root);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function expectRow(row: Row): Promise<void> {
  const published = publish(row.change);
  const ran = await runOver(published);
  const calls = new Calls();
  row.calls?.(calls);
  const generated = new Map([...ran.files].filter(([path]) => path.startsWith("generated/")));
  const lineAt = linesOf(published, ran);
  expect
    .soft({
      exitCode: ran.exitCode,
      unexpected: ran.findings
        .map(({ subject }) => subject)
        .filter((subject) => !row.findings?.some(({ of }) => of === subject)),
    })
    .toEqual({ exitCode: row.exit, unexpected: [] });
  expect.soft(missingLines(ran.text, row.report), ran.text).toEqual([]);
  expect.soft(row.silent?.filter((part) => ran.text.includes(part)) ?? [], ran.text).toEqual([]);
  expect.soft(row.findings?.flatMap((one) => unmet(one, ran.findings, lineAt)) ?? []).toEqual([]);
  expect.soft(ran.findings.flatMap((finding) => unplaced(finding, ran, lineAt))).toEqual([]);
  expect.soft(broken(row.types, { files: generated, calls: calls.toString() })).toEqual([]);
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

type LineAt = (file: string, line: number) => string | undefined;

/** The text at a place that a finding names, in what was published or in the project. */
function linesOf(published: ReadonlyMap<string, string>, ran: Ran): LineAt {
  return (file, line) => {
    const text = published.get(file) ?? ran.sources.get(file);
    return text?.split("\n")[line - 1];
  };
}

function unmet(expected: ExpectedFinding, findings: readonly Finding[], lineAt: LineAt): string[] {
  const own = findings.filter(({ subject }) => subject === expected.of);
  if (own.length === 0) return [`no finding of ${expected.of}`];
  const places = own.flatMap(({ at }) => at);
  const words = own.map((finding) => JSON.stringify(finding)).join("\n");
  const isNamed = ([file, text]: readonly [string, string]): boolean =>
    places.some((place) => place.file === file && lineAt(file, place.line)?.includes(text));
  return [
    ...expected.at
      .filter((place) => !isNamed(place))
      .map(([file, text]) => {
        const named = places.map(
          (place) => `${place.file}:${place.line} ${lineAt(place.file, place.line)?.trim() ?? ""}`,
        );
        return `${expected.of} does not name ${file} at «${text}», but ${named.join(" and ") || "nothing"}`;
      }),
    ...(expected.says ?? [])
      .filter((part) => !words.includes(part))
      .map((part) => `${expected.of} does not say «${part}», but ${words}`),
  ];
}

/** Whatever a finding lacks that every finding has: a place that exists, advice, and its line in both reports. */
function unplaced(finding: Finding, ran: Ran, lineAt: LineAt): string[] {
  const { subject, at, advice } = finding;
  const places = at.filter(({ file, line }) => (lineAt(file, line) ?? "").trim() !== "");
  const inReports = [ran.text, ran.markdown].every(
    (report) =>
      report.includes("Needs a hand") &&
      report.includes(subject) &&
      at.every(({ file, line }) => report.includes(`${file}:${line}`)),
  );
  return [
    ...(at.length > 0 && places.length === at.length
      ? []
      : [`${subject} names no line that exists: ${JSON.stringify(at)}`]),
    ...(advice.trim() === "" ? [`${subject} has no advice`] : []),
    ...(inReports ? [] : [`${subject} and its places are not in both reports`]),
  ];
}
