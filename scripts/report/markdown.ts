import type { Change } from "../changes.js";
import type { Finding } from "../findings.js";
import { breakingFirst, findingLines, headline, verdict, type Report } from "./report.js";
import { titleOf } from "./title.js";

/** The whole report, nothing shortened: the text of a pull request. */
export function markdownReport(report: Report): string {
  const summary = report.files.length === 0 ? "Nothing changed." : `Semver: **${verdict(report)}**`;
  const sections = report.documents.flatMap((document) => [
    `## ${document.title}`,
    `${headline(document)}.`,
    ...bullets(breakingFirst(document.changes).map(changeItem)),
    ...section("Facts to delete, published by now", document.obsoleteFacts),
    ...section("Words to delete", document.wordsToDelete),
    ...section("Notes", document.notes),
    ...section(
      "Other words are published about these; read them, ours may no longer hold",
      document.reworded,
    ),
    ...section("Of unknown type", document.unknownTypes),
    ...section("Without description", document.undescribed),
  ]);
  return `${[`# ${titleOf(report)}`, summary, ...needsHand(report.findings), ...sections].join("\n\n")}\n`;
}

function needsHand(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const items = findings.map((finding) => `[ ] ${findingLines(finding).map(code).join("  \n  ")}`);
  return [`## Needs a hand (${findings.length})`, ...bullets(items)];
}

function changeItem({ breaking, kind, place, detail }: Change): string {
  return `${breaking ? "**breaking** " : ""}${kind} ${code(place)}: ${code(detail)}`;
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const summary = `<details><summary>${title} (${lines.length})</summary>`;
  return [summary, ...bullets(lines.map(code)), "</details>"];
}

function bullets(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join("\n")];
}

/** Names come from a published document: as code, none of them is markup, a link or a mention. */
function code(text: string): string {
  return `\`${text.replaceAll(/\p{Cc}/gu, " ").replaceAll("`", "'")}\``;
}
