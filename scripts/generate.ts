import { parseArgs } from "node:util";
import { canonical, documentYaml } from "./document/canonical.js";
import { typeDeliveries } from "./normalise/deliveries.js";
import { emitApi, emitInits, emitOperations, emitWebhooks } from "./emit.js";
import { readEntityMap } from "./document/entity-map.js";
import type { JsonObject } from "./document/json.js";
import { collectExamples, type Example } from "./document/examples.js";
import { infer } from "./infer.js";
import { nameInlineObjects } from "./normalise/inline-objects.js";
import { nameRequestMembers } from "./normalise/name-request-members.js";
import { normalise } from "./normalise.js";
import { applyOverlay } from "./overlay.js";
import { messageOf, Problem } from "./problem.js";
import { publishedRoot, pullDocument, pullSharedSchemas } from "./pull.js";
import { markdownReport } from "./report/markdown.js";
import { textReport } from "./report/text.js";
import type { Report } from "./report/report.js";
import { shareParameters, shareRequests } from "./normalise/share.js";
import { publicFaces } from "./changes/surface.js";
import { survey, type Surveyed } from "./report/survey.js";
import { sourceRecord, Tree, writeReport } from "./tree.js";
import { verifyExamples, verifyLint } from "./verify.js";

interface Options {
  /** An api-docs root: a URL, or a folder laid out like the site. */
  readonly from: string;
  /** Start at the committed openapi/*.yaml. */
  readonly offline: boolean;
  /** Write nothing; fail when anything would change. */
  readonly check: boolean;
  /** A file that gets the whole report, as Markdown. */
  readonly report?: string | undefined;
}

interface Built extends Surveyed {
  readonly examples: readonly Example[];
}

const names = ["v2", "webhooks"] as const;
type Name = (typeof names)[number];

async function generate(options: Options, tree: Tree): Promise<void> {
  const built = options.offline ? await committed(tree) : await rebuild(options.from, tree);
  for (const name of names) {
    const { document, examples } = built[name];
    await verifyLint(document, `openapi/${name}.yaml`);
    verifyExamples(document, examples, `openapi/${name}.overlay.yaml`);
  }
  tree.plan("generated/api.ts", await emitApi(built.v2.document));
  tree.plan("generated/inits.ts", await emitInits(built.v2.document));
  tree.plan("generated/operations.ts", await emitOperations(built.v2.document));
  tree.plan("generated/webhooks.ts", await emitWebhooks(built.webhooks.document));
  await finish(options, tree, {
    documents: names.map((name) => survey(built[name], publicFaces[name])),
    files: await tree.changed(),
    changesCode: await tree.changesCode(),
    version: await tree.version(),
  });
}

async function committed(tree: Tree): Promise<Record<Name, Built>> {
  const read = async (name: Name): Promise<Built> => {
    const document = await tree.document(`openapi/${name}.yaml`);
    return { document, previous: document, examples: [], obsoleteActions: [], notes: [] };
  };
  return { v2: await read("v2"), webhooks: await read("webhooks") };
}

async function rebuild(from: string, tree: Tree): Promise<Record<Name, Built>> {
  const sharedSchemas = await pullSharedSchemas(from);
  const map = readEntityMap("openapi/entities.yaml", await tree.yaml("openapi/entities.yaml"));
  const previousSource = (await tree.previous("openapi/source.json")) ?? {};
  const build = async (name: Name): Promise<Built & { source: JsonObject }> => {
    const path = `${name}/openapi.yaml`;
    const pulled = await pullDocument(from, path);
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
    const notes = [
      ...normalised.missingSchemas.map(
        (schema) => `${name}: schemas.yaml#/${schema} is not published; the overlay stands in`,
      ),
      ...[...shared.different, ...members.different].map(
        (line) => `openapi/entities.yaml: ${line}`,
      ),
    ];
    const address = new URL(path, publishedRoot).href;
    return {
      document: canonical(members.document),
      previous: await tree.previous(`openapi/${name}.yaml`),
      examples,
      obsoleteActions: overlaid.obsolete,
      notes,
      source: sourceRecord(previousSource, name, address, pulled.sha256),
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

async function finish(options: Options, tree: Tree, report: Report): Promise<void> {
  if (options.report !== undefined) await writeReport(options.report, markdownReport(report));
  console.log(textReport(report));
  const files = report.files.join(", ");
  if (files === "") return;
  if (options.check) throw new Problem(`Out of date: ${files}; run \`npm run generate\``);
  await tree.write();
  console.log(`Wrote ${files}.`);
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        from: { type: "string", default: publishedRoot },
        offline: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        report: { type: "string" },
      },
    });
    if (values.offline && values.from !== publishedRoot) {
      throw new Problem("--offline reads openapi/*.yaml, and --from something else: choose one");
    }
    return values;
  } catch (error) {
    const flags = "--from <url or folder>, --offline, --check, --report <file>";
    throw error instanceof Problem ? error : new Problem(`${messageOf(error)} (flags: ${flags})`);
  }
}

try {
  // The project in the current directory, which npm sets.
  await generate(readOptions(), new Tree(process.cwd()));
} catch (error) {
  const defect = `The generator failed: ${messageOf(error)} (DEBUG=1 shows where)`;
  const shown = process.env["DEBUG"] === undefined ? defect : error;
  console.error(error instanceof Problem ? error.message : shown);
  process.exitCode = 1;
}
