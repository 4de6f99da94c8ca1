import { ours } from "./throttle-clients.js";

// One of several processes at one limit: started by calling-processes.ts with an address, a number of
// calls and a number of workers. Says when it is ready, and when it is told to begin, what came of it.
const [url = "", calls, workers] = process.argv.slice(2);
const call = ours.connect(url);
let left = Number(calls);
let failed = 0;

async function worker(): Promise<void> {
  while (left > 0) {
    left -= 1;
    await call().catch(() => {
      failed += 1;
    });
  }
}

process.once("message", () => {
  const start = performance.now();
  void Promise.all(Array.from({ length: Number(workers) }, worker)).then(() => {
    process.send?.({ wall: performance.now() - start, failed });
    process.disconnect();
  });
});
process.send?.("ready");
