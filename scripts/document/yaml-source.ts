import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { Location } from "../findings.js";
import type { Json } from "./json.js";

/** A YAML or JSON file: what it holds, and on which line. */
export class YamlSource {
  readonly file: string;
  readonly value: Json;
  readonly #text: string;
  #lines: ((path: readonly string[]) => number) | undefined;

  constructor(file: string, text: string, value: Json) {
    this.file = file;
    this.value = value;
    this.#text = text;
  }

  /** Where the value at a path begins: the line of its key, or that of what is there of the path. */
  at(...path: readonly string[]): Location {
    // Most runs find nothing, so nothing is looked up before.
    this.#lines ??= lineIndex(this.#text);
    return { file: this.file, line: this.#lines(path) };
  }
}

function lineIndex(text: string): (path: readonly string[]) => number {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: "silent" });
  return (path) => {
    let node: Node | null | undefined = document.contents;
    let offset = 0;
    for (const segment of path) {
      const [key, value] = step(isAlias(node) ? node.resolve(document) : node, segment);
      const start = key?.range?.[0];
      if (start === undefined) break;
      offset = start;
      node = value;
    }
    return counter.linePos(offset).line;
  };
}

type Found = readonly [key: Node | undefined, value: Node | null | undefined];

function step(node: Node | null | undefined, segment: string): Found {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(segment)];
    return [item, item];
  }
  if (!isMap<Node, Node | null>(node)) return [undefined, undefined];
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
  return [pair?.key, pair?.value];
}
