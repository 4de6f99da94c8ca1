import type { Document } from "../document/document.js";
import type { OperationNames } from "../document/operation-names.js";
import { placesOf, type Place, type Places } from "../document/places.js";

/** Finds what facts and words name. */
export class PlaceFinder {
  readonly names: OperationNames;
  readonly #places: Places;
  readonly #isShared: (label: string, parameter: string) => boolean;

  constructor(
    document: Document,
    names: OperationNames,
    isShared: (label: string, parameter: string) => boolean,
  ) {
    this.names = names;
    this.#places = placesOf(document);
    this.#isShared = isShared;
  }

  /**
   * The places that go by a name, each with its name of today. `*` stands for every operation, and a parameter without
   * an operation for all parameters of that name that entities.yaml calls shared.
   */
  find(name: string): [string, Place][] {
    const [operation, part] = splitName(name);
    if (operation === "*") return this.#whereIn((_, other) => other === part);
    const today = this.today(name);
    const found = this.#at(today);
    const parameter = /^\w+ parameter ([^.]+)$/.exec(name)?.[1];
    if (parameter === undefined) return found;
    const isOne = (label: string, other: string): boolean =>
      other === name && this.#isShared(label, parameter);
    return [...found, ...this.#whereIn(isOne)];
  }

  /** A name with the label of today in it. */
  today(name: string): string {
    if (this.#places.has(name)) return name;
    const [operation, part] = splitName(name);
    if (operation === undefined) return this.names.labelOf(name);
    return `${this.names.labelOf(operation)}, ${part}`;
  }

  has(name: string): boolean {
    return this.find(name).length > 0;
  }

  /** The members next to a place, by the last part of their names. */
  siblings(name: string): string[] {
    const today = this.today(name);
    const parent = parentOf(today);
    if (parent === undefined) return [];
    return [...this.#places.keys()].filter((other) => {
      return other !== today && parentOf(other) === parent;
    });
  }

  #at(name: string): [string, Place][] {
    return (this.#places.get(name) ?? []).map((place) => [name, place]);
  }

  #whereIn(matches: (label: string, part: string) => boolean): [string, Place][] {
    return [...this.#places.keys()].flatMap((name) => {
      const [operation, part] = splitName(name);
      return operation !== undefined && matches(operation, part) ? this.#at(name) : [];
    });
  }
}

/** The operation and the part of it that a name stands for; without operation for anything else. */
export function splitName(name: string): [operation: string | undefined, part: string] {
  const [operation = "", ...rest] = name.split(", ");
  return rest.length === 0 ? [undefined, name] : [operation, rest.join(", ")];
}

/** The name of the place that a place is part of; undefined for what stands alone. */
export function parentOf(name: string): string | undefined {
  const member = /^(.*)(?:\.[^.[\]]+|\[\]|\[key\])$/.exec(name)?.[1];
  return member ?? /^(.*, \w+ parameter ).+$/.exec(name)?.[1] ?? splitName(name)[0];
}

/** The entity or operation that a place belongs to. */
export function rootOf(name: string): string {
  const [operation] = splitName(name);
  return operation ?? name.replace(/[.[].*$/, "");
}
