import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Consumer } from "../../package/packed.js";
import type { Addresses } from "../scenario.js";
import type { ScenarioServer } from "./server.js";

/** Goes through the scenario in a project that has the package; resolves to what it observed. */
export type Run = (project: Consumer, server: ScenarioServer) => Promise<unknown>;

/** The folder of these tests, which has a package file of its own. */
export const runtimesFolder: string = fileURLToPath(new URL("..", import.meta.url));

/** A program that one of the packages in that folder brings. */
export function programOf(name: string): string {
  return join(runtimesFolder, "node_modules/.bin", name);
}

/** The program of one of the Nodes in that folder, such as `node-22`. */
export function nodeOf(name: string): string {
  return join(runtimesFolder, "node_modules", name, "bin/node");
}

/** A script for the project, around an expression that promises what the scenario observes. */
export function scriptOf(addresses: Addresses, around: (observing: string) => string): string {
  const { server, untrusted, closed } = addresses;
  const observing = `observe(${JSON.stringify({ server, untrusted, closed })})`;
  return `import { observe } from "./scenario.js";\n${around(observing)}`;
}

/** Puts the scenario into the project, as JavaScript that imports the package by its name. */
export async function writeScenario(project: Consumer): Promise<void> {
  await build({
    entryPoints: [join(runtimesFolder, "scenario.ts")],
    outfile: join(project.folder, "scenario.js"),
    bundle: true,
    format: "esm",
    external: ["talkable-client", "talkable-client/webhooks"],
    tsconfigRaw: {},
  });
}

/** The project's script and all that it imports, in one. */
export async function bundled(project: Consumer, script: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: project.folder },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
  });
  return outputFiles.map(({ text }) => text).join("");
}
