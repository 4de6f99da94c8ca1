import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  APIConnectionError,
  APITimeoutError,
  createClient,
  NotFoundError,
  RateLimitError,
} from "../../src/index.js";
import { adviceOn } from "./snippets/advice.js";
import { talkable } from "./snippets/answering.js";
import { greeting } from "./snippets/greeting.js";
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
  const service = new Referrals(talkable);
  await expect(service.get("/api/v2/traffic_sources")).resolves.toEqual([
    { identifier: "newsletter" },
  ]);
});

test("the README's function takes the client, and an object that stands in for it", async () => {
  const fetch = () =>
    Promise.resolve(Response.json({ ok: true, result: { person: { first_name: "Ann" } } }));
  const client = createClient({ apiKey: "test", siteSlug: "test", fetch });
  await expect(greeting(client, "ann@example.com")).resolves.toBe("Hello, Ann!");
});

test.each(["advice", "service", "answering", "greeting"])(
  "the README shows %s.ts",
  async (name) => {
    const read = (file: string): Promise<string> =>
      readFile(new URL(file, import.meta.url), "utf8");
    const snippet = await read(`./snippets/${name}.ts`);
    const shown = snippet.replace("../../../src/index.js", "talkable-client");
    expect(await read("../../README.md")).toContain(shown.trim());
  },
);
