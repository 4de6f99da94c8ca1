import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { scenarios } from "./scenarios.js";
import type { Decision } from "./simulate.js";

// The server of one scenario, in a process of its own: what it measures is not its clients' doing.
const name = process.argv[2];
const scenario = scenarios.find((candidate) => candidate.name === name);
if (scenario === undefined)
  throw new Error("Started by limited-server.ts, with a scenario's name.");
const { latency, work } = scenario;
const limit = scenario.limit();
const decisions: Decision[] = [];
let start: number | undefined;
let granted = 0;

const server = createServer((request, response) => {
  request.resume();
  start ??= performance.now();
  const at = performance.now() - start;
  const decision = { at, granted: limit.grants(at) };
  decisions.push(decision);
  if (decision.granted) {
    granted += 1;
    const time = latency + (work?.(granted) ?? 0);
    const body = JSON.stringify({ ok: true, result: { campaigns: [] } });
    void answer(time, 200, body);
    return;
  }
  const retryAfter = limit.retryAfter?.(at);
  const body = JSON.stringify({ ok: false, error_message: "Too many requests" });
  void answer(
    latency,
    429,
    body,
    retryAfter === undefined ? {} : { "retry-after": `${retryAfter}` },
  );

  async function answer(
    time: number,
    status: number,
    text: string,
    headers: Record<string, string> = {},
  ): Promise<void> {
    // Loopback is as good as 2 ms.
    if (time > 2) await sleep(time);
    response.writeHead(status, { ...headers, "content-type": "application/json" }).end(text);
  }
});

process.once("message", () => process.send?.(decisions));
process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
