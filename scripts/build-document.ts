import { canonical } from "./document/canonical.js";
import { operationsOf, type Document } from "./document/document.js";
import type { EntityMap } from "./document/entity-map.js";
import type { Example } from "./document/examples.js";
import { isObject, objectAt, type JsonObject } from "./document/json.js";
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
import { checkEntities, membersIn, staleNames } from "./infer/check-entities.js";
import { infer } from "./infer.js";
import { normalise } from "./normalise.js";
import { checkPublished } from "./normalise/check-published.js";
import { typeDeliveries } from "./normalise/deliveries.js";
import { nameInlineObjects } from "./normalise/inline-objects.js";
import { nameRequestMembers } from "./normalise/name-request-members.js";
import { renameClashes } from "./normalise/component-names.js";
import { shareParameters } from "./normalise/share-parameters.js";
import { shareRequests } from "./normalise/share.js";
import { Problem } from "./problem.js";
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

export interface BuiltDocument extends Omit<Surveyed, "previous" | "reworded"> {
  readonly examples: readonly Example[];
  readonly labelOf: (operationId: string) => string;
}

/** The final document: what is published, repaired, inferred, corrected by facts, widened by what was seen, and put into words. */
export function buildDocument(given: Given, findings: Findings): BuiltDocument {
  const { name, pulled, sharedSchemas, map } = given;
  if (operationsOf(pulled.document).length === 0) {
    throw new Problem(
      `${pulled.source.file}: no operation under \`paths\`, so there is nothing to type`,
    );
  }
  const at = pulled.source.at.bind(pulled.source);
  const { operations } = map;
  const checked = checkPublished(pulled.document, { findings, at, operations });
  const published = new Published(checked, pulled.source);
  const normalised = normalise(published, sharedSchemas);
  const shared =
    name === "v2"
      ? shareRequests(shareParameters(normalised.document, map), map)
      : nameInlineObjects(typeDeliveries(normalised.document, operations), map);

  const names = new OperationNames(shared.document, operations);
  const words = readWords(given.words);
  const facts = readFacts(given.facts);
  const known = membersIn([...Object.keys(words.said), ...facts.map(({ place }) => place)], map);
  const apart = renameClashes(shared.document, map, known, { findings, at });
  const inferred = infer(apart, normalised.examples, map, (id) => names.rememberedId(id), known);

  const finderOf = (document: Document): PlaceFinder =>
    new PlaceFinder(document, new OperationNames(document, operations), (label, parameter) =>
      map.isSharedParameter(names.idOf(label), parameter),
    );
  const whereabouts = new Whereabouts(published, names, inferred.seenAt);
  checkEntities(map, inferred, { findings, at: (path) => whereabouts.ofPath(path) });
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
  const enriched = knowledgeOf(inferred.document, {
    facts: facts.filter(({ isStandIn }) => !isStandIn || normalised.missingSchemas.length > 0),
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
    withEvidence(inferred.document, enriched, {
      ...{ evidence, findings },
      subjectOf: (place) => subjectOf(finder, place),
    });
  const complete = (seen ?? enriched).document;

  const said = applyWords(complete, words, finderOf(complete));
  const membersNamed = (document: Document): ReturnType<typeof nameRequestMembers> =>
    name === "v2" ? nameRequestMembers(document, map) : { document, different: [] };
  const named = membersNamed(said.document);
  const gone = named.different.filter(
    (line) => !isFinding(line, named.document, { map, names, findings }),
  );
  const exemplified = completeExamples(named.document);
  return {
    document: canonical(exemplified.document),
    withoutEvidence: seen && membersNamed(enriched.document).document,
    examples: normalised.examples,
    labelOf: (operationId) => names.labelOf(operationId),
    obsoleteFacts: enriched.obsolete.map(
      (fact) => `${fact.place} (${fact.at.file}:${fact.at.line})`,
    ),
    wordsToDelete: said.toDelete,
    notes: [
      ...normalised.missingSchemas.map(
        (schema) => `${name}: schemas.yaml#/${schema} is not published; a fact stands in`,
      ),
      ...notesOnGone(seen?.gone ?? []),
      ...[...shared.different, ...gone].map((line) => `openapi/entities.yaml: ${line}`),
      ...enriched.fresh.map(
        ([path, value]) =>
          `${nameOfPath(path)}: examples show "${value}", which ${given.facts.file} does not list`,
      ),
      ...(name === "v2" ? staleNames(map, enriched.document, names) : []),
      ...exemplified.mended.map(
        (place) => `${given.words.file}: the example of ${place} was made to fit`,
      ),
    ],
  };
}

function nameOfPath(path: readonly string[]): string {
  return path.filter((one) => !["components", "schemas", "properties"].includes(one)).join(".");
}

/** A member of a request that has a name in entities.yaml and is not there, though its operation is. */
function isFinding(
  line: string,
  document: Document,
  { map, names, findings }: { map: EntityMap; names: OperationNames; findings: Findings },
): boolean {
  const [place = ""] = line.split(" ");
  const [operationId = ""] = place.split(".");
  const name = map.requestMembers.get(place);
  if (name === undefined || names.today(operationId) === undefined) return false;
  const operation = operationsOf(document).find(({ id }) => id === operationId);
  const content = Object.values(
    objectAt(objectAt(operation?.object ?? {}, "requestBody"), "content"),
  );
  const taken = content.flatMap((media) =>
    isObject(media) ? Object.keys(objectAt(objectAt(media, "schema"), "properties")) : [],
  );
  findings.add({
    subject: name,
    problem: `is the name of ${place}, which is not taken any more.`,
    now: `${names.labelOf(operationId)} takes ${taken.join(", ")}`,
    at: [map.locate("requestMembers", name)],
    advice: "Name the member that took its place, or delete the line.",
  });
  return true;
}
