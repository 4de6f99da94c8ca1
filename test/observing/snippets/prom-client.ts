import { Histogram, type Registry } from "prom-client";
import type { AttemptEvent } from "../../../src/index.js";

export function measureIn(registry: Registry) {
  const seconds = new Histogram({
    name: "talkable_attempt_duration_seconds",
    help: "Attempts at calls of Talkable",
    labelNames: ["operation", "status", "code"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return ({ operation, status, error, duration }: AttemptEvent) => {
    const labels = { operation, status: status ?? "none", code: error?.code ?? "ok" };
    seconds.observe(labels, duration / 1_000);
  };
}
