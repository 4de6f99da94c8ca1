import { afterEach, expect, test, vi } from "vitest";
import { createClient } from "../../../src/index.js";
import { createFakeTalkable, exampleResult, throttled } from "../../../src/testing/index.js";
import { greeting } from "./greeting.js";

const fake = createFakeTalkable();
const talkable = createClient({ fetch: fake.fetch, apiKey: "fake-key", siteSlug: "my-shop" });
const find = "/api/v2/people/{person_slug}";

afterEach(() => {
  vi.useRealTimers();
  expect(fake.refusals).toEqual([]);
  fake.reset();
});

test("greets by first name, once throttling has ended", async () => {
  vi.useFakeTimers();
  const { person } = exampleResult("GET", find);
  fake.on("GET", find, { person: { ...person, first_name: "Bob" } });
  fake.on("GET", find, throttled({ times: 2 }));
  const greeted = greeting(talkable, "bob@example.com");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await greeted).toBe("Hello, Bob!");
  expect(fake.callsOf("GET", find)[2]?.params.path.person_slug).toBe("bob@example.com");
});
