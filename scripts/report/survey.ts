import { compareDocuments, type Change } from "../changes.js";
import { countDetailChanges } from "../changes/details.js";
import type { Document } from "../document/document.js";
import { unknownFields } from "./unknown-fields.js";
import type { DocumentReport } from "./report.js";
import type { PublicFace, Surface } from "../changes/surface.js";
import { undescribed } from "./undescribed.js";

/** A final document, and what was noted while it was built. */
export interface Surveyed {
  readonly document: Document;
  /** The final document before this run; undefined when there was none. */
  readonly previous: Document | undefined;
  /** The final document as it would be without evidence, when there is any. */
  readonly withoutEvidence?: Document | undefined;
  readonly obsoleteFacts: readonly string[];
  readonly wordsToDelete: readonly string[];
  readonly notes: readonly string[];
  /** The ids of operations about which other words are published than before. */
  readonly reworded: readonly string[];
}

/** What changed in a document, and what it still lacks. */
export function survey(surveyed: Surveyed, face: PublicFace): DocumentReport {
  const { document, previous, obsoleteFacts, wordsToDelete, notes, reworded } = surveyed;
  return {
    title: face.title,
    changes: previous && changesOf(surveyed, previous, face),
    detailChanges: previous === undefined ? 0 : countDetailChanges(previous, document),
    obsoleteFacts,
    wordsToDelete,
    notes,
    reworded: labelsOf(reworded, face.surfaces(document)),
    unknownTypes: unknownFields(document),
    undescribed: undescribed(document, face),
  };
}

function changesOf(
  { document, withoutEvidence }: Surveyed,
  previous: Document,
  face: PublicFace,
): Change[] {
  const changes = compareDocuments(previous, document, face);
  if (withoutEvidence === undefined) return changes;
  const others = new Set(
    compareDocuments(previous, withoutEvidence, face).map((change) => JSON.stringify(change)),
  );
  return changes.map((change) =>
    others.has(JSON.stringify(change))
      ? change
      : { ...change, detail: `${change.detail} (seen in answers)` },
  );
}

function labelsOf(operationIds: readonly string[], surfaces: readonly Surface[]): string[] {
  return surfaces
    .filter(({ operationId }) => operationIds.includes(operationId))
    .map(({ label }) => label);
}
