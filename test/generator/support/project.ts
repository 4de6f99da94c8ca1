import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument, type Document } from "yaml";
import { generateCommand } from "../../../scripts/generate-command.js";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of its own, in a temporary folder, beside documents published for it. */
export class Project {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** A project in which the generator has never run. */
  static async create(): Promise<Project> {
    const folder = await mkdtemp(join(tmpdir(), "generator-"));
    await cp(fixtures, folder, { recursive: true });
    return new Project(folder);
  }

  async copy(): Promise<Project> {
    const folder = await mkdtemp(join(tmpdir(), "generator-"));
    await cp(this.#folder, folder, { recursive: true });
    return new Project(folder);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The folder of the documents that are published for the project. */
  get published(): string {
    return join(this.#folder, "published");
  }

  /** Runs the command as `npm run generate` does, from the documents published for it unless offline. */
  async generate(...flags: readonly string[]): Promise<Run> {
    const from = flags.includes("--offline") ? [] : ["--from", this.published];
    return this.run([...from, ...flags]);
  }

  async run(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Run> {
    const printed: string[] = [];
    const errors: string[] = [];
    const exitCode = await generateCommand(args, {
      folder: this.path(""),
      environment,
      print: (line) => printed.push(`${line}\n`),
      printError: (line) => errors.push(`${line}\n`),
    });
    return { exitCode, stdout: printed.join(""), stderr: errors.join("") };
  }

  read(path: string): Promise<string> {
    return readFile(this.path(path), "utf8");
  }

  /** Every file of the project and its content. */
  async files(): Promise<Record<string, string>> {
    const entries = await readdir(this.path(""), { recursive: true, withFileTypes: true });
    const contents = entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [relative(this.path(""), path), await readFile(path, "utf8")] as const;
      });
    return Object.fromEntries(await Promise.all(contents));
  }

  async edit(path: string, change: (document: Document) => void): Promise<void> {
    await editYaml(this.path(path), change);
  }

  /** Publishes a document anew. */
  async publish(name: "v2" | "webhooks", change: (document: Document) => void): Promise<void> {
    await editYaml(join(this.published, name, "openapi.yaml"), change);
  }

  /** A file of the project. */
  path(path: string): string {
    return join(this.#folder, "project", path);
  }
}

async function editYaml(file: string, change: (document: Document) => void): Promise<void> {
  const document = parseDocument(await readFile(file, "utf8"));
  change(document);
  await writeFile(file, document.toString());
}
