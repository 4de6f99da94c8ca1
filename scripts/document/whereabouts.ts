import type { Location } from "../findings.js";
import { splitName } from "../facts/place-finder.js";
import type { OperationNames } from "./operation-names.js";
import { getAt } from "./at.js";
import { operationsOf } from "./document.js";
import { arrayAt, isObject, type JsonObject } from "./json.js";
import type { Published } from "./published.js";

/** Says where in a published document a place comes from: its schema, or the example that shows it. */
export class Whereabouts {
  readonly #published: Published;
  readonly #names: OperationNames;
  readonly #entities: ReadonlyMap<string, readonly string[]>;

  /** @param entities - where the first example of each entity stands */
  constructor(
    published: Published,
    names: OperationNames,
    entities: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#published = published;
    this.#names = names;
    this.#entities = entities;
  }

  of(place: string): Location | undefined {
    const [operation, part] = splitName(place);
    const path =
      operation === undefined
        ? (this.#operationPath(place) ?? this.#componentPath(place))
        : this.#partPath(operation, part);
    return path === undefined ? undefined : this.#published.source.at(...path);
  }

  ofPath(path: readonly string[]): Location {
    return this.#published.source.at(...path);
  }

  labelOf(operationId: string): string {
    return this.#names.labelOf(operationId);
  }

  #operationPath(name: string): string[] | undefined {
    const label = this.#names.today(name);
    const operation = operationsOf(this.#published.document).find(
      ({ id }) => label !== undefined && this.#names.today(id) === label,
    );
    return operation && ["paths", operation.path, operation.method];
  }

  #partPath(name: string, part: string): string[] | undefined {
    const root = this.#operationPath(name);
    if (root === undefined) return undefined;
    const [kind = "", , parameter] = /^(\w+) parameter (.+)$/.exec(part) ?? [];
    if (kind !== "") {
      const all = arrayAt(this.#objectAt(root), "parameters");
      const index = all.findIndex((one) => isObject(one) && one["name"] === parameter);
      return index === -1
        ? [...root, "parameters"]
        : [...root, "parameters", String(index), "name"];
    }
    const status = /^status (\w+)$/.exec(part)?.[1];
    if (status !== undefined) return [...root, "responses", status];
    if (!part.startsWith("body")) return [...root, "responses"];
    const content = [...root, "requestBody", "content"];
    const [mediaType = ""] = Object.keys(this.#objectAt(content));
    return this.#within([...content, mediaType, "schema"], part.split(/[.[\]]+/).slice(1));
  }

  #componentPath(place: string): string[] | undefined {
    const [name = "", ...members] = place.split(/[.[\]]+/).filter((part) => part !== "");
    const schema = ["components", "schemas", name];
    if (getAt(this.#published.document, schema) !== undefined) return this.#within(schema, members);
    const example = this.#entities.get(name);
    return example && this.#within([...example], members);
  }

  /** As far down as it goes, in a schema or in an example. */
  #within(path: string[], members: readonly string[]): string[] {
    const [member, ...rest] = members;
    if (member === undefined) return path;
    const candidates = [
      [...path, "properties", member],
      [...path, "items", "properties", member],
      [...path, member],
    ];
    const found = candidates.find((one) => getAt(this.#published.document, one) !== undefined);
    return found === undefined ? path : this.#within(found, rest);
  }

  #objectAt(path: readonly string[]): JsonObject {
    const value = getAt(this.#published.document, path);
    return isObject(value) ? value : {};
  }
}
