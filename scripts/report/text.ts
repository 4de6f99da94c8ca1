import type { Finding } from "../findings.js";
import {
  breakingFirst,
  findingLines,
  headline,
  verdict,
  type DocumentReport,
  type Report,
} from "./report.js";

/** How many lines and names are shown before the rest is only counted. */
const limits = { harmlessChanges: 30, names: 10 };

/** A few lines for the terminal; a single one when nothing changed. */
export function textReport(report: Report): string {
  const hand = needsHand(report.findings);
  if (report.files.length === 0) {
    return [nothingChanged(report.documents), ...hand].map(printable).join("\n");
  }
  const lines = report.documents.flatMap((document) => [
    `${document.title}: ${headline(document)}`,
    ...[...changeLines(document), ...standingLines(document)].map((line) => `  ${line}`),
  ]);
  return [...lines, ...hand, `Semver: ${verdict(report)}`].map(printable).join("\n");
}

function needsHand(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const items = findings.flatMap((finding) =>
    findingLines(finding).map((line, index) => `${index === 0 ? "  " : "    "}${line}`),
  );
  return [`Needs a hand (${findings.length}):`, ...items];
}

function nothingChanged(documents: readonly DocumentReport[]): string {
  const count = (list: (document: DocumentReport) => readonly string[]): number =>
    documents.flatMap(list).length;
  const standing = [
    [count((document) => document.obsoleteFacts), "obsolete facts"],
    [count((document) => document.wordsToDelete), "words to delete"],
    [count((document) => document.unknownTypes), "of unknown type"],
    [count((document) => document.undescribed), "without description"],
    [count((document) => document.notes), "notes"],
  ] as const;
  const parts = standing.filter(([number]) => number > 0).map((part) => part.join(" "));
  return parts.length === 0
    ? "Nothing changed."
    : `Nothing changed (${parts.join(", ")}: \`--report <file>\` lists them).`;
}

function changeLines({ changes }: DocumentReport): string[] {
  const ordered = breakingFirst(changes);
  const shown = ordered.filter(({ breaking }, index) => breaking || index < limits.harmlessChanges);
  const lines = shown.map(({ breaking, kind, place, detail }) => {
    return `${breaking ? "BREAKING" : "        "} ${kind.padEnd(7)} ${place}: ${detail}`;
  });
  const more = ordered.length - shown.length;
  return more === 0 ? lines : [...lines, `         and ${more} more that break nothing`];
}

function standingLines(document: DocumentReport): string[] {
  return [
    ...listed("Facts to delete, published by now", document.obsoleteFacts),
    ...listed("Words to delete", document.wordsToDelete),
    ...document.notes,
    ...listed("Other words are published about", document.reworded),
    ...listed("Of unknown type", document.unknownTypes),
    ...listed("Without description", document.undescribed),
  ];
}

function listed(title: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > limits.names ? `; and ${names.length - limits.names} more` : "";
  return [`${title}: ${names.slice(0, limits.names).join("; ")}${more}`];
}

/** Names come from a published document: none of them shall steer a terminal. */
function printable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, "?");
}
