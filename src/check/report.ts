import { exitCodeOf, type Check } from "./check.js";

/** The closing table, the differences and the verdict, for a terminal. */
export function textReport(check: Check): string {
  const { operations, differences } = check;
  const table = columns([
    ["operation", "result", "answers", "differences", "empty", ""],
    ...operations.map(({ operation, result, answers, differences, empty, note }) => [
      operation,
      result,
      `${answers}`,
      `${differences}`,
      `${empty}`,
      note,
    ]),
  ]);
  const found = columns(
    differences.map(({ operation, path, kind, expected, seen, answers, of }) => [
      operation,
      path,
      kind,
      `expected ${expected}`,
      `seen ${seen}`,
      `in ${answers} of ${of}`,
    ]),
  );
  return [...table, ...(found.length > 0 ? ["", ...found] : []), "", verdict(check)].join("\n");
}

/** The same as Markdown, for a maintainer. */
export function markdownReport(check: Check, version: string, day: string): string {
  const { operations, differences } = check;
  const found =
    differences.length === 0
      ? []
      : [
          "## Differences",
          markdownTable(
            ["operation", "path", "kind", "expected", "seen", "answers"],
            differences.map(({ operation, path, kind, expected, seen, answers, of }) => [
              `\`${operation}\``,
              `\`${path}\``,
              kind,
              expected,
              seen,
              `${answers} of ${of}`,
            ]),
          ),
        ];
  const tried = markdownTable(
    ["operation", "result", "answers", "differences", "empty", ""],
    operations.map(({ operation, result, answers, differences, empty, note }) => [
      `\`${operation}\``,
      result,
      `${answers}`,
      `${differences}`,
      `${empty}`,
      note,
    ]),
  );
  const head = `# Talkable's answers beside the types of talkable-client ${version}, ${day}`;
  return `${[head, verdict(check), ...found, "## Operations", tried].join("\n\n")}\n`;
}

/** One line on the whole check. */
function verdict(check: Check): string {
  const { operations, differences, stopped } = check;
  const count = (result: string): number =>
    operations.filter((operation) => operation.result === result).length;
  const answers = operations.reduce((sum, operation) => sum + operation.answers, 0);
  const counts = [
    `${plural(answers, "answer")} of ${plural(count("fits") + count("differs"), "operation")}`,
    plural(differences.length, "difference"),
    ...(["refused", "failed", "not tried"] as const).flatMap((result) =>
      count(result) > 0 ? [`${count(result)} ${result}`] : [],
    ),
  ].join(", ");
  const end = stopped === undefined ? "" : `Ended early: ${stopped}. `;
  const judgement = {
    0: "All answers fit.",
    1: "Answers differ from the document.",
    2: answers === 0 ? "Nothing could be checked." : "Not all could be checked.",
  }[exitCodeOf(check)];
  return `${end}${judgement} (${counts})`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
