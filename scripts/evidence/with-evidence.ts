import type { Document } from "../document/document.js";
import type { WithFacts } from "../facts.js";
import type { Findings } from "../findings.js";
import { applyEvidence, type WithEvidence } from "./apply-evidence.js";
import { contradictions } from "./contradictions.js";
import type { Evidence } from "./evidence.js";

interface Context {
  readonly evidence: Evidence;
  readonly findings: Findings;
  /** What a place is called in the report. */
  readonly subjectOf: (place: string) => string;
}

/** Widens the document with facts until all that was seen fits; facts that gave way become findings. */
export function withEvidence(
  inferred: Document,
  known: WithFacts,
  { evidence, findings, subjectOf }: Context,
): WithEvidence {
  const seen = applyEvidence(known.document, evidence);
  const plain = applyEvidence(inferred, evidence).widenings;
  for (const one of contradictions(known.applied, seen.widenings, plain)) {
    findings.add({
      subject: subjectOf(one.place),
      problem: "is a fact that answers contradict, so the type is wider than the fact.",
      now: one.detail,
      at: [one.fact.at],
      advice: `Mend the fact: ${one.mend}.`,
    });
  }
  return seen;
}
