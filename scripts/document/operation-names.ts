import { webhookTypeOf } from "../normalise/deliveries.js";
import { operationsOf, type Document, type Operation } from "./document.js";

/** What the report calls an operation: `GET /api/v2/assets`, or the `type` of a webhook. */
export function labelOf({ method, path }: Pick<Operation, "method" | "path">): string {
  return webhookTypeOf(path) ?? `${method.toUpperCase()} ${path}`;
}

/**
 * The operations under all names that facts, words and entities.yaml have for them. entities.yaml remembers operationId
 * and label of each, so that one is still known when the vendor has changed either.
 */
export class OperationNames {
  /** operationId → label, as entities.yaml remembers them. */
  readonly #remembered: ReadonlyMap<string, string>;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #ids: ReadonlyMap<string, string>;

  constructor(document: Document, remembered: ReadonlyMap<string, string>) {
    const today = operationsOf(document).map((one) => [one.id, labelOf(one)] as const);
    this.#remembered = remembered;
    this.#labels = new Map(today);
    this.#ids = new Map(today.map(([id, label]) => [label, id]));
  }

  /** The label of today; undefined for what is no operation, or none any more. */
  today(name: string): string | undefined {
    if (this.#ids.has(name)) return name;
    const known = this.#labels.get(name);
    if (known !== undefined) return known;
    const remembered = this.#remembered.get(name) ?? "";
    if (this.#ids.has(remembered)) return remembered;
    const [id] = [...this.#remembered].find(([, label]) => label === name) ?? [];
    return id === undefined ? undefined : this.#labels.get(id);
  }

  /** The label of today, and the last one known of what is gone. */
  labelOf(name: string): string {
    return this.today(name) ?? this.#remembered.get(name) ?? name;
  }

  /** The operationId that entities.yaml has for an operation of today. */
  rememberedId(id: string): string {
    if (this.#remembered.has(id)) return id;
    const label = this.#labels.get(id);
    const [old] =
      [...this.#remembered].find((one) => one[1] === label && !this.#labels.has(one[0])) ?? [];
    return old ?? id;
  }

  /** The operationId that entities.yaml has for the operation of a label. */
  idOf(label: string): string {
    const id = this.#ids.get(label);
    return id === undefined ? label : this.rememberedId(id);
  }

  /** Those that are called otherwise by now: the operationId remembered, and that of today. */
  renamed(): readonly (readonly [remembered: string, today: string])[] {
    return [...this.#labels.keys()].flatMap((id) => {
      const remembered = this.rememberedId(id);
      return remembered === id ? [] : [[remembered, id] as const];
    });
  }
}
