import type { Document } from "../document/document.js";
import type { Example } from "../document/examples.js";
import type { Whereabouts } from "../document/whereabouts.js";
import { applyFacts, type WithFacts } from "../facts.js";
import { Findings, type Finding } from "../findings.js";
import { exampleConflicts, type Conflict } from "../verify.js";
import { unsaid, type Words } from "../words.js";
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

/** The document with all facts that hold: those that published examples contradict are left out as well, and named. */
export function knowledgeOf(document: Document, context: Context): WithFacts {
  const { examples, finderOf, words, whereabouts } = context;
  const finder = finderOf(document);
  const contradicted = new Map<Fact, readonly [place: string, conflict: Conflict]>();
  for (;;) {
    const findings = new Findings();
    const factFindings = new FactFindings(findings, {
      locate: (place) => whereabouts.of(place),
      subjectOf: (place) => subjectOf(finder, place),
      candidates: (place) => unsaid(words, finder, place),
    });
    const facts = context.facts.filter((fact) => !contradicted.has(fact));
    const known = applyFacts(document, facts, finderOf, factFindings);
    const conflicts = exampleConflicts(known.document, examples);
    const before = contradicted.size;
    for (const conflict of conflicts) {
      for (const { fact, place } of factsBehind(conflict, known.document, known.applied)) {
        contradicted.set(fact, [place, conflict]);
      }
    }
    if (contradicted.size > before) continue;
    factFindings.close();
    for (const [fact, [place, { message }]] of contradicted) {
      factFindings.contradicted(fact, place, message);
    }
    for (const finding of findings.all()) context.findings.add(finding);
    for (const conflict of conflicts) context.findings.add(unexplained(conflict, context));
    return known;
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
