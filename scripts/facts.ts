import { withSchemas, type Document } from "./document/document.js";
import { omit } from "./document/json.js";
import type { Place } from "./document/places.js";
import { addTo, applyAt } from "./facts/apply-fact.js";
import { FactFindings } from "./facts/fact-findings.js";
import { withoutOrphans } from "./facts/orphans.js";
import { parentOf, splitName, type PlaceFinder } from "./facts/place-finder.js";
import type { Fact } from "./facts/read-facts.js";

/** A fact that is in the document, and where. */
export interface Applied {
  readonly fact: Fact;
  readonly place: string;
  readonly path: readonly string[];
}

export interface WithFacts {
  readonly document: Document;
  readonly applied: readonly Applied[];
  /** Facts that are published by now. */
  readonly obsolete: readonly Fact[];
}

/**
 * Puts facts into a document: they refine what is published, add what is not, and override or remove only what is still
 * as it was when they were written. A fact that does not fit any more is left out and becomes a finding.
 */
export function applyFacts(
  document: Document,
  facts: readonly Fact[],
  finderOf: (document: Document) => PlaceFinder,
  findings: FactFindings,
): WithFacts {
  const applied: Applied[] = [];
  const obsolete: Fact[] = [];
  let current = document;
  let finder = finderOf(document);
  for (const fact of facts) {
    const before = current;
    if (fact.kind === "add") {
      const added = add(current, fact, finder, findings);
      if (added === "published") obsolete.push(fact);
      else if (added !== undefined) {
        current = added;
        finder = finderOf(current);
        for (const [place, { path }] of finder.find(fact.place))
          applied.push({ fact, place, path });
      }
      continue;
    }
    const places = finder.find(fact.place);
    if (places.length === 0) findings.gone(fact, finder);
    let fits = places.length > 0;
    for (const [place, at] of places) {
      const next = applyAt(current, at, fact);
      if (next === undefined) {
        fits = false;
        findings.differs(fact, place, at, current);
      } else {
        if (next !== current) applied.push({ fact, place, path: at.path });
        current = next;
      }
    }
    if (fits && current === before) obsolete.push(fact);
    if (fact.kind !== "refine" || "oneOf" in fact.schema) finder = finderOf(current);
  }
  const added = applied.flatMap(({ fact }) => (fact.kind === "add" ? [fact.place] : []));
  return { document: withoutOrphans(current, added), applied, obsolete };
}

function add(
  document: Document,
  fact: Fact,
  finder: PlaceFinder,
  findings: FactFindings,
): Document | "published" | undefined {
  const there = finder.find(fact.place);
  const [operation, part] = splitName(fact.place);
  const parent = parentOf(finder.today(fact.place));
  if (there.length > 0 && operation !== "*") {
    const differing = there.filter(
      ([, at]) => applyAt(document, at, asExpected(fact)) === undefined,
    );
    for (const [place, at] of differing) findings.published(fact, place, at, document);
    return differing.length === 0 ? "published" : undefined;
  }
  if (parent === undefined) return withSchemas(document, { [fact.place]: fact.schema });
  const owner = operation === undefined || part.includes(".") ? parent : operation;
  const parents = finder.find(operation === "*" ? `*, ${parentPart(part)}` : owner);
  const name = part.startsWith("answer") ? "answer" : part.slice(part.lastIndexOf(".") + 1);
  const added = addTo(
    document,
    parents.map(([, at]): Place => at),
    fact,
    name,
  );
  if (added === undefined) findings.gone(fact, finder);
  return added;
}

/** What an added place has to be published as for the fact to say nothing new. */
function asExpected(fact: Fact): Fact {
  return { ...fact, kind: "replace", published: omit(fact.schema, ["required"]) };
}

function parentPart(part: string): string {
  return part.slice(0, part.lastIndexOf("."));
}
