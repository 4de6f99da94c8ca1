import type { EntityMap } from "../document/entity-map.js";
import { isArray, isObject, type Json, type JsonObject } from "../document/json.js";
import { looksLike, none, resembles, type MembersOf, type Misfit } from "./likeness.js";

/** What has been seen of one place over all examples. */
export interface Shape {
  nulls: number;
  booleans: number;
  numbers: number;
  strings: number;
  dateTimes: number;
  objects: number;
  /** Members of anonymous objects, and in how many of the objects each was there. */
  readonly members: Map<string, { shape: Shape; seen: number }>;
  /** Values of objects whose keys are data. */
  mapValues?: Shape;
  items?: Shape;
  readonly entities: Set<string>;
  /** What the name of the property promises, for places where only null or empty lists were seen. */
  expected?: string | undefined;
}

/** Everything known about the named entities, merged over all operations. */
export interface Shapes {
  readonly entities: Map<string, Shape>;
  /** Entity → its variants by name, each with the value of its discriminator. */
  readonly variants: Map<string, Map<string, Tag>>;
}

/** A discriminator that holds an object tells variants apart by being there (`present`) or null. */
export type Tag = string | boolean | null | { readonly present: true };

export function emptyShape(): Shape {
  return {
    nulls: 0,
    booleans: 0,
    numbers: 0,
    strings: 0,
    dateTimes: 0,
    objects: 0,
    members: new Map(),
    entities: new Set(),
  };
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Merges values into shapes; seeing more can only widen a shape. */
export class Observer {
  readonly shapes: Shapes = { entities: new Map(), variants: new Map() };
  /** Where each entity was seen first. */
  readonly seenAt: Map<string, readonly string[]> = new Map();
  /** What entities.yaml says and examples do not show any more, by subject. */
  readonly misfits: Map<string, Misfit> = new Map();
  readonly #map: EntityMap;
  readonly #membersOf: MembersOf;

  /** @param membersOf - the members of an entity that words and facts speak of */
  constructor(map: EntityMap, membersOf: MembersOf = () => none) {
    this.#map = map;
    this.#membersOf = membersOf;
  }

  /**
   * @param context - the entity or the operationId around the value
   * @param property - the property that holds it, directly or as an array or map of it
   * @param path - where the value stands
   */
  observe(
    shape: Shape,
    value: Json,
    context: string,
    property: string,
    path: readonly string[],
  ): void {
    shape.expected ??= this.#map.entityAt(context, property);
    if (value === null) shape.nulls++;
    else if (typeof value === "boolean") shape.booleans++;
    else if (typeof value === "number") shape.numbers++;
    else if (typeof value === "string") {
      shape.strings++;
      if (dateTime.test(value)) shape.dateTimes++;
    } else if (isArray(value)) {
      shape.items ??= this.#shapeFor(context, property);
      const asMap = [...this.#map.keyedMaps].indexOf(property);
      if (asMap >= 0) {
        const place = ["keyedMaps", String(asMap)];
        this.#misfit(`${context}.${property}`, place, path, "is a list by now");
      }
      for (const [index, item] of value.entries()) {
        const at = [...path, String(index)];
        if (asMap >= 0) this.#observeEntry(shape.items, item, context, property, at);
        else this.observe(shape.items, item, context, property, at);
      }
    } else if (this.#map.keyedMaps.has(property)) {
      shape.mapValues ??= this.#shapeFor(context, property);
      for (const [key, entry] of Object.entries(value)) {
        this.#observeEntry(shape.mapValues, entry, context, property, [...path, key]);
      }
    } else this.#observeEntry(shape, value, context, property, path);
  }

  #shapeFor(context: string, property: string): Shape {
    const expected = this.#map.entityAt(context, property);
    return expected === undefined ? emptyShape() : { ...emptyShape(), expected };
  }

  #observeEntry(
    shape: Shape,
    value: Json,
    context: string,
    property: string,
    path: readonly string[],
  ): void {
    if (!isObject(value)) {
      this.observe(shape, value, context, property, path);
      return;
    }
    const named = this.#map.entityAt(context, property);
    const fits = named === undefined || looksLike(this.#membersOf(named), value);
    if (named !== undefined && !fits) {
      const entries = Object.values(value);
      const isMap = entries.every(
        (entry) => isObject(entry) && looksLike(this.#membersOf(named), entry),
      );
      const problem = `holds ${isMap ? "a keyed map" : "something else"} by now, with ${Object.keys(value).join(", ")}`;
      this.#misfit(named, ["entities", named], path, problem);
      if (isMap) {
        shape.mapValues ??= this.#shapeFor(context, property);
        for (const [key, entry] of Object.entries(value)) {
          this.#observeEntry(shape.mapValues, entry, context, property, [...path, key]);
        }
        return;
      }
    }
    const entity = named !== undefined && fits ? named : this.#recognised(value);
    if (entity === undefined) {
      this.#observeMembers(shape, value, context, path);
      return;
    }
    shape.entities.add(entity);
    this.observeEntity(entity, value, path);
  }

  /** The only entity whose members an object has, give or take a few. */
  #recognised(value: JsonObject): string | undefined {
    const names = [...this.#map.places.keys()].filter((entity) =>
      resembles(this.#membersOf(entity), Object.keys(value)),
    );
    return names.length === 1 ? names[0] : undefined;
  }

  #misfit(subject: string, at: readonly string[], path: readonly string[], problem: string): void {
    if (!this.misfits.has(subject)) this.misfits.set(subject, { subject, at, path, problem });
  }

  observeEntity(entity: string, value: JsonObject, path: readonly string[]): void {
    const name = this.#variantOf(entity, value, path);
    if (name === undefined) return;
    for (const one of [entity, name]) if (!this.seenAt.has(one)) this.seenAt.set(one, path);
    this.#observeMembers(this.#entityShape(name), value, name, path);
  }

  #observeMembers(shape: Shape, value: JsonObject, context: string, path: readonly string[]): void {
    shape.objects++;
    for (const [name, member] of Object.entries(value)) {
      const entry = shape.members.get(name) ?? { shape: emptyShape(), seen: 0 };
      shape.members.set(name, entry);
      entry.seen++;
      this.observe(entry.shape, member, context, name, [...path, name]);
    }
  }

  #entityShape(name: string): Shape {
    const shape = this.shapes.entities.get(name) ?? emptyShape();
    this.shapes.entities.set(name, shape);
    return shape;
  }

  #variantOf(entity: string, value: JsonObject, path: readonly string[]): string | undefined {
    const discriminator = this.#map.discriminatorOf(entity);
    if (discriminator === undefined) return entity;
    const told = value[discriminator];
    if (told === undefined) {
      const known = this.#membersOf(entity);
      const fresh = Object.keys(value).filter((name) => !known.has(name));
      const problem = `has no ${discriminator} any more, which told its kinds apart; new are ${fresh.join(", ")}`;
      this.#misfit(entity, ["variants", entity, "discriminator"], path, problem);
      return entity;
    }
    const tag = tagOf(told);
    const text = isObject(tag) ? "present" : String(tag);
    if (!this.#map.isKnownTag(entity, text)) {
      if (this.#map.hasOtherVariants(entity)) return undefined;
      this.#misfit(entity, ["variants", entity], path, `has another kind by now, ${text}`);
    }
    const name = this.#map.variantName(entity, text);
    const variants = this.shapes.variants.get(entity) ?? new Map<string, Tag>();
    this.shapes.variants.set(entity, variants);
    variants.set(name, tag);
    return name;
  }
}

function tagOf(value: Json): Tag {
  const isLiteral = typeof value === "string" || typeof value === "boolean" || value === null;
  return isLiteral ? value : { present: true };
}
