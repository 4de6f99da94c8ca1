import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Installs the packages of a folder that has a package file of its own, unless those that its
 * lock file names are there. They are too heavy for everybody who runs `npm ci`.
 */
export async function installOwnPackages(folder: string): Promise<void> {
  const lock = await readFile(join(folder, "package-lock.json"), "utf8");
  const installedLock = join(folder, "node_modules", ".installed-lock.json");
  if ((await readFile(installedLock, "utf8").catch(() => "")) === lock) return;
  await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder });
  await writeFile(installedLock, lock);
}
