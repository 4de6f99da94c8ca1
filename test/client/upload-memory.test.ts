import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

describe("the memory of an upload", () => {
  const run = promisify(execFile);
  const script = fileURLToPath(new URL("support/upload-memory.ts", import.meta.url));

  /** Peak resident memory, in megabytes, of a process that uploads 100 MB this way. */
  async function peakOf(way: "fetch" | "client"): Promise<number> {
    const { stdout } = await run(process.execPath, ["--import", "tsx", script, way]);
    return Number(stdout);
  }

  test("with retries on is that of plain fetch, side by side: nothing is held twice", async () => {
    const plain = await peakOf("fetch");
    const client = await peakOf("client");
    expect(plain).toBeGreaterThan(100);
    expect(client / plain).toBeLessThan(1.15);
  }, 60_000);
});
