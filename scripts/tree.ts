import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parse, parseDocument } from "yaml";
import type { Document } from "./document/document.js";
import { isObject, stringAt, type Json, type JsonObject } from "./document/json.js";
import { YamlSource } from "./document/yaml-source.js";
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

  async yaml(path: string): Promise<YamlSource> {
    const text = await this.text(path);
    if (text === undefined) throw new Problem(`${path} is missing`);
    try {
      return new YamlSource(path, text, parse(text) as Json);
    } catch (error) {
      throw new Problem(`${path}: not valid YAML (${messageOf(error).split("\n")[0] ?? ""})`);
    }
  }

  async document(path: string): Promise<Document> {
    const { value } = await this.yaml(path);
    if (!isObject(value)) throw new Problem(`${path}: no OpenAPI document`);
    return value;
  }

  /** What an earlier run left; undefined where there is nothing that can be read. */
  async previous(path: string): Promise<JsonObject | undefined> {
    const text = await this.text(path);
    if (text === undefined) return undefined;
    // After a merge conflict, say, a run is what mends the file.
    const document = parseDocument(text);
    const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
    return isObject(value) ? value : undefined;
  }

  /** The version in package.json. */
  async version(): Promise<string | undefined> {
    const text = await this.text("package.json");
    const manifest: unknown = text === undefined ? undefined : JSON.parse(text);
    return isObject(manifest) ? stringAt(manifest, "version") : undefined;
  }

  /** Notes what a file shall hold; nothing is written yet. */
  plan(path: string, text: string): void {
    this.#pending.set(path, text);
  }

  /** What a planned file shall hold. */
  planned(path: string): string | undefined {
    return this.#pending.get(path);
  }

  /** The planned files whose content differs from what is there. */
  async changed(): Promise<string[]> {
    const changed: string[] = [];
    for (const [path, text] of this.#pending) {
      if ((await this.text(path)) !== text) changed.push(path);
    }
    return changed;
  }

  /** Whether a planned file of code differs from what is there by more than its comments. What tests are given is data. */
  async changesCode(): Promise<boolean> {
    for (const [path, text] of this.#pending) {
      if (!path.endsWith(".ts") || path === "generated/testing.ts") continue;
      if (withoutComments((await this.text(path)) ?? "") !== withoutComments(text)) return true;
    }
    return false;
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
      for (const { file, path } of staged) {
        const target = join(this.#root, path);
        await mkdir(dirname(target), { recursive: true });
        await rename(file, target);
      }
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*\*.*?\*\//gs, "").replaceAll(/\s+/g, " ");
}

/** Writes a report, which is no part of the tree, to a path of the caller's, from `folder` on. */
export async function writeReport(folder: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(folder, file), text);
  } catch (error) {
    throw new Problem(`${file}: the report cannot be written (${messageOf(error)})`);
  }
}

interface Source {
  readonly address: string;
  readonly sha256: string;
  /** A hash of the words that are published about each operation. */
  readonly prose: JsonObject;
  /** Hashes of the error messages of each operation. */
  readonly errors: JsonObject;
}

/** The record of a document, with the day (`YYYY-MM-DD`) on which its bytes were first seen. */
export function sourceRecord(known: JsonObject, source: Source): JsonObject {
  const { address, sha256, prose, errors } = source;
  const date =
    known["sha256"] === sha256 && known["address"] === address ? known["date"] : undefined;
  return { address, sha256, date: date ?? new Date().toISOString().slice(0, 10), prose, errors };
}
