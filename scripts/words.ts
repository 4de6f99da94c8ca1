import { getAt, setAt } from "./document/at.js";
import type { Document } from "./document/document.js";
import { isObject, mapValues, objectAt, type Json, type JsonObject } from "./document/json.js";
import type { Place } from "./document/places.js";
import type { YamlSource } from "./document/yaml-source.js";
import { subjectOf } from "./facts/fact-findings.js";
import type { PlaceFinder } from "./facts/place-finder.js";
import { Problem } from "./problem.js";

/** `openapi/*.words.yaml`: what is said of places, and an example for those that need one. */
export interface Words {
  readonly source: YamlSource;
  /** Place → its description, or `{summary, description}`. */
  readonly said: JsonObject;
  /** Schema → its example; body of an operation → its examples by name. */
  readonly examples: JsonObject;
}

export function readWords(source: YamlSource): Words {
  const { file, value } = source;
  if (!isObject(value)) throw new Problem(`${file}: a YAML mapping is expected at the top`);
  return { source, said: objectAt(value, "words"), examples: objectAt(value, "examples") };
}

export interface WithWords {
  readonly document: Document;
  /** Words for what is not there any more, each with where it stands and what may be its new name. */
  readonly toDelete: readonly string[];
}

/** Says what our words say. Words never fail a run: what they describe may be gone. */
export function applyWords(document: Document, words: Words, finder: PlaceFinder): WithWords {
  const toDelete: string[] = [];
  const entries = Object.entries(words.said);
  const isGeneral = ([name]: [string, Json]): boolean => name.startsWith("*");
  const ordered = [...entries.filter(isGeneral), ...entries.filter((entry) => !isGeneral(entry))];
  let current = document;
  for (const [name, text] of ordered) {
    const places = finder.find(name);
    if (places.length === 0) toDelete.push(deletion(words, name, finder));
    for (const [, place] of places) current = say(current, place.words, text);
  }
  for (const [name, examples] of Object.entries(words.examples)) {
    for (const [, place] of finder.find(name)) current = exemplify(current, place, examples);
  }
  return { document: current, toDelete };
}

/** A list is of a schema; named ones are of the body of an operation, beside its schema. */
function exemplify(document: Document, { path }: Place, examples: Json): Document {
  if (!isObject(examples)) return setAt(document, [...path, "examples"], examples);
  const named = mapValues(examples, (value) => ({ value }));
  return setAt(document, [...path.slice(0, -1), "examples"], named);
}

function say(document: Document, path: readonly string[], text: Json): Document {
  const node = getAt(document, path);
  if (!isObject(node)) return document;
  const said = isObject(text) ? text : { description: text };
  return setAt(document, path, { ...node, ...said });
}

function deletion(words: Words, name: string, finder: PlaceFinder): string {
  const { file, line } = words.source.at("words", name);
  const candidates = unsaid(words, finder, name).map((place) => subjectOf(finder, place));
  const renamed = candidates.length === 0 ? "" : `; renamed to ${candidates.join(" or ")}?`;
  return `${subjectOf(finder, name)} (${file}:${line})${renamed}`;
}

/** The neighbours of a place of which nothing is said yet: one of them may be its new name. */
export function unsaid(words: Words, finder: PlaceFinder, name: string): string[] {
  const said = new Set(Object.keys(words.said).map((key) => finder.today(key)));
  return finder.siblings(name).filter((place) => !said.has(place));
}
