import { build } from "esbuild";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { rename } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a worker process is started with. Times are milliseconds. */
export interface WorkerSettings {
  /** URL of the Redis. */
  readonly redis: string;
  /** Of the queue's keys. Default: BullMQ's. */
  readonly prefix?: string;
  /** URL of the API. */
  readonly api: string;
  /** Shows in the user agent. */
  readonly name: string;
  readonly concurrency?: number;
  readonly lockDuration?: number;
  readonly stalledInterval?: number;
}

export interface WorkerProcess {
  readonly name: string;
  /** Ends it at once, with SIGKILL. */
  kill(): Promise<void>;
  /** Lets it finish what it is working on. */
  stop(): Promise<void>;
}

/** Starts so many processes, each with a worker and a client of its own; `log` gets what they warn of. */
export async function startWorkers(
  count: number,
  settings: Omit<WorkerSettings, "name">,
  log: (line: string) => void,
): Promise<WorkerProcess[]> {
  const names = Array.from({ length: count }, (_, index) => `worker-${index + 1}`);
  const program = await compiledWorker();
  const starts = await Promise.allSettled(
    names.map((name) => startWorker(program, { ...settings, name }, log)),
  );
  const workers = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  if (workers.length < count) {
    await Promise.all(workers.map((worker) => worker.kill()));
    throw new Error(`${count - workers.length} of ${count} worker processes did not start.`);
  }
  return workers;
}

/** Compiled once for all of them: it is what starting a process with tsx takes most of its time for. */
async function compiledWorker(): Promise<string> {
  const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const compiled = at("../../../node_modules/.cache/bulk-worker.mjs");
  const outfile = `${compiled}.${process.pid}`;
  await build({
    entryPoints: [at("worker-process.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
  });
  await rename(outfile, compiled);
  return compiled;
}

async function startWorker(
  program: string,
  settings: WorkerSettings,
  log: (line: string) => void,
): Promise<WorkerProcess> {
  const child = fork(program, [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ["ignore", "inherit", "pipe", "ipc"],
    // Ctrl-C reaches every process of a terminal's group, and is for the one that started it.
    detached: true,
  });
  if (child.stderr !== null) createInterface({ input: child.stderr }).on("line", log);
  const exit = once(child, "exit");
  const ready = once(child, "message").then(() => true);
  if (!(await Promise.race([ready, exit.then(() => false)]))) {
    throw new Error(`${settings.name} did not start.`);
  }
  return {
    name: settings.name,
    kill: () => end(child, exit, () => child.kill("SIGKILL")),
    stop: () =>
      end(child, exit, () => {
        child.disconnect();
      }),
  };
}

async function end(child: ChildProcess, exit: Promise<unknown>, how: () => void): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) how();
  await exit;
}
