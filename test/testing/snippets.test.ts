import { readFile } from "node:fs/promises";
import { setupServer } from "msw/node";
import { expect, test } from "vitest";
import { greeting } from "./snippets/greeting.js";
import { handler } from "./snippets/traffic.js";
import { createClient, type Person } from "../../src/index.js";
import { exampleResult } from "../../src/testing/index.js";

// greeting.test.ts and reward.test.ts, which README shows as well, run by themselves.

test("the README's handler for MSW answers the client", async () => {
  const server = setupServer(handler);
  server.listen({ onUnhandledRequest: "error" });
  try {
    const talkable = createClient({ apiKey: "fake-key", siteSlug: "my-shop" });
    const sources = await talkable.GET("/api/v2/traffic_sources");
    expect(sources).toEqual([{ identifier: "newsletter" }]);
  } finally {
    server.close();
  }
});

test("an object stands in for the client where code asks for no more than its calls", async () => {
  const { person: example } = exampleResult("GET", "/api/v2/people/{person_slug}");
  const person: Person = { ...example, first_name: null };
  const people = { GET: () => Promise.resolve({ person }) };
  expect(await greeting(people, "bob@example.com")).toBe("Hello, you!");
});

test("the README's section is under 60 lines", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [section = ""] = /^## Testing your code\n.*?(?=^## )/ms.exec(readme) ?? [];
  const lines = section.trim().split("\n").length;
  expect(lines).toBeGreaterThan(20);
  expect(lines).toBeLessThan(60);
});
