import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Scenario } from "./scenarios.js";
import type { Decision } from "./simulate.js";

export interface LimitedServer {
  readonly url: string;
  /** Ends the server; resolves to what it decided on every call. */
  stop(): Promise<readonly Decision[]>;
}

/** A server on loopback with a scenario's limit. */
export async function serveLimited({ name }: Scenario): Promise<LimitedServer> {
  const program = fileURLToPath(new URL("limited-server-process.ts", import.meta.url));
  const child = fork(program, [name], { execArgv: ["--import", "tsx"] });
  const [port] = (await once(child, "message")) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const told = once(child, "message") as Promise<[readonly Decision[]]>;
      child.send("stop");
      const [decisions] = await told;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
      return decisions;
    },
  };
}
