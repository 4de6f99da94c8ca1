import { getAt, setAt } from "../document/at.js";
import { rewrite, type Document } from "../document/document.js";
import {
  arrayAt,
  isObject,
  objectAt,
  omit,
  sameJson,
  stringsAt,
  type Json,
  type JsonObject,
} from "../document/json.js";
import { prose } from "../document/keywords.js";
import type { Place } from "../document/places.js";
import type { Fact } from "./read-facts.js";
import { refined } from "./refine.js";

/** The document with the fact in it, the same document where that changes nothing, undefined where it does not fit. */
export function applyAt(document: Document, place: Place, fact: Fact): Document | undefined {
  const current = bareSchemaAt(document, place);
  if (current === undefined) return undefined;
  if (fact.published !== undefined && !sameJson(current, fact.published)) return undefined;
  if (fact.kind === "remove") return withoutMember(document, place);
  if (fact.kind === "replace") return setAt(document, place.path, fact.schema);
  const { optional, required, ...described } = fact.schema;
  const refinement = omit(described, ["placeholders"]);
  const schema = refined(current, refinement);
  if (schema === undefined) return undefined;
  const isRequired = optional === true ? false : required === true ? true : undefined;
  const changed = sameJson(schema, current) ? document : setAt(document, place.path, schema);
  return isRequired === undefined ? changed : withPresence(changed, place, isRequired);
}

/** A schema without words, which are of no concern to facts. */
export function bareSchemaAt(document: Document, { path }: Place): JsonObject | undefined {
  const schema = getAt(document, path);
  return isObject(schema) ? rewrite(schema, (object) => omit(object, prose)) : undefined;
}

function withoutMember(document: Document, { path }: Place): Document {
  const required = withPresence(document, { path, words: path }, false);
  return setAt(required, path, undefined);
}

/** Says whether a member of a schema has to be there, or a parameter. */
function withPresence(document: Document, { path, words }: Place, isRequired: boolean): Document {
  if (path.at(-1) === "schema") {
    const parameter = getAt(document, words);
    const same = isObject(parameter) && (parameter["required"] === true) === isRequired;
    return same ? document : setAt(document, [...words, "required"], isRequired);
  }
  const name = path.at(-1) ?? "";
  const parentPath = path.slice(0, -2);
  const parent = getAt(document, parentPath);
  if (!isObject(parent)) return document;
  const names = stringsAt(parent, "required");
  if (names.includes(name) === isRequired) return document;
  const next = isRequired ? [...names, name] : names.filter((other) => other !== name);
  return setAt(document, [...parentPath, "required"], next.length === 0 ? undefined : next);
}

/** Adds a component, a member, a parameter or an answer. Undefined when there is nothing to add it to. */
export function addTo(
  document: Document,
  parents: readonly Place[],
  fact: Fact,
  part: string,
): Document | undefined {
  const { required, ...schema } = fact.schema;
  const [parent] = parents;
  if (parent === undefined) return undefined;
  const parameter = /(?:^|, )(\w+) parameter (.+)$/.exec(fact.place);
  if (parameter !== null) {
    const [, location = "", name = ""] = parameter;
    const operation = getAt(document, parent.path);
    const all = isObject(operation) ? arrayAt(operation, "parameters") : [];
    const presence = required === undefined ? {} : { required };
    return setAt(
      document,
      [...parent.path, "parameters"],
      [...all, { name, in: location, ...presence, schema }],
    );
  }
  if (part === "answer") {
    const [status] = Object.keys(objectAt(asObject(getAt(document, parent.path)), "responses"));
    const place = [...parent.path, "responses", status ?? "200", "content"];
    return setAt(document, place, { "application/json": { schema } });
  }
  return parents.reduce((next, { path }) => {
    const added = setAt(next, [...path, "properties", part], schema);
    return required === true
      ? withPresence(added, { path: [...path, "properties", part], words: [] }, true)
      : added;
  }, document);
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
