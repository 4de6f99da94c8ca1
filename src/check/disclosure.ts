import { isList, isObject, listAt, type Json, type JsonObject } from "./json.js";

/** Decides which names and words of answers may be shown, seeing that either may be somebody's data. */
export interface Disclosure {
  /** Whether a name that the document does not know may be shown. */
  readonly showsName: (name: string) => boolean;
  /** Whether the new value of the enum `member` may be shown. */
  readonly showsValue: (value: string, member: string) => boolean;
  /** Whether all names of an object are those of a record, and not the keys of a map. */
  readonly isRecord: (value: JsonObject) => boolean;
}

/** Longer ones are no names of members. */
const longest = 40;

/**
 * @param document - its names and enums are the words that give nothing away
 * @param answers - the words of their values are not shown as names
 * @param secrets - nor are those of what the caller passed
 */
export function disclosureOf(
  document: JsonObject,
  answers: readonly Json[],
  secrets: readonly string[],
): Disclosure {
  const vocabulary = new Set<string>();
  collectVocabulary(document, vocabulary);
  const holders = new Map<string, Set<string>>();
  for (const answer of answers) collectHolders(answer, "", holders);
  for (const secret of secrets) collectHolders(secret, "", holders);

  const isHarmless = (text: string, member: string | undefined): boolean =>
    wordsOf(text).every(
      (word) =>
        vocabulary.has(word) || [...(holders.get(word) ?? [])].every((holder) => holder === member),
    );
  const showsName = (name: string): boolean =>
    name.length <= longest &&
    /^[a-z][A-Za-z]*\d?(_[A-Za-z]+\d?)*$/.test(name) &&
    isHarmless(name, undefined);
  return {
    showsName,
    showsValue: (value, member) =>
      value.length <= longest &&
      /^[A-Za-z]{2,24}(_[A-Za-z]{1,24}){0,4}$/.test(value) &&
      isHarmless(value, member),
    isRecord: (value) => {
      const names = Object.keys(value);
      return (
        names.every(showsName) &&
        names.some((name) => wordsOf(name).some((word) => vocabulary.has(word)))
      );
    },
  };
}

function collectVocabulary(node: Json, words: Set<string>): void {
  if (isList(node)) for (const item of node) collectVocabulary(item, words);
  if (!isObject(node)) return;
  for (const [keyword, child] of Object.entries(node)) {
    if (keyword === "examples" || keyword === "example" || keyword === "description") continue;
    if (keyword === "properties" && isObject(child)) {
      addWords(Object.keys(child), words);
    }
    collectVocabulary(child, words);
  }
  for (const keyword of ["enum", "x-extensible-enum"]) {
    addWords(
      listAt(node, keyword).filter((value) => typeof value === "string"),
      words,
    );
  }
}

function addWords(texts: readonly string[], words: Set<string>): void {
  for (const word of texts.flatMap(wordsOf)) words.add(word);
}

/** Notes under which members each word of a value was seen. */
function collectHolders(value: Json, member: string, holders: Map<string, Set<string>>): void {
  if (isList(value)) for (const item of value) collectHolders(item, member, holders);
  else if (isObject(value)) {
    for (const [name, child] of Object.entries(value)) collectHolders(child, name, holders);
  } else if (typeof value === "string") {
    for (const word of wordsOf(value)) {
      holders.set(word, (holders.get(word) ?? new Set()).add(member));
    }
  }
}

/** In lower case, without what stands between them; `ann_archer`, `annArcher` and `Ann Archer` have the same. */
function wordsOf(text: string): string[] {
  return text
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}
