import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A project that has the package as npm would install it, beside a ky of choice. */
export interface Consumer {
  readonly folder: string;
  /** Files of the package, relative to it. */
  readonly files: readonly string[];
  write(file: string, text: string): Promise<void>;
  /** Puts a file of these tests into the project, by its last name. */
  copy(file: string): Promise<void>;
  /** Runs Node in the project; resolves to what it printed. */
  node(...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

export async function pack(): Promise<{ tarball: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
  const [name = ""] = await readdir(folder);
  return {
    tarball: join(folder, name),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Installs the tarball as npm would, and beside it, by name, what else the project has of ours. */
export async function install(
  tarball: string,
  ky: "ky" | "ky-2",
  others: readonly string[] = [],
): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), "consumer-"));
  const modules = join(folder, "node_modules");
  const target = join(modules, "talkable-client");
  await mkdir(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", target]);
  await symlink(packageFolder(ky), join(modules, "ky"));
  for (const name of ["openapi-fetch", ...others]) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(packageFolder(name), join(modules, name));
  }
  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
  await write("package.json", '{ "type": "module" }');
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  return {
    folder,
    files: entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1)),
    write,
    copy: (file) => copyFile(join(root, "test/package", file), join(folder, basename(file))),
    node: async (...args) => (await run(process.execPath, args, { cwd: folder })).stdout,
    remove: () => rm(folder, { recursive: true }),
  };
}

function packageFolder(name: string): string {
  return join(root, "node_modules", name);
}

/** The `tsc` of one of the installed TypeScript versions. */
export function tscOf(typescript: string): string {
  return join(dirname(require.resolve(`${typescript}/package.json`)), "bin/tsc");
}
