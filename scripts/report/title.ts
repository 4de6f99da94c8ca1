import { breakingFirst, type Report } from "./report.js";

const maxLength = 120;

/** What changed, by name, in as much of a line as a title may take: what breaks somebody comes first. */
export function titleOf({ documents }: Report): string {
  const changes = breakingFirst(documents.flatMap((document) => document.changes ?? []));
  const named = changes.map(({ kind, place }) => `${place} ${kind}`.replaceAll(/\p{Cc}/gu, " "));
  for (let shown = named.length; shown > 0; shown--) {
    const rest = named.length - shown;
    const title = [...named.slice(0, shown), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
    if (title.length <= maxLength - prefix.length) return prefix + title;
  }
  if (named.length > 0)
    return `${prefix}${named.length} ${named.length === 1 ? "change" : "changes"}`;
  const isReworded = documents.some(({ detailChanges }) => detailChanges > 0);
  return (
    prefix + (isReworded ? "descriptions, examples, formats or limits changed" : "nothing changed")
  );
}

const prefix = "API: ";
