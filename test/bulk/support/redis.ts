import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

/** `redis-server` or `valkey-server` on the PATH. */
export function findRedisServer(path: string = process.env["PATH"] ?? ""): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return ["redis-server", "valkey-server"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Redis of our own, on a free port of 127.0.0.1, that keeps what it holds in a temporary folder. */
export interface OwnRedis {
  readonly url: string;
  /** Ends the server as an operating system does, with SIGTERM; what it held stays. */
  shutDown(): Promise<void>;
  /** Starts it again, on the same port. */
  startAgain(): Promise<void>;
  /** Ends it for good, and removes the folder. */
  remove(): Promise<void>;
}

export async function startRedis(program: string): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), "talkable-redis-"));
  const port = await freePort();
  let running = await start(program, port, folder);
  const shutDown = async (): Promise<void> => {
    if (running.exitCode !== null) return;
    const exit = once(running, "exit");
    running.stdin?.end();
    await exit;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    shutDown,
    startAgain: async () => {
      running = await start(program, port, folder);
    },
    remove: async () => {
      await shutDown();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// Redis runs for as long as its keeper's standard input is open, so none outlives this process, however
// that ends; and in a process group of its own, so that Ctrl-C leaves it to us.
const keeper =
  'exec 3<&0; "$@" 3<&- & server=$!; { cat <&3; kill $server; } >/dev/null 2>&1 & wait $server';

async function start(program: string, port: number, folder: string): Promise<ChildProcess> {
  const settings = {
    port,
    bind: "127.0.0.1",
    dir: folder,
    // As a queue wants it: written to disk, and never evicted.
    appendonly: "yes",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const child = spawn("sh", ["-c", keeper, "sh", program, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (line.includes("Ready to accept connections")) {
      child.stdout.resume();
      return child;
    }
  }
  child.stdin.end();
  throw new Error(`${program} did not start: ${last}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
