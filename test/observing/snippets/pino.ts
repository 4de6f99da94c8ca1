import type { Logger } from "pino";
import type { AttemptEvent } from "../../../src/index.js";

export function logTo(log: Logger) {
  return ({ error: err, ...event }: AttemptEvent) => {
    const { operation, attempt, status, duration, throttledFor, requestId } = event;
    const line = { operation, attempt, status, duration, throttledFor, requestId, err };
    log[err ? "warn" : "info"](line, "talkable attempt");
  };
}
