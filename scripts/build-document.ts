import { canonical } from "./document/canonical.js";
import type { Document } from "./document/document.js";
import type { EntityMap } from "./document/entity-map.js";
import type { JsonObject } from "./document/json.js";
import { OperationNames } from "./document/operation-names.js";
import { Published } from "./document/published.js";
import { Whereabouts } from "./document/whereabouts.js";
import type { YamlSource } from "./document/yaml-source.js";
import type { Evidence } from "./evidence/evidence.js";
import { notesOnGone } from "./evidence/observed.js";
import { withEvidence } from "./evidence/with-evidence.js";
import { subjectOf } from "./facts/fact-findings.js";
import { knowledgeOf } from "./facts/knowledge.js";
import { PlaceFinder } from "./facts/place-finder.js";
import { readFacts } from "./facts/read-facts.js";
import type { Findings } from "./findings.js";
import { infer } from "./infer.js";
import { normalise } from "./normalise.js";
import { checkPublished } from "./normalise/check-published.js";
import { typeDeliveries } from "./normalise/deliveries.js";
import { nameInlineObjects } from "./normalise/inline-objects.js";
import { nameRequestMembers } from "./normalise/name-request-members.js";
import { shareParameters } from "./normalise/share-parameters.js";
import { shareRequests } from "./normalise/share.js";
import type { Pulled } from "./pull.js";
import type { Surveyed } from "./report/survey.js";
import { applyWords, readWords } from "./words.js";
import { completeExamples } from "./words/own-examples.js";

interface Given {
  readonly name: "v2" | "webhooks";
  readonly pulled: Pulled;
  readonly sharedSchemas: JsonObject | undefined;
  readonly map: EntityMap;
  readonly facts: YamlSource;
  readonly words: YamlSource;
  readonly evidence: Evidence | undefined;
}

/** The final document: what is published, repaired, inferred, corrected by facts, widened by what was seen, and put into words. */
export function buildDocument(
  given: Given,
  findings: Findings,
): Omit<Surveyed, "previous" | "reworded"> {
  const { name, pulled, sharedSchemas, map } = given;
  const at = pulled.source.at.bind(pulled.source);
  const { operations } = map;
  const checked = checkPublished(pulled.document, { findings, at, operations });
  const published = new Published(checked, pulled.source);
  const normalised = normalise(published, sharedSchemas);
  const shared =
    name === "v2"
      ? shareRequests(shareParameters(normalised.document, map), map)
      : nameInlineObjects(typeDeliveries(normalised.document), map);

  const names = new OperationNames(shared.document, operations);
  const inferred = infer(shared.document, normalised.examples, map, (id) => names.rememberedId(id));

  const finderOf = (document: Document): PlaceFinder =>
    new PlaceFinder(document, new OperationNames(document, operations), (label, parameter) =>
      map.isSharedParameter(names.idOf(label), parameter),
    );
  const words = readWords(given.words);
  const whereabouts = new Whereabouts(published, names, inferred.seenAt);
  for (const { operationId, path, members } of inferred.beyond) {
    findings.add({
      subject: names.labelOf(operationId),
      problem:
        "has examples that show more than the schema beside them, so that is kept as optional.",
      now: members.join(", "),
      at: [whereabouts.ofPath(path)],
      advice: "Ask Talkable which of them is right; `remove` what is gone.",
    });
  }
  const known = knowledgeOf(inferred.document, {
    facts: readFacts(given.facts).filter(
      ({ isStandIn }) => !isStandIn || normalised.missingSchemas.length > 0,
    ),
    examples: normalised.examples,
    finderOf,
    words,
    whereabouts,
    findings,
  });

  const { evidence } = given;
  const finder = finderOf(inferred.document);
  const seen =
    evidence &&
    withEvidence(inferred.document, known, {
      ...{ evidence, findings },
      subjectOf: (place) => subjectOf(finder, place),
    });
  const complete = (seen ?? known).document;

  const said = applyWords(complete, words, finderOf(complete));
  const membersNamed = (document: Document): ReturnType<typeof nameRequestMembers> =>
    name === "v2" ? nameRequestMembers(document, map) : { document, different: [] };
  const named = membersNamed(said.document);
  const exemplified = completeExamples(named.document);
  return {
    document: canonical(exemplified.document),
    withoutEvidence: seen && membersNamed(known.document).document,
    obsoleteFacts: known.obsolete.map((fact) => `${fact.place} (${fact.at.file}:${fact.at.line})`),
    wordsToDelete: said.toDelete,
    notes: [
      ...normalised.missingSchemas.map(
        (schema) => `${name}: schemas.yaml#/${schema} is not published; a fact stands in`,
      ),
      ...[...shared.different, ...named.different].map((line) => `openapi/entities.yaml: ${line}`),
      ...notesOnGone(seen?.gone ?? []),
      ...exemplified.mended.map(
        (place) => `${given.words.file}: the example of ${place} was made to fit`,
      ),
    ],
  };
}
