import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { publishedDocs } from "../../published/published.js";

export type Value = null | boolean | number | string | Value[] | Node;
export interface Node {
  [key: string]: Value;
}

/** What the vendor publishes, free to be changed. */
export interface Published {
  readonly v2: Node;
  readonly webhooks: Node;
  /** Further files beside the two documents, by path. */
  readonly files: Map<string, string>;
}

export function isNode(value: Value | undefined): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Parsed {
  readonly text: string;
  readonly document: Node;
}

const parsed = new Map<string, Parsed>();

function read(path: string): Parsed {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(`${publishedDocs}/${path}`, "utf8");
  const fresh = { text, document: parse(text) as Node };
  parsed.set(path, fresh);
  return fresh;
}

/** A document as it is published today. */
export function publishedText(name: "v2" | "webhooks"): string {
  return read(`${name}/openapi.yaml`).text;
}

/** The files that are published after a change, by path; a document that did not change keeps its bytes. */
export function publish(change: (published: Published) => void): Map<string, string> {
  const files = new Map<string, string>();
  const [v2, webhooks] = (["v2", "webhooks"] as const).map((name) => {
    return structuredClone(read(`${name}/openapi.yaml`).document);
  });
  if (v2 === undefined || webhooks === undefined) throw new Error("There are two documents");
  change({ v2, webhooks, files });
  for (const [path, document] of [
    ["v2/openapi.yaml", v2],
    ["webhooks/openapi.yaml", webhooks],
  ] as const) {
    const { text, document: before } = read(path);
    const isUnchanged = JSON.stringify(document) === JSON.stringify(before);
    const after = isUnchanged
      ? text
      : stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
    if (!files.has(path)) files.set(path, after);
  }
  return files;
}
