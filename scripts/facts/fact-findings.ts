import { compareSchemas } from "../changes/schema-diff.js";
import { describeType } from "../changes/schema-type.js";
import type { Document } from "../document/document.js";
import type { JsonObject } from "../document/json.js";
import type { Place } from "../document/places.js";
import type { Findings, Location } from "../findings.js";
import { bareSchemaAt } from "./apply-fact.js";
import { rootOf, splitName, type PlaceFinder } from "./place-finder.js";
import type { Fact } from "./read-facts.js";

/** What the findings on facts need to know of the published document. */
export interface Context {
  /** Where a place is published. */
  locate(place: string): Location | undefined;
  /** What a place is called in the report. */
  subjectOf(place: string): string;
  /** New neighbours of a place that is gone, of which one may be its new name. */
  candidates(place: string): readonly string[];
}

/** The findings on facts that do not fit any more. What is gone as a whole is one finding. */
export class FactFindings {
  readonly #findings: Findings;
  readonly #context: Context;
  readonly #gone = new Map<string, Fact[]>();

  constructor(findings: Findings, context: Context) {
    this.#findings = findings;
    this.#context = context;
  }

  gone(fact: Fact, finder: PlaceFinder): void {
    const root = rootOf(fact.place);
    const subject = finder.has(root) || root === "*" ? fact.place : root;
    this.#gone.set(subject, [...(this.#gone.get(subject) ?? []), fact]);
  }

  /** Reports what is gone; to be called when all facts were tried. */
  close(): void {
    for (const [place, facts] of this.#gone) {
      const candidates = this.#context.candidates(place);
      const renamed =
        candidates.length === 0
          ? ""
          : ` If it is called ${candidates.join(" or ")} now, rename it in the facts.`;
      this.#add(place, facts, {
        problem: "is not published any more, so what we know of it is left out.",
        advice: `Delete these facts.${renamed}`,
      });
    }
  }

  differs(fact: Fact, place: string, at: Place, document: Document): void {
    const current = bareSchemaAt(document, at);
    const before = fact.published;
    this.#add(place, [fact], {
      problem: "is published otherwise than this fact expects, so the fact is left out.",
      before:
        before === undefined ? `fits ${inWords(fact.schema)}` : describeType(document, before),
      now: current && described(document, before, current),
      advice: "Look at what is published, then mend the fact or delete it.",
    });
  }

  published(fact: Fact, place: string, at: Place, document: Document): void {
    const current = bareSchemaAt(document, at);
    this.#add(place, [fact], {
      problem: "is published by now, and otherwise than we knew it, so the fact is left out.",
      before: `not published; we knew it as ${describeType(document, fact.schema)}`,
      now: current && describeType(document, current),
      advice: "Delete the fact, unless we know better for certain: then make it a `replace`.",
    });
  }

  /** A fact that published examples contradict. */
  contradicted(fact: Fact, place: string, conflict: string): void {
    this.#add(place, [fact], {
      problem: "is a fact that a published example contradicts, so the fact is left out.",
      before: inWords(fact.schema),
      now: conflict,
      advice: "Mend the fact or delete it.",
    });
  }

  /** A fact that refers to what is gone. */
  homeless(fact: Fact, place: string, missing: string): void {
    this.#add(place, [fact], {
      problem: `is a fact about ${missing}, which is not published any more, so it is left out.`,
      advice: "Mend the fact or delete it.",
    });
  }

  #add(
    place: string,
    facts: readonly Fact[],
    what: { problem: string; before?: string; now?: string | undefined; advice: string },
  ): void {
    const published = this.#context.locate(place);
    const at = [...facts.map((fact) => fact.at), ...(published === undefined ? [] : [published])];
    this.#findings.add({ subject: this.#context.subjectOf(place), ...what, at });
  }
}

function inWords(schema: JsonObject): string {
  return JSON.stringify(schema)
    .replaceAll('"', "")
    .slice(1, -1)
    .replaceAll(":", ": ")
    .replaceAll(",", ", ");
}

/** What is published now: as a type, and how that differs from before. */
function described(document: Document, before: JsonObject | undefined, now: JsonObject): string {
  const type = describeType(document, now);
  if (before === undefined) return type;
  const differences = compareSchemas({
    documents: [document, document],
    schemas: [before, now],
    path: "",
  }).map(({ kind, path, detail }) => `${kind} ${path === "" ? "" : `${path}: `}${detail}`);
  return differences.length === 0 ? type : `${type} (${differences.join("; ")})`;
}

/** What findings call a place. */
export function subjectOf(finder: PlaceFinder, place: string): string {
  const [operation, part] = splitName(finder.today(place));
  if (operation === undefined) return part;
  if (operation === "*") return `every operation, ${part}`;
  if (part === "body") return operation;
  return `${operation}, ${part.replace(/^body\./, "body member ")}`;
}
