import { expect, inject, onTestFinished, test } from "vitest";
import { failure, ok, serve } from "../client/support/server.js";
import { install } from "../package/packed.js";
import { type Command, printed, printing } from "./support/program.js";
import { nodeOf, programOf } from "./support/run.js";

const runtimes: [name: string, ky: "ky" | "ky-2", command: Command][] = [
  ["Node 20.19", "ky", [nodeOf("node-20")]],
  ["Node 22", "ky-2", [nodeOf("node-22")]],
  ["Node 24", "ky-2", [nodeOf("node-24")]],
  ["Node 26", "ky-2", [nodeOf("node-26")]],
  ["Bun", "ky-2", [programOf("bun")]],
  ["Deno", "ky-2", [programOf("deno"), "run", "--allow-net"]],
];

/** Twenty calls at once, a third of whose attempts are throttled; tells where a context was another call's. */
const script = (baseUrl: string) => `
import { AsyncLocalStorage } from "node:async_hooks";
import { createClient } from "talkable-client";
const context = new AsyncLocalStorage();
const talkable = createClient({ apiKey: "context-key", siteSlug: "my-shop", baseUrl: "${baseUrl}" });
const seen = {};
const wrong = [];
async function call(number) {
  const see = (where) => {
    seen[where] = true;
    if (context.getStore() !== number) wrong.push([where, number, context.getStore() ?? null]);
  };
  const own = talkable.withOptions({
    apiKey: () => (see("apiKey"), "context-key"),
    fetch: (url, init) => (see("fetch"), fetch(url, init)),
    onAttempt: () => see("onAttempt"),
    onRetry: () => see("onRetry"),
  });
  await own.GET("/api/v2/campaigns");
  see("await");
}
const calls = Array.from({ length: 20 }, (_, number) => context.run(number, () => call(number)));
${printing("Promise.all(calls).then(() => ({ seen: Object.keys(seen).sort(), wrong }))")}`;

test.each(runtimes)(
  "on %s a call's async context is its own in functions of the options and after await, also after the queue",
  async (_, ky, command) => {
    const replies = Array.from({ length: 30 }, (_, index) =>
      index % 3 === 0 ? failure(429, "", { "retry-after": "0" }) : ok({ campaigns: [] }),
    );
    const [project, server] = await Promise.all([
      install(inject("tarball"), ky),
      serve(...replies),
    ]);
    onTestFinished(() => project.remove());
    expect(await printed(project, command, script(server.url))).toEqual({
      seen: ["apiKey", "await", "fetch", "onAttempt", "onRetry"],
      wrong: [],
    });
  },
  60_000,
);
