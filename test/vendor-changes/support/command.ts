import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { project, writeAll } from "./run.js";

const tsx = createRequire(import.meta.url).resolve("tsx/cli");
const folders = ["openapi", "generated"];

export interface OwnProject {
  readonly root: string;
  /** What the generator may write, by path. */
  readonly files: () => Promise<Record<string, string>>;
  readonly write: (files: ReadonlyMap<string, string>) => Promise<void>;
}

/** A copy of this project's documents and types, until the end of the test. */
export async function copyProject(): Promise<OwnProject> {
  const root = await mkdtemp(join(tmpdir(), "project-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const name of [...folders, "package.json", "src"]) {
    await cp(join(project, name), join(root, name), { recursive: true });
  }
  return { root, files: () => filesOf(root), write: (files) => writeAll(root, files) };
}

export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as `npm run generate` does, over published files. */
export async function generateIn(
  own: OwnProject,
  published: ReadonlyMap<string, string>,
  ...flags: readonly string[]
): Promise<CommandRun> {
  const from = await mkdtemp(join(tmpdir(), "published-"));
  onTestFinished(() => rm(from, { recursive: true, force: true }));
  await writeAll(from, published);
  const args = [tsx, join(project, "scripts/generate.ts"), "--from", from, ...flags];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: own.root }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exitCode: typeof code === "number" ? code : -1, stdout, stderr });
    });
  });
}

async function filesOf(root: string): Promise<Record<string, string>> {
  const entries = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder));
      const texts = names.map(async (name) => {
        return [`${folder}/${name}`, await readFile(join(root, folder, name), "utf8")] as const;
      });
      return Promise.all(texts);
    }),
  );
  return Object.fromEntries(entries.flat());
}
