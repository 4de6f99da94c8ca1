import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Consumer, install } from "../package/packed.js";
import { chromium } from "../support/chromium.js";
import type { Observations } from "./scenario.js";
import { onChromium } from "./support/page.js";
import { onProgram } from "./support/program.js";
import { nodeOf, programOf, type Run } from "./support/run.js";
import { type ScenarioServer, serveScenario } from "./support/server.js";
import { onWorkerd } from "./support/workerd.js";

interface Runtime {
  readonly name: string;
  readonly run: Run | undefined;
  readonly ky?: "ky";
  /** It says the same of every failed connection, so that nothing proves that a request was not sent. */
  readonly saysNothing?: true;
  /** It may send a POST again by itself, when the connection that it reused for it is lost. */
  readonly repeats?: true;
}

const runtimes: Runtime[] = [
  { name: "Node 20.19", run: onProgram(nodeOf("node-20")), ky: "ky" },
  { name: "Node 22", run: onProgram(nodeOf("node-22")) },
  { name: "Node 24", run: onProgram(nodeOf("node-24")) },
  { name: "Node 26", run: onProgram(nodeOf("node-26")) },
  { name: "Bun", run: onProgram(programOf("bun")) },
  { name: "Deno", run: onProgram(programOf("deno"), "run", "--allow-net"), repeats: true },
  { name: "workerd", run: onWorkerd("2026-11-01"), saysNothing: true },
  // The oldest on which ky can be loaded. `fetch` of that time refuses the option `cache`.
  { name: "workerd as of 2022-11-30", run: onWorkerd("2022-11-30"), saysNothing: true },
  {
    name: "Chromium, if told to",
    run: chromium === undefined ? chromium : onChromium(chromium),
    saysNothing: true,
    repeats: true,
  },
];

describe.each(runtimes)("on $name", ({ name, run, ky, saysNothing, repeats }) => {
  if (run === undefined) {
    test.skip(`(skipped: no ${name} here)`);
    return;
  }
  let project: Consumer;
  let server: ScenarioServer;
  let observed: Observations;

  beforeAll(async () => {
    [project, server] = await Promise.all([
      install(inject("tarball"), ky ?? "ky-2"),
      serveScenario(),
    ]);
    observed = (await run(project, server)) as Observations;
  }, 60_000);
  afterAll(() => Promise.all([project.remove(), server.close()]));

  test("a call is sent with key and site, and resolves to its result", () => {
    expect(observed.call).toEqual({ name: "Ann", requestId: "r-1" });
  });

  test("a POST that is throttled is sent again", () => {
    expect(observed.throttled).toEqual({ attempts: 2, retries: ["rate_limited"] });
  });

  test("what is missing is a NotFoundError", () => {
    expect(observed.missing).toEqual({ code: "not_found", status: 400, guarded: true });
  });

  test("a file arrives whole, with its name and type", () => {
    expect(observed.upload).toEqual({ name: "bänner.png", type: "image/png", intact: true });
  });

  test("an abort ends the call", () => {
    expect(observed.aborted).toEqual({ code: "aborted" });
  });

  test("a body that stalls ends with the timeout", () => {
    expect(observed.stalled).toEqual({ code: "timeout" });
  });

  test("a POST whose answer or error is cut short counts as unknown", () => {
    const unknown = { code: "connection_error", outcome: "unknown" };
    expect(observed).toMatchObject({ lost: unknown, truncatedError: unknown });
  });

  // Whether a runtime that may repeat does so hangs on when it took the connection before back.
  test.skipIf(repeats)("a POST whose answer is lost was sent once", () => {
    expect(server.requests.get("lost")).toBe(1);
  });

  test.each(["refused", "noSuchHost", "untrusted", "notTls"] as const)(
    saysNothing
      ? "a POST that was not sent counts as unknown, as the runtime does not tell: %s"
      : "a POST that was not sent is known to be: %s",
    (step) => {
      const outcome = saysNothing ? "unknown" : "not-processed";
      expect(observed[step]).toEqual({ code: "connection_error", outcome });
    },
  );

  test("webhooks are taken in both forms, and refused with a wrong key", () => {
    expect(observed.webhooks).toEqual({
      types: ["reward_web_hook", "reward_web_hook"],
      alike: true,
      forged: "webhook_verification",
    });
  });
});
