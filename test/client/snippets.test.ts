import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  APIConnectionError,
  APITimeoutError,
  createClient,
  NotFoundError,
  RateLimitError,
} from "../../src/index.js";
import { createFakeTalkable, exampleResult } from "../../src/testing/index.js";
import { adviceOn } from "./snippets/advice.js";
import { Referrals } from "./snippets/service.js";

const headers = new Headers();

test("the README's switch gives advice by class", () => {
  const operation = "GET /api/v2/campaigns";
  const missing = { status: 400, headers, operation, errorMessage: "No person found" };
  const throttled = { status: 429, headers, errorMessage: "", retryAfter: 2_000 };
  expect(adviceOn(new NotFoundError(missing))).toBe(`${operation} found nothing of that name.`);
  expect(adviceOn(new RateLimitError(throttled))).toBe("Try again in 2 s.");
  expect(adviceOn(new APITimeoutError("totalTimeout", 5, {}))).toBe("Raise totalTimeout.");
  expect(adviceOn(new APIConnectionError("lost.", {}))).toBe("lost.");
  expect(() => adviceOn(new RangeError("my own"))).toThrow(RangeError);
});

test("the README's service passes arguments through", async () => {
  const { fetch } = createFakeTalkable();
  const service = new Referrals(createClient({ apiKey: "fake-key", siteSlug: "my-shop", fetch }));
  const path = "/api/v2/traffic_sources";
  await expect(service.get(path)).resolves.toEqual(exampleResult("GET", path));
});

test.each(["advice", "service"])("the README shows %s.ts", async (name) => {
  const read = (file: string): Promise<string> => readFile(new URL(file, import.meta.url), "utf8");
  const snippet = await read(`./snippets/${name}.ts`);
  const shown = snippet.replace("../../../src/index.js", "talkable-client");
  expect(await read("../../README.md")).toContain(shown.trim());
});
