import type { Document } from "../document/document.js";
import { isObject, valueAt, type Json } from "../document/json.js";
import { componentOf, describeType, typeOf, type ObjectType } from "./schema-type.js";
import {
  compareAlternatives,
  deprecationDetail,
  typeChange,
  type Comparison,
  type Difference,
} from "./union-diff.js";

/**
 * Compares two schemas as the types that are made of them. A reference to the same component on both sides is no
 * difference: the component is compared by itself.
 */
export function compareSchemas(comparison: Comparison): Difference[] {
  return compare(comparison, new Set());
}

/** Member `name` of the value at `path`. */
export function memberPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Pairs of differently named components that are being compared: recursion ends there. */
type Underway = ReadonlySet<string>;

function compare(comparison: Comparison, underway: Underway): Difference[] {
  const { documents, schemas, path } = comparison;
  const [previousName, nextName] = schemas.map(componentOf);
  if (previousName !== undefined && previousName === nextName) return [];
  const names = `${previousName ?? ""} ${nextName ?? ""}`;
  if (names !== " " && underway.has(names)) return [];
  const within = new Set([...underway, names]);

  const previous = typeOf(documents[0], schemas[0]);
  const next = typeOf(documents[1], schemas[1]);
  if (previous.isUnknown && next.isUnknown) return [];
  if (previous.isUnknown) return [typeChange(comparison, ["narrowed"])];
  if (next.isUnknown) return [typeChange(comparison, ["widened"])];

  const compareObjects = (a: ObjectType, b: ObjectType): Difference[] =>
    compareMembers(comparison, a, b, within);
  const { pairs, gone, fresh } = pairObjects(previous.objects, next.objects, compareObjects);
  const items: Comparison = {
    documents,
    schemas: [unionOf(previous.items), unionOf(next.items)],
    path: `${path}[]`,
  };
  const hasItems = previous.items.length > 0 && next.items.length > 0;
  return [
    ...compareAlternatives(comparison, previous, next, [gone.length > 0, fresh.length > 0]),
    ...(hasItems ? compare(items, within) : []),
    ...pairs.flatMap(([a, b]) => compareObjects(a, b)),
  ];
}

function unionOf(schemas: readonly Json[]): Json | undefined {
  return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
}

type ObjectPair = readonly [previous: ObjectType, next: ObjectType];

/** Finds out which object of a union became which. */
function pairObjects(
  previous: readonly ObjectType[],
  next: readonly ObjectType[],
  compareObjects: (previous: ObjectType, next: ObjectType) => readonly Difference[],
): { pairs: ObjectPair[]; gone: ObjectType[]; fresh: ObjectType[] } {
  const [only, ...others] = previous;
  const [onlyNext, ...othersNext] = next;
  const isPlain = others.length + othersNext.length === 0;
  if (isPlain && only !== undefined && onlyNext !== undefined) {
    return { pairs: [[only, onlyNext]], gone: [], fresh: [] };
  }
  // The types are structural: what has another name and the same members is the same.
  const isSame = (a: ObjectType, b: ObjectType): boolean =>
    (a.component !== undefined && a.component === b.component) || compareObjects(a, b).length === 0;
  const gone = previous.filter((a) => !next.some((b) => isSame(a, b)));
  const fresh = next.filter((b) => !previous.some((a) => isSame(a, b)));
  const inPlace = (objects: readonly ObjectType[]): boolean =>
    objects.every(({ component }) => component === undefined);
  if (gone.length === fresh.length && inPlace(gone) && inPlace(fresh)) {
    const pairs = gone.flatMap((a, index): ObjectPair[] => {
      const b = fresh[index];
      return b === undefined ? [] : [[a, b]];
    });
    return { pairs, gone: [], fresh: [] };
  }
  return { pairs: [], gone, fresh };
}

function compareMembers(
  comparison: Comparison,
  previous: ObjectType,
  next: ObjectType,
  underway: Underway,
): Difference[] {
  const { documents, path } = comparison;
  if (previous.component !== undefined && previous.component === next.component) return [];
  if (isFreeForm(documents[0], previous) !== isFreeForm(documents[1], next)) {
    return [typeChange(comparison, [isFreeForm(documents[1], next) ? "widened" : "narrowed"])];
  }
  const names = new Set([...Object.keys(previous.properties), ...Object.keys(next.properties)]);
  const members = [...names].map((name) => ({
    path: memberPath(path, name),
    schemas: [valueAt(previous.properties, name), valueAt(next.properties, name)] as const,
    required: [isRequired(previous, name), isRequired(next, name)] as const,
  }));
  const entries = {
    path: `${path}[key]`,
    schemas: [previous.values, next.values] as const,
    required: [false, false] as const,
  };
  return [...members, entries].flatMap((member) => compareMember(documents, member, underway));
}

/** The client fills `site_slug` in: no caller has to. */
function isRequired(object: ObjectType, name: string): boolean {
  return object.required.has(name) && name !== "site_slug";
}

/** An object of which nothing is known but that it is one. */
function isFreeForm(document: Document, object: ObjectType): boolean {
  return (
    Object.keys(object.properties).length === 0 &&
    object.values !== undefined &&
    typeOf(document, object.values).isUnknown
  );
}

interface Member {
  readonly path: string;
  readonly schemas: Comparison["schemas"];
  readonly required: readonly [previous: boolean, next: boolean];
}

function compareMember(
  documents: Comparison["documents"],
  { path, schemas, required }: Member,
  underway: Underway,
): Difference[] {
  const [previous, next] = schemas;
  const [wasRequired, isRequiredNow] = required;
  if (previous === undefined && next === undefined) return [];
  if (previous === undefined) {
    const detail = `${describeType(documents[1], next)}, ${presence(isRequiredNow)}`;
    return [{ path, kind: "added", detail, breaksReading: false, breaksWriting: isRequiredNow }];
  }
  if (next === undefined) {
    const detail = `was ${describeType(documents[0], previous)}`;
    return [{ path, kind: "removed", detail, breaksReading: true, breaksWriting: true }];
  }
  const presenceChange: Difference = {
    path,
    kind: "changed",
    detail: `${presence(isRequiredNow)}, was ${presence(wasRequired)}`,
    breaksReading: wasRequired,
    breaksWriting: isRequiredNow,
  };
  const [wasDeprecated, isDeprecatedNow] = schemas.map(isDeprecated);
  const deprecationChange: Difference = {
    path,
    kind: "changed",
    detail: deprecationDetail(isDeprecatedNow === true),
    breaksReading: false,
    breaksWriting: false,
  };
  return [
    ...(wasRequired === isRequiredNow ? [] : [presenceChange]),
    ...(wasDeprecated === isDeprecatedNow ? [] : [deprecationChange]),
    ...compare({ documents, schemas, path }, underway),
  ];
}

function isDeprecated(schema: Json | undefined): boolean {
  return isObject(schema) && schema["deprecated"] === true;
}

function presence(required: boolean): string {
  return required ? "required" : "optional";
}
