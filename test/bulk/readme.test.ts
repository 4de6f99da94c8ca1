import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import {
  apiOfTest,
  isRedisHere,
  queueOfTest,
  redisOfTest,
  suiteName,
  untilDone,
} from "./support/suite.js";

const read = (file: string): Promise<string> => readFile(new URL(file, import.meta.url), "utf8");

describe.skipIf(!isRedisHere)(suiteName("README's bulk work on a real Redis"), () => {
  test("import.ts adds the orders once, and worker.ts sends them and ends when it is told to", async () => {
    const redis = await redisOfTest();
    const api = await apiOfTest();
    const env = { REDIS_URL: redis.url, INVENTED_API: api.url };
    expect(await outputOf(run("import", env))).toBe("30 added, 0 known, with other data: none\n");
    expect(await outputOf(run("import", env))).toBe("0 added, 30 known, with other data: none\n");
    const worker = run("worker", env);
    await untilDone(queueOfTest(redis));
    worker.kill("SIGTERM");
    await once(worker, "exit");
    expect(worker.exitCode).toBe(0);
    expect(api.recorded.size).toBe(30);
    expect(api.arrivals).toHaveLength(30);
  });
});

test.each(["import", "worker"])("README shows %s.ts", async (name) => {
  const snippet = await read(`./snippets/${name}.ts`);
  const shown = snippet.replace("../../../src/index.js", "talkable-client");
  expect(await read("../../README.md")).toContain(shown.trim());
});

test("README says of every operation that changes something whether it may be repeated, once", async () => {
  const [, section = ""] = (await read("../../README.md")).split("## Bulk work\n");
  const named = [...section.matchAll(/`((?:POST|PUT) \/[^`]*)`/g)].map(([, name]) => name);
  const document = parse(await read("../../openapi/v2.yaml")) as {
    readonly paths: Readonly<Record<string, object>>;
  };
  const changing = Object.entries(document.paths).flatMap(([path, item]) =>
    ["post", "put"]
      .filter((method) => method in item)
      .map((method) => `${method.toUpperCase()} ${path.replace("/api/v2", "")}`),
  );
  expect(named.sort()).toEqual(changing.sort());
});

/** A program of README, in a process of its own. */
function run(snippet: string, env: Record<string, string>): ChildProcess {
  const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const args = ["--import", "tsx", "--import", file("./support/redirected-fetch.ts")];
  const child = spawn(process.execPath, [...args, file(`./snippets/${snippet}.ts`)], {
    env: { ...process.env, TALKABLE_API_KEY: "key", TALKABLE_SITE_SLUG: "acme-shop", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

async function outputOf({ stdout }: ChildProcess): Promise<string> {
  return stdout === null ? "" : await text(stdout);
}
