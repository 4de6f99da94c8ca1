import type { Evidence, Member, Presence, Shape } from "./evidence.js";

/**
 * Both together. Neither order nor repetition matters: of sets it is the union, of presence what shows more absences.
 *
 * @param today - the day it gets when there is more in it than in `known`
 */
export function mergeEvidence(known: Evidence, seen: Evidence, today: string): Evidence {
  const merged = {
    date: known.date,
    responses: mergeMaps(known.responses, seen.responses, mergeShapes),
    schemas: mergeMaps(known.schemas, seen.schemas, mergeShapes),
  };
  return sameEvidence(merged, known) ? known : { ...merged, date: today };
}

export function mergeShapes(a: Shape, b: Shape): Shape {
  return {
    types: a.types.union(b.types),
    formats: a.formats.union(b.formats),
    values: a.values.union(b.values),
    untold: a.untold || b.untold,
    members: mergeMaps(a.members, b.members, mergeMembers),
    entries: mergeOptional(a.entries, b.entries),
    items: mergeOptional(a.items, b.items),
  };
}

function mergeMembers(a: Member, b: Member): Member {
  return { ...tellingMore(a, b), shape: mergeShapes(a.shape, b.shape) };
}

function tellingMore(a: Presence, b: Presence): Presence {
  const absencesA = a.of - a.seen;
  const absencesB = b.of - b.seen;
  const { seen, of } =
    absencesA === absencesB ? (a.of >= b.of ? a : b) : absencesA > absencesB ? a : b;
  return { seen, of };
}

function mergeOptional(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  return a === undefined || b === undefined ? (a ?? b) : mergeShapes(a, b);
}

function mergeMaps<Value>(
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
  merge: (a: Value, b: Value) => Value,
): ReadonlyMap<string, Value> {
  const merged = new Map(a);
  for (const [name, value] of b) {
    const known = merged.get(name);
    merged.set(name, known === undefined ? value : merge(known, value));
  }
  return merged;
}
