import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Document } from "./document.js";
import { isObject, objectAt, type Json, type JsonObject } from "./json.js";
import { messageOf, Problem } from "./problem.js";

/** The project's own files, read and written by paths relative to its root. */
export class Tree {
  readonly #root: string;
  readonly #pending = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  async text(path: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.#root, path), "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  }

  async yaml(path: string): Promise<Json> {
    const text = await this.text(path);
    if (text === undefined) throw new Problem(`${path} is missing`);
    try {
      return parse(text) as Json;
    } catch (error) {
      throw new Problem(`${path}: not valid YAML (${messageOf(error).split("\n")[0] ?? ""})`);
    }
  }

  async document(path: string): Promise<Document> {
    const value = await this.yaml(path);
    if (!isObject(value)) throw new Problem(`${path}: no OpenAPI document`);
    return value;
  }

  /** Notes what a file shall hold; nothing is written yet. */
  plan(path: string, text: string): void {
    this.#pending.set(path, text);
  }

  /** The planned files whose content differs from what is there. */
  async changed(): Promise<string[]> {
    const changed: string[] = [];
    for (const [path, text] of this.#pending) {
      if ((await this.text(path)) !== text) changed.push(path);
    }
    return changed;
  }

  /** Writes what was planned: first all of it beside the tree, then every file into its place. */
  async write(): Promise<void> {
    const staging = await mkdtemp(join(this.#root, ".generate-"));
    try {
      const staged = [...this.#pending].map(([path, text], index) => ({
        path,
        text,
        file: join(staging, String(index)),
      }));
      for (const { file, text } of staged) await writeFile(file, text);
      for (const { file, path } of staged) await rename(file, join(this.#root, path));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
}

export interface SourceRecord {
  readonly address: string;
  readonly sha256: string;
  /** The day these bytes were first seen, `YYYY-MM-DD`. */
  readonly date: string;
}

/** The record of a document, with the earlier date as long as the bytes are the same. */
export function sourceRecord(
  previous: Json,
  name: string,
  address: string,
  sha256: string,
): JsonObject {
  const known = isObject(previous) ? objectAt(previous, name) : {};
  if (known["sha256"] === sha256 && known["address"] === address) return known;
  return { address, sha256, date: new Date().toISOString().slice(0, 10) } satisfies JsonObject;
}
