import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { serveLimited } from "./limited-server.js";
import { bestPossible, type Scenario } from "./scenarios.js";
import type { Outcome } from "./simulate.js";

interface Done {
  readonly wall: number;
  readonly failed: number;
}

/** A scenario with real processes, each with a throttle of its own and an equal share of the calls. */
export async function runProcesses(scenario: Scenario): Promise<Outcome> {
  const { calls, workers, processes = 1 } = scenario;
  const server = await serveLimited(scenario);
  const program = fileURLToPath(new URL("calling-process.ts", import.meta.url));
  const given = [server.url, `${Math.floor(calls / processes)}`, `${workers}`];
  const children = Array.from({ length: processes }, () =>
    fork(program, given, { execArgv: ["--import", "tsx"] }),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  const all = children.map(async (child) => {
    const told = once(child, "message") as Promise<[Done]>;
    child.send("begin");
    const [done] = await told;
    return done;
  });
  const done = await Promise.all(all);
  const walls = done.map(({ wall }) => wall);
  const wall = Math.max(...walls);
  const decisions = await server.stop();
  return {
    wall,
    ratio: wall / bestPossible(scenario),
    throttled: decisions.filter(({ granted }) => !granted).length / calls,
    spread: wall / Math.min(...walls),
    failed: done.reduce((sum, { failed }) => sum + failed, 0),
    decisions,
  };
}
