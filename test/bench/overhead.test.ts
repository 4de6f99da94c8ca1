import { expect, test } from "vitest";
import { measure, quantile, ratiosTo } from "./overhead.js";

test.each(["get", "post"] as const)(
  "a %s costs at most 1.10 of the same call on openapi-fetch and ky composed by hand",
  async (call) => {
    const samples = await measure(call, { rounds: 25, callsPerTurn: 60 });
    expect(quantile(0.5, ratiosTo("openapi-fetch + ky", samples))).toBeLessThanOrEqual(1.1);
  },
  60_000,
);
