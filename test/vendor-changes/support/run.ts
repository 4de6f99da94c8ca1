import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../../scripts/document/json.js";
import type { YamlSource } from "../../../scripts/document/yaml-source.js";
import type { Finding } from "../../../scripts/findings.js";
import { generate } from "../../../scripts/pipeline.js";
import { markdownReport } from "../../../scripts/report/markdown.js";
import { textReport } from "../../../scripts/report/text.js";
import { Tree } from "../../../scripts/tree.js";

export type { Finding };

/** This project, into which no test writes. */
export const project: string = fileURLToPath(new URL("../../../", import.meta.url));

export interface Ran {
  readonly exitCode: number;
  readonly text: string;
  readonly markdown: string;
  readonly findings: readonly Finding[];
  /** What would be written, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Keeps what is planned where a test can see it. */
class SeenTree extends Tree {
  readonly seen = new Map<string, string>();

  override plan(path: string, text: string): void {
    super.plan(path, text);
    this.seen.set(path, text);
  }
}

/** Parses the files of a project that never changes once for all runs. */
class ProjectTree extends SeenTree {
  override previous(path: string): Promise<JsonObject | undefined> {
    return once(previous, path, () => super.previous(path));
  }

  override yaml(path: string): Promise<YamlSource> {
    return once(sources, path, () => super.yaml(path));
  }
}

const previous = new Map<string, Promise<JsonObject | undefined>>();
const sources = new Map<string, Promise<YamlSource>>();

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The generator, in process: from the documents in a folder or at an address to what it would write into a project. */
export async function run(from: string, root: string = project): Promise<Ran> {
  const tree = root === project ? new ProjectTree(root) : new SeenTree(root);
  const { exitCode, report, findings } = await generate({ from, offline: false }, tree);
  return {
    exitCode,
    text: textReport(report),
    markdown: markdownReport(report),
    findings,
    files: tree.seen,
  };
}

/** Runs the generator over published files, in a folder that is gone afterwards. */
export async function runOver(files: ReadonlyMap<string, string>, root = project): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "published-"));
  try {
    await writeAll(folder, files);
    return await run(folder, root);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function writeAll(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
