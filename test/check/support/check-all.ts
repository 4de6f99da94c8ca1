import { ajvJudge } from "../../../scripts/check/ajv-judge.js";
import { check, type Check, type CheckOptions } from "../../../src/check/check.js";
import { document } from "./api.js";

/** Checks the API at an address with a value for every parameter that no answer names. */
export function checkAll(baseUrl: string, options: Partial<CheckOptions> = {}): Promise<Check> {
  return check({
    document,
    client: { apiKey: "check-key", siteSlug: "acme-shop", baseUrl },
    given: new Map([
      ["visitor", "7c1f2b9e-56a4-4a0e-9d3c-0f6a1b2c3d4e"],
      ["loyalty-member", "ann@example.com"],
    ]),
    secrets: ["check-key", "acme-shop"],
    samples: 1,
    timeLimit: 60_000,
    now: Date.now,
    onCalled: () => undefined,
    judge: ajvJudge(document),
    ...options,
  });
}
