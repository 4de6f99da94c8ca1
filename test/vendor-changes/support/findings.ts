import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project, type Finding, type Ran } from "./run.js";

/** What a row says of a finding. */
export interface ExpectedFinding {
  /** The subject, or what it is a part of. */
  readonly of: string;
  /** Places that it names: a file and a part of the line there. */
  readonly at: readonly (readonly [file: string, line: string])[];
  /** Parts of the problem, or of the advice. */
  readonly says?: readonly string[];
}

export type LineAt = (file: string, line: number) => string | undefined;

/** The text at a place that a finding names, in what was published or in the project. */
export function linesOf(published: ReadonlyMap<string, string>): LineAt {
  return (file, line) => {
    const text = published.get(file) ?? readFileSync(join(project, file), "utf8");
    return text.split("\n")[line - 1];
  };
}

/** Findings that a row does not speak of. */
export function unexpected(
  expected: readonly ExpectedFinding[],
  found: readonly Finding[],
): string[] {
  return found
    .filter(({ subject }) => !expected.some(({ of }) => isPartOf(subject, of)))
    .map(({ subject, problem }) => `an unexpected finding: ${subject}: ${problem}`);
}

/** `Coupon.valid_until` is a part of `Coupon`, `GET /api/v2/assets, query parameter page` of `GET /api/v2/assets`. */
function isPartOf(subject: string, whole: string): boolean {
  return subject.startsWith(whole) && /^$|^[.,[ ]/.test(subject.slice(whole.length));
}

export function unmet(
  expected: ExpectedFinding,
  findings: readonly Finding[],
  lineAt: LineAt,
): string[] {
  const own = findings.filter(({ subject }) => isPartOf(subject, expected.of));
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
export function unplaced(finding: Finding, ran: Ran, lineAt: LineAt): string[] {
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
