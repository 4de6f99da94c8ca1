import type { Document } from "../document/document.js";
import type { Json } from "../document/json.js";
import { describeType, type SchemaType } from "./schema-type.js";

/** One difference between two schemas. */
export interface Difference {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  readonly detail: string;
  /** Code that reads such a value may no longer compile. */
  readonly breaksReading: boolean;
  /** Code that writes such a value may no longer compile. */
  readonly breaksWriting: boolean;
}

/** A schema before and after. */
export interface Comparison {
  readonly documents: readonly [previous: Document, next: Document];
  readonly schemas: readonly [previous: Json | undefined, next: Json | undefined];
  /** Where the schema stands, such as `Person` or `result.people[]`. */
  readonly path: string;
}

/** A union that gains an alternative is wider, one that loses an alternative narrower. */
export function compareAlternatives(
  comparison: Comparison,
  previous: SchemaType,
  next: SchemaType,
  [objectsGone, objectsNew]: [boolean, boolean],
): Difference[] {
  const removed = uncovered(previous.scalars, next.scalars);
  const added = uncovered(next.scalars, previous.scalars);
  const widened = objectsNew || next.items.length > previous.items.length;
  const narrowed = objectsGone || previous.items.length > next.items.length;
  const onlyValues = [...added, ...removed].every(isLiteral) && bothClosed(previous, next);
  if (onlyValues && !widened && !narrowed) {
    return [
      ...valueChange(comparison, "added", added, { breaksReading: true, breaksWriting: false }),
      ...valueChange(comparison, "removed", removed, { breaksReading: false, breaksWriting: true }),
    ];
  }
  const changes: TypeChange[] = [];
  if (widened || added.length > 0) changes.push("widened");
  if (narrowed || removed.length > 0) changes.push("narrowed");
  return changes.length > 0
    ? [typeChange(comparison, changes)]
    : compareKnownValues(comparison, previous, next);
}

/** What an open enum lists is a service to editors: any string is accepted with or without it. */
function compareKnownValues(
  comparison: Comparison,
  previous: SchemaType,
  next: SchemaType,
): Difference[] {
  if (!previous.scalars.has("string") || !next.scalars.has("string")) return [];
  const harmless = { breaksReading: false, breaksWriting: false };
  const added = uncovered(next.knownValues, previous.knownValues);
  const removed = uncovered(previous.knownValues, next.knownValues);
  return [
    ...valueChange(comparison, "added", added, harmless),
    ...valueChange(comparison, "removed", removed, harmless),
  ];
}

function isLiteral(scalar: string): boolean {
  return /^["\d-]|^true$|^false$/.test(scalar);
}

function bothClosed(previous: SchemaType, next: SchemaType): boolean {
  return [previous, next].every((type) => [...type.scalars].some(isLiteral));
}

/** The scalars that the others do not include; `string` includes every text. */
function uncovered(scalars: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...scalars].filter((scalar) => !others.has(scalar) && !others.has(baseOf(scalar)));
}

function baseOf(scalar: string): string {
  if (scalar.startsWith('"')) return "string";
  if (scalar === "true" || scalar === "false") return "boolean";
  return isLiteral(scalar) ? "number" : scalar;
}

/** A deprecation breaks nobody, and everybody has to hear of it. */
export function deprecationDetail(isDeprecated: boolean): string {
  return isDeprecated ? "deprecated" : "deprecated no more";
}

type TypeChange = "widened" | "narrowed";

export function typeChange(comparison: Comparison, changes: readonly TypeChange[]): Difference {
  const { documents, schemas, path } = comparison;
  const was = describeType(documents[0], schemas[0]);
  const is = describeType(documents[1], schemas[1]);
  return {
    path,
    kind: "changed",
    detail: was === is ? `${is} of another shape` : `${is}, was ${was}`,
    breaksReading: changes.includes("widened"),
    breaksWriting: changes.includes("narrowed"),
  };
}

type Verdict = Pick<Difference, "breaksReading" | "breaksWriting">;

function valueChange(
  { path }: Comparison,
  kind: "added" | "removed",
  values: readonly string[],
  verdict: Verdict,
): Difference[] {
  if (values.length === 0) return [];
  const detail = `${values.length === 1 ? "value" : "values"} ${values.join(", ")}`;
  return [{ path, kind, detail, ...verdict }];
}
