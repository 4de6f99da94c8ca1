import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Consumer } from "../../package/packed.js";
import { bundled, type Run, scriptOf, writeScenario } from "./run.js";
import type { ScenarioServer } from "./server.js";

/** Chromium or Chrome, where it is installed. */
export const chromium: string | undefined = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => ["chromium", "google-chrome"].map((name) => join(folder, name)))
  .find((program) => existsSync(program));

/** What makes it stay off the network by itself, and run as root. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function onChromium(program: string): Run {
  return async (project, server) => {
    await writeScenario(project);
    const script = scriptOf(server, posting);
    return onPage(program, project, server, script);
  };
}

/** Bundles a script of the project, runs it on a page, and resolves to what it posts. */
export async function onPage(
  program: string,
  project: Consumer,
  server: ScenarioServer,
  script: string,
): Promise<unknown> {
  const page = server.page(await bundled(project, script));
  const profile = join(project.folder, "profile");
  const child = spawn(program, [...flags, `--user-data-dir=${profile}`, page.url], {
    stdio: "ignore",
  });
  const exited = once(child, "exit");
  const posted = await Promise.race([page.posted, exited.then(() => undefined)]);
  child.kill();
  await exited;
  if (posted === undefined) throw new Error("Chromium ended before the page had posted anything.");
  return posted;
}

/** A statement for a page: what an expression promises is posted. */
export function posting(expression: string): string {
  return `await fetch("/posted", { method: "POST", body: JSON.stringify(await ${expression}) });`;
}
