import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../contract/every-operation.ts", import.meta.url), "utf8");

/** The calls of every operation, as somebody wrote them before the vendor's change. */
export class Calls {
  #source = source;

  /** Leaves out the call of an operation that is gone. */
  without(operation: string): this {
    const start = this.#source.indexOf(`  "${operation}": (client`);
    const end = this.#source.indexOf('\n  "', start + 1);
    const last = this.#source.lastIndexOf("};");
    if (start < 0) throw new Error(`There is no call of ${operation}`);
    this.#source = this.#source.slice(0, start) + this.#source.slice(end < 0 ? last : end + 1);
    return this;
  }

  /** Replaces every occurrence of a text. */
  with(before: string, after: string): this {
    if (!this.#source.includes(before)) throw new Error(`No call contains ${before}`);
    this.#source = this.#source.replaceAll(before, after);
    return this;
  }

  toString(): string {
    return this.#source;
  }
}
