import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const scripts = fileURLToPath(new URL("../../.github/scripts/", import.meta.url));

export interface Finished {
  readonly exitCode: number;
  readonly output: string;
}

/** A clone of a repository that has this project's layout, in which a workflow's scripts run. */
export class Checkout {
  readonly #folder: string;
  readonly #clone: string;

  private constructor(folder: string, clone: string) {
    this.#folder = folder;
    this.#clone = clone;
  }

  static async create(files: Readonly<Record<string, string>>): Promise<Checkout> {
    const folder = await mkdtemp(join(tmpdir(), "workflow-"));
    await mkdir(join(folder, "bin"));
    const origin = new Checkout(folder, join(folder, "origin"));
    await run("git", ["init", "--quiet", "--initial-branch", "main", join(folder, "origin")]);
    for (const [path, text] of Object.entries(files)) await origin.write(path, text);
    await origin.git("add", "--all");
    await origin.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "all");
    return origin.clone("regenerate");
  }

  /** Another clone of the same origin, as the next job of a workflow has one. */
  async clone(name: string): Promise<Checkout> {
    const clone = join(this.#folder, name);
    await run("git", ["clone", "--quiet", join(this.#folder, "origin"), clone]);
    return new Checkout(this.#folder, clone);
  }

  /** Puts a command on the PATH that notes how it was called, and then runs `script`. */
  async replace(command: string, script = ""): Promise<void> {
    const file = join(this.#folder, "bin", command);
    const log = join(this.#folder, `${command}.log`);
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$@" --- >> '${log}'\n${script}\n`);
    await chmod(file, 0o755);
  }

  /** The arguments of each call of a replaced command. */
  async callsOf(command: string): Promise<string[][]> {
    const log = await readFile(join(this.#folder, `${command}.log`), "utf8").catch(() => "");
    return log
      .split("---\n")
      .slice(0, -1)
      .map((call) => call.trimEnd().split("\n"));
  }

  /** Runs a script of the workflow over the folder that its jobs hand on. */
  async runScript(script: string, ...args: readonly string[]): Promise<Finished> {
    return this.run(join(scripts, script), [this.pathOf("update"), ...args]);
  }

  /** Runs a command as a step of a workflow does. */
  async run(command: string, args: readonly string[]): Promise<Finished> {
    const env = {
      ...process.env,
      PATH: `${join(this.#folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
      GITHUB_OUTPUT: this.pathOf("outputs"),
      GITHUB_STEP_SUMMARY: this.pathOf("summary"),
      GITHUB_REPOSITORY: "shop/talkable-client",
    };
    const options = { cwd: this.#clone, env };
    try {
      const { stdout } = await run(command, args, options);
      return { exitCode: 0, output: stdout };
    } catch (error) {
      const { code, stderr } = error as { code: number; stderr: string };
      return { exitCode: code, output: stderr };
    }
  }

  /** A path beside the clones, which jobs share. */
  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  async read(name: string): Promise<string> {
    return readFile(this.pathOf(name), "utf8").catch(() => "");
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.#clone, path);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
  }

  async git(...args: readonly string[]): Promise<string> {
    return (await run("git", args, { cwd: this.#clone })).stdout;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true });
  }
}
