import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { runProcesses } from "./support/calling-processes.js";
import { serveLimited } from "./support/limited-server.js";
import { bestPossible, mainScenarios, otherScenarios, type Scenario } from "./support/scenarios.js";
import type { Outcome } from "./support/simulate.js";
import { drawChart } from "./support/throttle-chart.js";
import { type BenchClient, ours, peers } from "./support/throttle-clients.js";

// Real HTTP on loopback. `--quick`: ours alone, in the main scenarios. `--all`: ours in all others,
// too. `--processes <n>`: nothing but ours in 4, 8 or 16 real processes, each with a throttle of its
// own. `--svg <file>`: draws a quarter of the limit for 6 s, with ours and with ky.
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    processes: { type: "string" },
    svg: { type: "string" },
  },
});

/** Makes a scenario's calls, and waits for the last answer. */
async function run(scenario: Scenario, client: BenchClient): Promise<Outcome> {
  const { calls, workers, processes = 1 } = scenario;
  const server = await serveLimited(scenario);
  let next = 0;
  let failed = 0;
  const worker = async (call: () => Promise<unknown>): Promise<void> => {
    while (next < calls) {
      next += 1;
      await call().catch(() => {
        failed += 1;
      });
    }
  };
  const start = performance.now();
  await Promise.all(
    Array.from({ length: processes }, () => client.connect(server.url)).flatMap((call) =>
      Array.from({ length: workers }, () => worker(call)),
    ),
  );
  const wall = performance.now() - start;
  const decisions = await server.stop();
  const throttled = decisions.filter(({ granted }) => !granted).length / calls;
  return { wall, ratio: wall / bestPossible(scenario), throttled, spread: 1, failed, decisions };
}

function cell({ ratio, throttled, failed }: Outcome): string {
  const shown = `${ratio.toFixed(2)} / ${throttled.toFixed(3)}`;
  return failed === 0 ? shown : `${shown}, ${failed} failed`;
}

console.log(`Node ${process.version}, ${availableParallelism()} cores`);
console.log(
  "wall time over the best possible / 429s per call / slowest process over the fastest\n",
);
const count = Number(values.processes);
const clients = values.quick || count > 0 ? [ours] : [...peers, ours];
const width = 30;
console.log(["", ...clients.map(({ name }) => name)].map((name) => name.padEnd(width)).join(""));
for (const scenario of count > 0 ? [] : mainScenarios) {
  const row = [scenario.name];
  for (const client of clients) row.push(cell(await run(scenario, client)));
  console.log(
    row
      .map((text) => text.padEnd(width))
      .join("")
      .trimEnd(),
  );
}
for (const scenario of otherScenarios.filter(({ processes }) => processes === count)) {
  const outcome = await runProcesses(scenario);
  console.log(`${scenario.name.padEnd(width)}${cell(outcome)} / ${outcome.spread.toFixed(1)}`);
}
for (const scenario of values.all ? otherScenarios : []) {
  console.log(scenario.name.padEnd(width) + cell(await run(scenario, ours)));
}

if (values.svg !== undefined) {
  const [scenario] = mainScenarios.slice(-1);
  const [ky] = peers;
  if (scenario === undefined || ky === undefined) throw new Error("Nothing to draw.");
  const panels = [];
  for (const client of [ours, ky]) {
    panels.push({ title: client.name, ...(await run(scenario, client)) });
  }
  await writeFile(values.svg, drawChart(panels));
}
