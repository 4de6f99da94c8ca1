import { stringify } from "yaml";
import type { Document } from "../../../scripts/document/document.js";
import type { JsonObject } from "../../../scripts/document/json.js";
import { OperationNames } from "../../../scripts/document/operation-names.js";
import { applyFacts, type WithFacts } from "../../../scripts/facts.js";
import { FactFindings, subjectOf } from "../../../scripts/facts/fact-findings.js";
import { PlaceFinder } from "../../../scripts/facts/place-finder.js";
import { readFacts } from "../../../scripts/facts/read-facts.js";
import { Findings, type Finding } from "../../../scripts/findings.js";
import { sourceOf } from "./sources.js";

export const factsFile = "openapi/pets.facts.yaml";

export interface Tried extends WithFacts {
  readonly findings: readonly Finding[];
}

export function finderOf(document: Document): PlaceFinder {
  const remembered = new Map([["listPets", "GET /pets"]]);
  const names = new OperationNames(document, remembered);
  return new PlaceFinder(document, names, (_label, parameter) => parameter === "page");
}

/** A document with facts, which are written as in a facts file, all on the evidence of a test. */
export function withFacts(document: Document, facts: JsonObject): Tried {
  const findings = new Findings();
  const finder = finderOf(document);
  const factFindings = new FactFindings(findings, {
    locate: () => undefined,
    subjectOf: (place) => subjectOf(finder, place),
    candidates: (place) => finder.siblings(place).filter((name) => name.includes("new")),
  });
  const group = { because: "All pets.", ...facts };
  const read = readFacts(sourceOf(factsFile, stringify([group])));
  const result = applyFacts(document, read, finderOf, factFindings);
  factFindings.close();
  return { ...result, findings: findings.all() };
}
