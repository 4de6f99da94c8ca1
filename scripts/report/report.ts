import type { Change } from "../changes.js";
import type { Finding } from "../findings.js";
import { describeBump, type Bump } from "./semver.js";

/** What a run found out. */
export interface Report {
  readonly documents: readonly DocumentReport[];
  /** What needs a hand. */
  readonly findings: readonly Finding[];
  /** The files whose content changes. */
  readonly files: readonly string[];
  /** Whether code in `generated/` changes by more than its comments. */
  readonly changesCode: boolean;
  /** The version of the package as it is. */
  readonly version: string | undefined;
}

export interface DocumentReport {
  /** `REST API` or `Webhooks`. */
  readonly title: string;
  /** Undefined when there was no earlier document to compare with. */
  readonly changes: readonly Change[] | undefined;
  /** How many descriptions, examples, formats and limits changed. */
  readonly detailChanges: number;
  /** Facts that are published by now. */
  readonly obsoleteFacts: readonly string[];
  /** Words for what is not there any more. */
  readonly wordsToDelete: readonly string[];
  readonly notes: readonly string[];
  /** Operations about which other words are published than before: ours may no longer hold. */
  readonly reworded: readonly string[];
  /** Places whose type neither the examples nor a fact tell. */
  readonly unknownTypes: readonly string[];
  /** Places that an editor shows without a word of explanation. */
  readonly undescribed: readonly string[];
}

export function breakingFirst(changes: readonly Change[] = []): Change[] {
  const breaking = changes.filter((change) => change.breaking);
  return [...breaking, ...changes.filter((change) => !change.breaking)];
}

/** One line on the changes of a document. */
export function headline({ changes, detailChanges }: DocumentReport): string {
  if (changes === undefined) return "no earlier document to compare with";
  const breaking = changes.filter((change) => change.breaking).length;
  const others = changes.length - breaking;
  const counted =
    changes.length === 0
      ? "no change of types"
      : `${breaking} breaking and ${others} other changes`;
  const details = `; ${detailChanges} of descriptions, examples, formats or limits`;
  return detailChanges === 0 ? counted : counted + details;
}

/** The bump that follows from the changes; undefined where they do not tell. */
export function bumpOf({ documents, files, changesCode }: Report): Bump | undefined {
  if (documents.some(({ changes }) => changes === undefined)) return undefined;
  const changes = documents.flatMap((document) => document.changes ?? []);
  if (changes.some(({ breaking }) => breaking)) return "major";
  if (!changesGenerated(files)) return undefined;
  if (changes.length > 0) return "minor";
  return changesCode ? undefined : "patch";
}

/** The bump in words, and why there is none. */
export function verdict(report: Report): string {
  const bump = bumpOf(report);
  if (bump !== undefined) return describeBump(bump, report.version);
  if (report.documents.some(({ changes }) => changes === undefined)) {
    return "undecided, for want of earlier documents";
  }
  return changesGenerated(report.files)
    ? "undecided: generated/ changes in a way that the comparison does not know, so read its diff"
    : "no release needed: nothing in the package changes";
}

function changesGenerated(files: readonly string[]): boolean {
  return files.some((file) => file.startsWith("generated/"));
}

/** The lines on a finding, subject first. */
export function findingLines({ subject, problem, before, now, at, advice }: Finding): string[] {
  return [
    `${subject}: ${problem}`,
    ...(before === undefined ? [] : [`before: ${before}`]),
    ...(now === undefined ? [] : [`now: ${now}`]),
    `at ${at.map(({ file, line }) => `${file}:${line}`).join(", ")}`,
    `to do: ${advice}`,
  ];
}
