import { canonical, documentYaml } from "../../../scripts/document/canonical.js";
import { readEntityMap } from "../../../scripts/document/entity-map.js";
import { collectExamples } from "../../../scripts/document/examples.js";
import { emitApi, emitInits, emitOperations, emitWebhooks } from "../../../scripts/emit.js";
import { infer } from "../../../scripts/infer.js";
import { normalise } from "../../../scripts/normalise.js";
import { typeDeliveries } from "../../../scripts/normalise/deliveries.js";
import { nameInlineObjects } from "../../../scripts/normalise/inline-objects.js";
import { nameRequestMembers } from "../../../scripts/normalise/name-request-members.js";
import { shareParameters, shareRequests } from "../../../scripts/normalise/share.js";
import { applyOverlay } from "../../../scripts/overlay.js";
import { pullDocument, pullSharedSchemas } from "../../../scripts/pull.js";
import { survey } from "../../../scripts/report/survey.js";
import { publicFaces } from "../../../scripts/changes/surface.js";
import { textReport } from "../../../scripts/report/text.js";
import { markdownReport } from "../../../scripts/report/markdown.js";
import { Tree } from "../../../scripts/tree.js";
import { verifyExamples, verifyLint } from "../../../scripts/verify.js";

export interface Finding {
  readonly subject: string;
  readonly problem: string;
  readonly at: readonly { readonly file: string; readonly line: number }[];
  readonly advice: string;
}

export interface Ran {
  readonly exitCode: number;
  readonly text: string;
  readonly markdown: string;
  readonly findings: readonly Finding[];
  /** The hand-written files that findings may name, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** What would be written, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Keeps what is planned where a test can see it. */
class SeenTree extends Tree {
  readonly planned = new Map<string, string>();

  override plan(path: string, text: string): void {
    super.plan(path, text);
    this.planned.set(path, text);
  }
}

/** The generator, in process: from the documents in a folder or at an address to what it would write into a project. */
export async function run(from: string, project: string): Promise<Ran> {
  const tree = new SeenTree(project);
  const sharedSchemas = await pullSharedSchemas(from);
  const map = readEntityMap("openapi/entities.yaml", await tree.yaml("openapi/entities.yaml"));
  const documents = [];
  for (const name of ["v2", "webhooks"] as const) {
    const pulled = await pullDocument(from, `${name}/openapi.yaml`);
    const examples = collectExamples(pulled.document);
    const normalised = normalise(pulled.document, sharedSchemas);
    const shared =
      name === "v2"
        ? shareRequests(shareParameters(normalised.document, map), map)
        : nameInlineObjects(typeDeliveries(normalised.document), map);
    const file = `openapi/${name}.overlay.yaml`;
    const overlaid = await applyOverlay(infer(shared.document, examples, map), {
      file,
      overlay: await tree.yaml(file),
      sharedSchemasPublished: normalised.missingSchemas.length === 0,
    });
    const members =
      name === "v2"
        ? nameRequestMembers(overlaid.document, map)
        : { document: overlaid.document, different: [] };
    const document = canonical(members.document);
    tree.plan(`openapi/${name}.yaml`, documentYaml(document));
    await verifyLint(document, `openapi/${name}.yaml`);
    verifyExamples(document, examples, file);
    if (name === "v2") {
      tree.plan("generated/api.ts", await emitApi(document));
      tree.plan("generated/inits.ts", await emitInits(document));
      tree.plan("generated/operations.ts", await emitOperations(document));
    } else {
      tree.plan("generated/webhooks.ts", await emitWebhooks(document));
    }
    const previous = await tree.previous(`openapi/${name}.yaml`);
    const notes = shared.different.concat(members.different);
    const obsoleteActions = overlaid.obsolete;
    documents.push(survey({ document, previous, obsoleteActions, notes }, publicFaces[name]));
  }
  const report = {
    documents,
    files: await tree.changed(),
    changesCode: await tree.changesCode(),
    version: await tree.version(),
  };
  return {
    exitCode: 0,
    text: textReport(report),
    markdown: markdownReport(report),
    findings: [],
    sources: new Map(),
    files: tree.planned,
  };
}
