import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { ok, type Reply, serve } from "./support/server.js";

/** Calls the server in a process of its own, which is frozen before the answer comes, and thawed past `timeout`. */
async function frozen(reply: Reply): Promise<string> {
  const children: ChildProcess[] = [];
  const server = await serve((response, seen) => {
    for (const child of children) child.kill("SIGSTOP");
    setTimeout(() => {
      reply(response, seen);
    }, 50);
    setTimeout(() => {
      for (const child of children) child.kill("SIGCONT");
    }, 1_500);
  });
  const program = fileURLToPath(new URL("support/one-purchase.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, server.url]);
  children.push(child);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, "exit");
  return printed.trim();
}

test.runIf(process.platform !== "win32")(
  "a process frozen past its timeout takes the answer that lies there",
  async () => {
    expect(await frozen(ok({ offer: null }))).toBe('{"offer":null}');
  },
);

test.runIf(process.platform !== "win32")(
  "a process frozen past its timeout gives up when no answer lies there",
  async () => {
    expect(await frozen(() => undefined)).toBe("timeout unknown");
  },
);
