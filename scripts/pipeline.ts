import { publicFaces } from "./changes/surface.js";
import { readEntityMap } from "./document/entity-map.js";
import { canonical, documentYaml } from "./document/canonical.js";
import { buildDocument } from "./build-document.js";
import { checkClientAssumptions } from "./client-assumptions.js";
import type { Document } from "./document/document.js";
import { YamlSource } from "./document/yaml-source.js";
import { Problem } from "./problem.js";
import { errorHashes, newMessages } from "./report/error-messages.js";
import { isObject, objectAt, type JsonObject } from "./document/json.js";
import { emitApi, emitInits, emitOperations, emitTesting, emitWebhooks } from "./emit.js";
import { applyEvidence } from "./evidence/apply-evidence.js";
import { notesOnGone, readObserved } from "./evidence/observed.js";
import { Findings, type Finding } from "./findings.js";
import { publishedRoot, pullDocument, pullSharedSchemas } from "./pull.js";
import { proseHashes, reworded } from "./report/prose.js";
import type { Report } from "./report/report.js";
import { survey, type Surveyed } from "./report/survey.js";
import { sourceRecord, type Tree } from "./tree.js";
import { lint } from "./verify.js";

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

const names = ["v2", "webhooks"] as const;
type Name = (typeof names)[number];

/** Everything from the published documents to the files that would be written, which are planned in the tree. */
export async function generate(options: Options, tree: Tree): Promise<Outcome> {
  const findings = new Findings();
  const built = options.offline
    ? await committed(tree)
    : await rebuild(options.from, tree, findings);
  for (const name of names) await verify(name, built[name].document, options, findings);
  tree.plan("generated/api.ts", await emitApi(built.v2.document));
  tree.plan("generated/inits.ts", await emitInits(built.v2.document));
  tree.plan("generated/operations.ts", await emitOperations(built.v2.document));
  tree.plan("generated/webhooks.ts", await emitWebhooks(built.webhooks.document));
  const testing = await emitTesting(built.v2.document, built.webhooks.document);
  tree.plan("generated/testing.ts", testing);
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

/** What does not lint clean, as published, is written all the same and named; committed documents have to be clean. */
async function verify(
  name: Name,
  document: Document,
  { offline }: Options,
  findings: Findings,
): Promise<void> {
  const file = `openapi/${name}.yaml`;
  const problems = await lint(document, file);
  const lines = problems.map(({ pointer, message }) => `  ${pointer}: ${message}`);
  if (offline && lines.length > 0) {
    throw new Problem(`${file} does not lint clean:\n${lines.join("\n")}`);
  }
  for (const { pointer, message } of problems) {
    findings.add({
      subject: pointer,
      problem: `does not lint clean: ${message}`,
      at: [{ file, line: lineIn(document, pointer) }],
      advice: "Look at what is published there; a fact can mend it.",
    });
  }
}

function lineIn(document: Document, pointer: string): number {
  const segments = pointer.split("/").slice(1);
  const path = segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  return new YamlSource("", documentYaml(document), document).at(...path).line;
}

async function committed(tree: Tree): Promise<Record<Name, Surveyed>> {
  const evidence = await readObserved(tree);
  const read = async (name: Name): Promise<Surveyed> => {
    const previous = await tree.document(`openapi/${name}.yaml`);
    const nothing = { obsoleteFacts: [], wordsToDelete: [], notes: [], reworded: [] };
    if (evidence === undefined || name !== "v2")
      return { document: previous, previous, ...nothing };
    const seen = applyEvidence(previous, evidence);
    const document = canonical(seen.document);
    tree.plan(`openapi/${name}.yaml`, documentYaml(document));
    const notes = notesOnGone(seen.gone);
    return { document, previous, withoutEvidence: previous, ...nothing, notes };
  };
  return { v2: await read("v2"), webhooks: await read("webhooks") };
}

async function rebuild(
  from: string,
  tree: Tree,
  findings: Findings,
): Promise<Record<Name, Surveyed>> {
  const sharedSchemas = await pullSharedSchemas(from);
  const map = readEntityMap(await tree.yaml("openapi/entities.yaml"));
  const previousSource = (await tree.previous("openapi/source.json")) ?? {};
  const observed = await readObserved(tree);
  const records: Record<string, JsonObject> = {};
  const build = async (name: Name): Promise<Surveyed> => {
    const path = `${name}/openapi.yaml`;
    const pulled = await pullDocument(from, path);
    if (name === "v2") await checkClientAssumptions(pulled, tree, findings);
    const facts = await tree.yaml(`openapi/${name}.facts.yaml`);
    const words = await tree.yaml(`openapi/${name}.words.yaml`);
    const evidence = name === "v2" ? observed : undefined;
    const given = { name, pulled, sharedSchemas, map, facts, words, evidence };
    const { document, examples, labelOf, notes, ...noted } = buildDocument(given, findings);
    const address = new URL(path, publishedRoot).href;
    const known = objectAt(previousSource, name);
    const prose = proseHashes(pulled.document);
    const errors = errorHashes(examples);
    records[name] = sourceRecord(known, { address, sha256: pulled.sha256, prose, errors });
    const knownErrors = isObject(known["errors"]) ? known["errors"] : undefined;
    tree.plan(`openapi/${name}.yaml`, documentYaml(document));
    return {
      document,
      previous: await tree.previous(`openapi/${name}.yaml`),
      ...noted,
      notes: [...notes, ...newMessages(knownErrors, examples, labelOf)],
      reworded: reworded(objectAt(known, "prose"), prose),
    };
  };
  const built = { v2: await build("v2"), webhooks: await build("webhooks") };
  tree.plan("openapi/source.json", `${JSON.stringify(records, null, 2)}\n`);
  return built;
}
