import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { root } from "../packed.js";
import { toolchainFolder } from "../toolchain.js";

const run = promisify(execFile);

/** Where the reports are committed. */
export const reportsFolder: string = fileURLToPath(new URL(".", import.meta.url));

const changelogHashFile = join(reportsFolder, "changelog.sha256");

/** What the declarations of each entry point of a tarball export, in full, by the file of its report. */
export async function apiReports(tarball: string): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "api-report-"));
  try {
    await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", folder]);
    const manifest = await readFile(join(folder, "package.json"), "utf8");
    const { exports } = JSON.parse(manifest) as { exports: Record<string, { types?: string }> };
    const reports = new Map<string, string>();
    for (const [entry, { types }] of Object.entries(exports)) {
      if (types === undefined) continue;
      const file = `talkable-client${entry.slice(1).replaceAll("/", ".")}.api.md`;
      reports.set(file, await reportOf(folder, types, file));
    }
    return reports;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function reportOf(folder: string, types: string, reportFileName: string): Promise<string> {
  const silent = { default: { logLevel: "none" } };
  const config = {
    projectFolder: folder,
    newlineKind: "lf",
    mainEntryPointFilePath: join(folder, types),
    compiler: {
      overrideTsconfig: {
        compilerOptions: { module: "nodenext", target: "es2022", types: [], strict: true },
        files: [types],
      },
    },
    apiReport: {
      ...{ enabled: true, reportFileName, reportFolder: folder, reportTempFolder: folder },
      includeForgottenExports: true,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
  };
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  const extractor = "node_modules/@microsoft/api-extractor/bin/api-extractor";
  const args = [join(toolchainFolder, extractor), "run", "--local", "--config", "config.json"];
  await run(process.execPath, args, { cwd: folder });
  return readFile(join(folder, reportFileName), "utf8");
}

/** The committed report, or nothing. */
export function committedReport(file: string): Promise<string> {
  return readFile(join(reportsFolder, file), "utf8").catch(() => "");
}

/** Whether CHANGELOG.md has changed since a report did. */
export async function isChangelogNewer(): Promise<boolean> {
  const hash = await readFile(changelogHashFile, "utf8").catch(() => "");
  return hash.trim() !== (await changelogHash());
}

/** Commits reports to the folder, with the CHANGELOG.md that tells of them. */
export async function writeReports(reports: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, report] of reports) await writeFile(join(reportsFolder, file), report);
  await writeFile(changelogHashFile, `${await changelogHash()}\n`);
}

async function changelogHash(): Promise<string> {
  const changelog = await readFile(join(root, "CHANGELOG.md"), "utf8");
  return createHash("sha256").update(changelog).digest("hex");
}
