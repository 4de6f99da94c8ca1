import { join } from "node:path";
import { inject } from "vitest";
import type { Position } from "vscode-languageserver-protocol";
import { install, type Consumer } from "../../package/packed.js";

/** A project that has the package installed, as an editor or a compiler sees it. */
export class Shop {
  readonly #project: Consumer;

  private constructor(project: Consumer) {
    this.#project = project;
  }

  static async create(): Promise<Shop> {
    const project = await install(inject("tarball"), "ky");
    const compilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      target: "es2022",
      lib: ["es2022", "dom", "dom.iterable"],
      module: "nodenext",
      types: [],
    };
    await project.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    return new Shop(project);
  }

  get folder(): string {
    return this.#project.folder;
  }

  async write(name: string, text: string): Promise<string> {
    await this.#project.write(name, text);
    return join(this.folder, name);
  }

  /** What a compiler prints about the project; nothing when all is well. */
  async compile(tsc: string): Promise<string> {
    try {
      return await this.#project.node(tsc, "--pretty", "false");
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    }
  }

  remove(): Promise<void> {
    return this.#project.remove();
  }
}

export const cursor = "‸";

/** Text without its cursors, and where they stood. */
export function withoutCursors(text: string): { text: string; positions: Position[] } {
  const lines = text.split("\n");
  const positions = lines.flatMap((line, index) => {
    const parts = line.split(cursor);
    return parts.slice(1).map((_, n) => ({
      line: index,
      character: parts.slice(0, n + 1).join("").length,
    }));
  });
  return { text: text.replaceAll(cursor, ""), positions };
}
