import type { Tree } from "../tree.js";
import type { Evidence } from "./evidence.js";
import { readEvidence } from "./evidence-file.js";

const file = "openapi/observed.yaml";

/** What `npm run check:live -- --evidence` saw, if anybody committed it. */
export async function readObserved(tree: Tree): Promise<Evidence | undefined> {
  if ((await tree.text(file)) === undefined) return undefined;
  return readEvidence(file, (await tree.yaml(file)).value);
}

/** On what was seen and is not in the document. */
export function notesOnGone(gone: readonly string[]): string[] {
  return gone.map((name) => `${file}: ${name} is not in the document; delete it, or check again`);
}
