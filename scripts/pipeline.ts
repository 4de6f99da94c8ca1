import { canonical, documentYaml } from "./document/canonical.js";
import { readEntityMap } from "./document/entity-map.js";
import type { Example } from "./document/examples.js";
import type { JsonObject } from "./document/json.js";
import { emitApi, emitInits, emitOperations, emitWebhooks } from "./emit.js";
import { applyEvidence, type WithEvidence } from "./evidence/apply-evidence.js";
import { contradictions } from "./evidence/contradictions.js";
import type { Evidence } from "./evidence/evidence.js";
import { readEvidence } from "./evidence/evidence-file.js";
import { Findings, type Finding } from "./findings.js";
import { infer } from "./infer.js";
import { normalise } from "./normalise.js";
import { typeDeliveries } from "./normalise/deliveries.js";
import { nameInlineObjects } from "./normalise/inline-objects.js";
import { nameRequestMembers } from "./normalise/name-request-members.js";
import { shareRequests } from "./normalise/share.js";
import { readWords, applyWords, unsaid } from "./words.js";
import { applyFacts, type WithFacts } from "./facts.js";
import { FactFindings, subjectOf } from "./facts/fact-findings.js";
import { PlaceFinder } from "./facts/place-finder.js";
import { readFacts } from "./facts/read-facts.js";
import type { Document } from "./document/document.js";
import { OperationNames } from "./document/operation-names.js";
import { shareParameters } from "./normalise/share-parameters.js";
import { publishedRoot, pullDocument, pullSharedSchemas } from "./pull.js";
import type { Report } from "./report/report.js";
import { publicFaces } from "./changes/surface.js";
import { survey, type Surveyed } from "./report/survey.js";
import { sourceRecord, type Tree } from "./tree.js";
import { verifyExamples, verifyLint } from "./verify.js";

export interface Options {
  /** An api-docs root: a URL, or a folder laid out like the site. */
  readonly from: string;
  /** Start at the committed openapi/*.yaml. */
  readonly offline: boolean;
}

export interface Outcome {
  /** 3 when the result is complete and findings need a look. */
  readonly exitCode: 0 | 3;
  readonly report: Report;
  readonly findings: readonly Finding[];
}

interface Built extends Surveyed {
  readonly examples: readonly Example[];
}

const observedFile = "openapi/observed.yaml";

const names = ["v2", "webhooks"] as const;
type Name = (typeof names)[number];

/** Everything from the published documents to the files that would be written, which are planned in the tree. */
export async function generate(options: Options, tree: Tree): Promise<Outcome> {
  const findings = new Findings();
  const built = options.offline
    ? await committed(tree)
    : await rebuild(options.from, tree, findings);
  for (const name of names) {
    const { document, examples } = built[name];
    await verifyLint(document, `openapi/${name}.yaml`);
    verifyExamples(document, examples, `openapi/${name}.facts.yaml`);
  }
  tree.plan("generated/api.ts", await emitApi(built.v2.document));
  tree.plan("generated/inits.ts", await emitInits(built.v2.document));
  tree.plan("generated/operations.ts", await emitOperations(built.v2.document));
  tree.plan("generated/webhooks.ts", await emitWebhooks(built.webhooks.document));
  const all = findings.all();
  const report: Report = {
    documents: names.map((name) => survey(built[name], publicFaces[name])),
    findings: all,
    files: await tree.changed(),
    changesCode: await tree.changesCode(),
    version: await tree.version(),
  };
  return { exitCode: all.length === 0 ? 0 : 3, report, findings: all };
}

async function committed(tree: Tree): Promise<Record<Name, Built>> {
  const evidence = await readObserved(tree);
  const read = async (name: Name): Promise<Built> => {
    const previous = await tree.document(`openapi/${name}.yaml`);
    const seen = name === "v2" && evidence ? applyEvidence(previous, evidence) : undefined;
    const document = seen === undefined ? previous : canonical(seen.document);
    if (seen !== undefined) tree.plan(`openapi/${name}.yaml`, documentYaml(document));
    return {
      document,
      previous,
      withoutEvidence: seen && previous,
      examples: [],
      obsoleteFacts: [],
      wordsToDelete: [],
      notes: (seen?.gone ?? []).map(goneFromEvidence),
    };
  };
  return { v2: await read("v2"), webhooks: await read("webhooks") };
}

