import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Consumer } from "../../package/packed.js";
import { type Run, scriptOf, writeScenario } from "./run.js";

const run = promisify(execFile);

/** The command line of a runtime that takes a script. */
export type Command = readonly [program: string, ...args: string[]];

export function onProgram(...command: Command): Run {
  return async (project, server) => {
    await writeScenario(project);
    return printed(project, command, scriptOf(server, printing));
  };
}

/** Runs a script of the project; resolves to the JSON that it prints. */
export async function printed(
  project: Consumer,
  [program, ...args]: Command,
  script: string,
): Promise<unknown> {
  await project.write("main.js", script);
  // Deno keeps its files in a folder of its own, and asks for newer versions of itself.
  const deno = { DENO_DIR: join(project.folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
  const { stdout } = await run(program, [...args, "main.js"], {
    cwd: project.folder,
    env: { ...process.env, ...deno },
  });
  return JSON.parse(stdout) as unknown;
}

/** A statement that prints what an expression promises. */
export function printing(expression: string): string {
  return `console.log(JSON.stringify(await ${expression}));`;
}
