import type { Document } from "./document.js";
import { collectExamples, type Example } from "./examples.js";
import type { YamlSource } from "./yaml-source.js";

/** A document as published. Normalising leaves no examples, so they are collected here, once and for all. */
export class Published {
  readonly document: Document;
  readonly source: YamlSource;
  readonly examples: readonly Example[];

  constructor(document: Document, source: YamlSource) {
    this.document = document;
    this.source = source;
    this.examples = collectExamples(document);
  }
}