/** What `npm run check:live -- --evidence` saw, if anybody committed it. */
async function readObserved(tree: Tree): Promise<Evidence | undefined> {
  if ((await tree.text(observedFile)) === undefined) return undefined;
  return readEvidence(observedFile, (await tree.yaml(observedFile)).value);
}

/** Widens the document with facts, and reports the facts that gave way. */
function applySeen(
  evidence: Evidence,
  inferred: Document,
  known: WithFacts,
  findings: FactFindings,
): WithEvidence {
  const seen = applyEvidence(known.document, evidence);
  const plain = applyEvidence(inferred, evidence).widenings;
  for (const one of contradictions(known.applied, seen.widenings, plain)) {
    findings.seenOtherwise(one.fact, one.place, one.detail, one.mend);
  }
  return seen;
}

function goneFromEvidence(name: string): string {
  return `${observedFile}: ${name} is not in the document; delete it, or check again`;
}

async function rebuild(from: string, tree: Tree, findings: Findings): Promise<Record<Name, Built>> {
  const sharedSchemas = await pullSharedSchemas(from);
  const map = readEntityMap(await tree.yaml("openapi/entities.yaml"));
  const previousSource = (await tree.previous("openapi/source.json")) ?? {};
  const isShared = (label: string, parameter: string): boolean => {
    const [id = ""] = [...map.operations].find((one) => one[1] === label) ?? [];
    return map.isSharedParameter(id, parameter);
  };
  const build = async (name: Name): Promise<Built & { source: JsonObject }> => {
    const path = `${name}/openapi.yaml`;
    const { published, sha256 } = await pullDocument(from, path);
    const normalised = normalise(published, sharedSchemas);
    const { examples } = normalised;
    const shared =
      name === "v2"
        ? shareRequests(shareParameters(normalised.document, map), map)
        : nameInlineObjects(typeDeliveries(normalised.document), map);
    const document = infer(shared.document, examples, map);
    const finderOf = (of: Document): PlaceFinder =>
      new PlaceFinder(of, new OperationNames(of, map.operations), isShared);
    const words = readWords(await tree.yaml(`openapi/${name}.words.yaml`));
    const finder = finderOf(document);
    const factFindings = new FactFindings(findings, {
      locate: () => undefined,
      subjectOf: (place) => subjectOf(finder, place),
      candidates: (place) => unsaid(words, finder, place),
    });
    const facts = readFacts(await tree.yaml(`openapi/${name}.facts.yaml`)).filter(
      ({ isStandIn }) => !isStandIn || normalised.missingSchemas.length > 0,
    );
    const known = applyFacts(document, facts, finderOf, factFindings);
    factFindings.close();
    const evidence = name === "v2" ? await readObserved(tree) : undefined;
    const seen = evidence && applySeen(evidence, document, known, factFindings);
    const { document: complete } = seen ?? known;
    const said = applyWords(complete, words, finderOf(complete));
    const members =
      name === "v2"
        ? nameRequestMembers(said.document, map)
        : { document: said.document, different: [] };
    const notes = [
      ...normalised.missingSchemas.map(
        (schema) => `${name}: schemas.yaml#/${schema} is not published; a fact stands in`,
      ),
      ...[...shared.different, ...members.different].map(
        (line) => `openapi/entities.yaml: ${line}`,
      ),
      ...(seen?.gone ?? []).map(goneFromEvidence),
    ];
    const address = new URL(path, publishedRoot).href;
    return {
      document: canonical(members.document),
      withoutEvidence:
        seen && (name === "v2" ? nameRequestMembers(known.document, map).document : known.document),
      previous: await tree.previous(`openapi/${name}.yaml`),
      examples,
      obsoleteFacts: known.obsolete.map(({ place, at }) => `${place} (${at.file}:${at.line})`),
      wordsToDelete: said.toDelete,
      notes,
      source: sourceRecord(previousSource, name, address, sha256),
    };
  };
  const v2 = await build("v2");
  const webhooks = await build("webhooks");
  tree.plan(
    "openapi/source.json",
    `${JSON.stringify({ v2: v2.source, webhooks: webhooks.source }, null, 2)}\n`,
  );
  for (const [name, { document }] of Object.entries({ v2, webhooks })) {
    tree.plan(`openapi/${name}.yaml`, documentYaml(document));
  }
  return { v2, webhooks };
}
