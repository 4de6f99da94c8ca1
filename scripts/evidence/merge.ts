import { nothingSeen, type Evidence, type Member, type Presence, type Shape } from "./evidence.js";

/**
 * Both together. Neither order nor repetition matters: of sets it is the union, and of what one and the other saw of a
 * member's presence that which shows more absences.
 */
export function mergeEvidence(a: Evidence, b: Evidence): Evidence {
  return {
    date: a.date > b.date ? a.date : b.date,
    answers: mergeMaps(a.answers, b.answers, mergeShapes),
    schemas: mergeMaps(a.schemas, b.schemas, mergeShapes),
  };
}

function mergeShapes(a: Shape, b: Shape): Shape {
  return {
    types: new Set([...a.types, ...b.types]),
    formats: new Set([...a.formats, ...b.formats]),
    values: new Set([...a.values, ...b.values]),
    untold: a.untold || b.untold,
    objects: Math.max(a.objects, b.objects),
    members: mergeMaps(withAbsences(a, b), withAbsences(b, a), mergeMembers),
    entries: mergeOptional(a.entries, b.entries),
    items: mergeOptional(a.items, b.items),
  };
}

/** The members of a shape, and those of the other which none of its objects had. */
function withAbsences(shape: Shape, other: Shape): ReadonlyMap<string, Member> {
  if (shape.objects === 0) return shape.members;
  const absent = { seen: 0, of: shape.objects, shape: nothingSeen };
  const names = [...other.members.keys()];
  return new Map([...names.map((name) => [name, absent] as const), ...shape.members]);
}

function mergeMembers(a: Member, b: Member): Member {
  const { seen, of } = tellingMore(a, b);
  return { seen, of, shape: mergeShapes(a.shape, b.shape) };
}

function tellingMore(a: Presence, b: Presence): Presence {
  const [absencesA, absencesB] = [a.of - a.seen, b.of - b.seen];
  if (absencesA === absencesB) return a.of >= b.of ? a : b;
  return absencesA > absencesB ? a : b;
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
