import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { enqueuePurchases, openPurchaseQueue } from "./purchase-queue.js";
import { availableRedis } from "./support/available-redis.js";
import { inventOrders, readOrders } from "./support/orders.js";
import { isRedisHere, redisOfTest, suiteName, until } from "./support/suite.js";
import { summaryOf } from "./support/summary.js";

describe.skipIf(!isRedisHere)(suiteName("npm run demo:bulk"), { timeout: 60_000 }, () => {
  test("imports 2,000 orders, says what became of them, and leaves nothing behind", async () => {
    const folder = await temporaryFolder();
    const run = demo({ TMPDIR: folder });
    expect(await run.ended).toBe(0);
    const output = run.output();
    expect(output).toContain("2000 orders: 2000 added to the queue, 0 known to it.");
    expect(output).toContain(" 100 %  2000 of 2000");
    expect(output).toMatch(/^sent +1996$/m);
    expect(output).toMatch(/^duplicates +2$/m);
    expect(output).toMatch(/^failed +2$/m);
    expect(output).toMatch(/^ {2}.*400 Email isn't valid\. \(order 10777\)$/m);
    expect(output).toMatch(/^ {2}.*400 Duplicate entity: .* \(order 11000\)$/m);
    expect((await readdir(folder)).filter((name) => name.startsWith("talkable"))).toEqual([]);
  });

  test("is ended by Ctrl-C, and a Redis of REDIS_URL keeps how far it was", async () => {
    const redis = await redisOfTest();
    const env = { REDIS_URL: redis.url };
    const run = demo(env);
    await until(() => run.output().includes("of 2000"));
    run.interrupt();
    expect(await run.ended).toBe(130);
    expect(run.output()).toContain("Interrupted.");
    const sent = Number(/^sent +(\d+)$/m.exec(run.output())?.[1]);
    expect(sent).toBeLessThan(1_996);

    const queue = openPurchaseQueue({ connection: { url: redis.url }, prefix: "talkable-demo" });
    onTestFinished(() => queue.close());
    expect((await summaryOf(queue)).sent).toBe(sent);
    const again = await enqueuePurchases(queue, readOrders(inventOrders(2_000)));
    expect(again).toEqual({ added: 0, known: 2_000, changed: [] });

    const forgetful = demo(env, "--forget");
    expect(await forgetful.ended).toBe(0);
    expect(forgetful.output()).toBe(
      "The queue of the demo is removed from the Redis of REDIS_URL.\n",
    );
  });
});

describe("npm run demo:bulk, where it can use no Redis", () => {
  test("says in one line how to get one", async () => {
    const run = demo({ PATH: "/nowhere" });
    expect(await run.ended).toBe(1);
    expect(run.output()).toBe(
      "No Redis here: install redis-server or valkey-server (apt-get install redis-server, brew install redis), or set REDIS_URL to one that runs.\n",
    );
  });

  test.each([
    {
      url: "redis://:secret@127.0.0.1:1/0",
      line: "The Redis of REDIS_URL, 127.0.0.1:1, does not answer: connect ECONNREFUSED 127.0.0.1:1",
    },
    { url: "127.0.0.1:6379", line: "REDIS_URL is no redis:// URL." },
  ])("says of $url what is wrong, and no password", async ({ url, line }) => {
    await expect(availableRedis({ REDIS_URL: url })).rejects.toThrow(new Error(line));
  });
});

interface Demo {
  /** What it has written so far. */
  readonly output: () => string;
  readonly interrupt: () => void;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

function demo(env: Record<string, string>, ...flags: string[]): Demo {
  const program = fileURLToPath(new URL("demo.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, ...flags], {
    env: { ...process.env, REDIS_URL: "", ...env },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return {
    output: () => output,
    interrupt: () => child.kill("SIGINT"),
    ended: once(child, "close").then(() => child.exitCode),
  };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "talkable-demo-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
