import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type Caller, callers } from "./overhead/callers.js";

type Name = keyof typeof callers;

/** Microseconds of CPU time per call, one entry per round. */
type Samples = Record<Name, number[]>;

interface Effort {
  readonly rounds: number;
  /** How many calls in a row before it is the next caller's turn. */
  readonly callsPerTurn: number;
}

const names = Object.keys(callers) as Name[];

/**
 * Times all callers in turns, so that whatever else the machine does hits them alike, and in CPU
 * time, for wall time counts what other processes do.
 */
export async function measure(
  call: keyof Caller,
  { rounds, callsPerTurn }: Effort,
): Promise<Samples> {
  const samples: Samples = {
    "raw fetch": [],
    ky: [],
    "openapi-fetch + ky": [],
    "talkable-client": [],
  };
  const expected = await callers["raw fetch"][call]();
  for (const name of names) {
    assert.deepEqual(await callers[name][call](), expected);
    await turn(callers[name][call], 5 * callsPerTurn);
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      samples[name].push(await turn(callers[name][call], callsPerTurn));
    }
  }
  return samples;
}

async function turn(call: () => Promise<unknown>, calls: number): Promise<number> {
  await setImmediate();
  const before = process.cpuUsage();
  for (let done = 0; done < calls; done++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** What this package costs in parts of what `other` costs, round by round. */
export function ratiosTo(other: Name, samples: Samples): number[] {
  return samples["talkable-client"].map((cost, round) => cost / (samples[other][round] ?? NaN));
}

/** The value that `part` of the values do not exceed; 0.5 for the median. */
export function quantile(part: number, values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? NaN;
}

// npm runs this bundled by esbuild, not by tsx, which names each function at the moment it is made:
// that alone would make this package, which is compiled here while the others are not, a fifth slower.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const effort: Effort = { rounds: 50, callsPerTurn: 300 };
  const columns = [await measure("get", effort), await measure("post", effort)];
  const row = (name: string, cell: (samples: Samples) => string): void => {
    console.log(name.padEnd(36) + columns.map((samples) => cell(samples).padStart(24)).join(""));
  };
  console.log(`CPU time per call over a fetch in memory, Node ${process.version}:
medians of ${effort.rounds} rounds of ${effort.callsPerTurn} calls, GET and POST\n`);
  for (const name of names) {
    row(name, (samples) => `${quantile(0.5, samples[name]).toFixed(1)} µs`);
  }
  console.log("\nmedians of the ratios within a round, and the middle half of them\n");
  for (const other of names.filter((name) => name !== "talkable-client")) {
    row(`talkable-client / ${other}`, (samples) => {
      const at = (part: number): string => quantile(part, ratiosTo(other, samples)).toFixed(2);
      return `${at(0.5)}  (${at(0.25)} to ${at(0.75)})`;
    });
  }
}
