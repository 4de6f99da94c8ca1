import type { Document } from "../document/document.js";
import { arrayAt, objectAt } from "../document/json.js";
import type { Example } from "../document/examples.js";
import type { Whereabouts } from "../document/whereabouts.js";
import { applyFacts, type WithFacts } from "../facts.js";
import { Findings, type Finding } from "../findings.js";
import { exampleConflicts, type Conflict } from "../verify.js";
import { unsaid, type Words } from "../words.js";
import { withSeenValues, type WithValues } from "./known-values.js";
import { factsBehind } from "./contradictions.js";
import { FactFindings, subjectOf } from "./fact-findings.js";
import type { PlaceFinder } from "./place-finder.js";
import type { Fact } from "./read-facts.js";

interface Context {
  readonly facts: readonly Fact[];
  readonly examples: readonly Example[];
  readonly finderOf: (document: Document) => PlaceFinder;
  readonly words: Words;
  readonly whereabouts: Whereabouts;
  readonly findings: Findings;
}

export interface Known extends WithFacts {
  /** Values that examples show and no fact lists. */
  readonly fresh: WithValues["fresh"];
}

/** The document with all facts that hold: those that published examples contradict are left out as well, and named. */
export function knowledgeOf(document: Document, context: Context): Known {
  const { examples, finderOf, words, whereabouts } = context;
  const finder = finderOf(document);
  const homeless = new Map<Fact, readonly [place: string, missing: string]>();
  const contradicted = new Map<Fact, readonly [place: string, conflict: Conflict]>();
  for (;;) {
    const findings = new Findings();
    const factFindings = new FactFindings(findings, {
      locate: (place) => whereabouts.of(place),
      subjectOf: (place) => subjectOf(finder, place),
      candidates: (place) => unsaid(words, finder, place),
    });
    const facts = context.facts.filter((fact) => !contradicted.has(fact) && !homeless.has(fact));
    const known = applyFacts(document, facts, finderOf, factFindings);
    const before = contradicted.size + homeless.size;
    for (const { fact, place } of known.applied) {
      const missing = missingIn(known.document, fact);
      if (missing !== undefined) homeless.set(fact, [place, missing]);
    }
    if (homeless.size + contradicted.size > before) continue;
    const conflicts = exampleConflicts(known.document, examples);
    for (const conflict of conflicts) {
      for (const { fact, place } of factsBehind(conflict, known.document, known.applied)) {
        contradicted.set(fact, [place, conflict]);
      }
    }
    if (homeless.size + contradicted.size > before) continue;
    factFindings.close();
    for (const [fact, [place, { message }]] of contradicted) {
      factFindings.contradicted(fact, place, message);
    }
    for (const [fact, [place, missing]] of homeless) factFindings.homeless(fact, place, missing);
    for (const finding of findings.all()) context.findings.add(finding);
    for (const conflict of conflicts) context.findings.add(unexplained(conflict, context));
    const isPlaceholder = (path: readonly string[], value: string): boolean =>
      known.applied.some(
        (one) =>
          arrayAt(one.fact.schema, "placeholders").includes(value) &&
          one.path.join("/") === path.join("/"),
      );
    const seen = withSeenValues(known.document, examples, isPlaceholder);
    const { document: withValues, fresh } = seen;
    return { ...known, document: withValues, fresh };
  }
}

/** An example that contradicts what is published beside it. */
function unexplained({ example, message }: Conflict, { whereabouts }: Context): Finding {
  const at = whereabouts.ofPath(example.path);
  return {
    subject: whereabouts.labelOf(example.operationId),
    problem: "has an example that does not fit what is published of it.",
    now: message,
    at: [at],
    advice: "Find out which of them is right, and make a fact of it.",
  };
}

/** A component that a fact refers to and that is not there. */
function missingIn(document: Document, { kind, schema }: Fact): string | undefined {
  if (kind === "remove") return undefined;
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  const references = JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  return [...references].map(([, name = ""]) => name).find((name) => !(name in schemas));
}
