import { execFile } from "node:child_process";
import { promisify } from "node:util";

const rounds = 20;
const root = new URL("../../", import.meta.url);
const neighbours = new URL("startup/", import.meta.url);

/** What is imported, and the folder that it is found from. */
const imports: readonly (readonly [specifier: string, from: URL])[] = [
  [new URL("dist/src/index.js", root).href, root],
  ["@octokit/core", neighbours],
  ["openai", neighbours],
  ["stripe", neighbours],
  // What ours spends on others.
  ["ky", root],
  ["openapi-fetch", root],
];

const run = promisify(execFile);

/** Milliseconds that the import takes in a new process, which has done nothing before. */
async function importTime(specifier: string, from: URL): Promise<number> {
  const program = `
    const start = performance.now();
    await import(${JSON.stringify(specifier)});
    console.log(performance.now() - start);`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: from,
  });
  return Number(stdout);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const times = imports.map((): number[] => []);
// In turns, so that whatever else the machine does weighs on all alike; the first turn fills the file cache.
for (let round = 0; round <= rounds; round++) {
  for (const [index, [specifier, from]] of imports.entries()) {
    const time = await importTime(specifier, from);
    if (round > 0) times[index]?.push(time);
  }
}

console.log(`import in a new process, Node ${process.version}, median of ${rounds}\n`);
const ours = median(times[0] ?? []);
for (const [index, [specifier]] of imports.entries()) {
  const name = specifier.startsWith("file:") ? "talkable-client" : specifier;
  const time = median(times[index] ?? []);
  console.log(
    `${name.padEnd(16)}${time.toFixed(1).padStart(8)} ms${(time / ours).toFixed(2).padStart(8)}`,
  );
}
