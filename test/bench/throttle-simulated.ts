import { scenarios } from "./support/scenarios.js";
import { type Outcome, simulate } from "./support/simulate.js";

/** Every scenario on virtual time, ten times each with other irregularities. */
const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

console.log(
  "wall time over the best possible, 429s per call, slowest process over the fastest: mean (worst) of ten runs\n",
);
const wanted = process.argv[2] ?? "";
for (const scenario of scenarios.filter(({ name }) => name.includes(wanted))) {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) outcomes.push(await simulate(scenario, seed));
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  const columns = [
    scenario.name.padEnd(30),
    spread(
      outcomes.map((outcome) => outcome.ratio),
      2,
    ).padEnd(15),
    spread(
      outcomes.map((outcome) => outcome.throttled),
      3,
    ).padEnd(17),
    scenario.processes === undefined
      ? ""
      : spread(
          outcomes.map((outcome) => outcome.spread),
          2,
        ),
    failed === 0 ? "" : `${failed} calls failed`,
  ];
  console.log(columns.join(" ").trimEnd());
}

function spread(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${mean.toFixed(digits)} (${Math.max(...values).toFixed(digits)})`;
}
