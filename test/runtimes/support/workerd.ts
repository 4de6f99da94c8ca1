import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { bundled, programOf, type Run, scriptOf, writeScenario } from "./run.js";

/** Cloudflare's workerd, with the behaviour of a compatibility date. */
export function onWorkerd(compatibilityDate: string): Run {
  return async (project, server) => {
    await writeScenario(project);
    const worker = scriptOf(
      server,
      (observing) => `export default { fetch: async () => Response.json(await ${observing}) };`,
    );
    await project.write("worker.js", await bundled(project, worker));
    await project.write("workerd.capnp", configOf(compatibilityDate));
    const child = spawn(programOf("workerd"), ["serve", "workerd.capnp", "--control-fd=3"], {
      cwd: project.folder,
      // It logs each failure that the scenario provokes.
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    try {
      const port = await portOf(child.stdio[3] as Readable);
      const response = await fetch(`http://127.0.0.1:${port}`);
      return JSON.parse(await response.text()) as unknown;
    } finally {
      child.kill();
    }
  };
}

function configOf(compatibilityDate: string): string {
  return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "scenario", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "${compatibilityDate}",
    )),
    (name = "internet", network = (
      allow = ["public", "local"],
      tlsOptions = (trustBrowserCas = true),
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "scenario")],
);
`;
}

/** It tells of the port it listens on in a line of JSON. */
async function portOf(control: Readable): Promise<number> {
  for await (const line of createInterface(control)) {
    const event = JSON.parse(line) as { event: string; port?: number };
    if (event.event === "listen" && event.port !== undefined) return event.port;
  }
  throw new Error("workerd ended before it listened.");
}
