import { expect, test } from "vitest";
import { createClientIn } from "../../src/client.js";
import { SiteThrottle } from "../../src/throttle.js";
import { SiteThrottles } from "../../src/throttle/sites.js";
import { VirtualTime } from "../bench/support/virtual-time.js";
import { apiKey, quickPolicy, quickThrottle } from "./support/client.js";
import { failure, ok, serve } from "./support/server.js";

const never = () => new AbortController().signal;

test("20,000 calls to as many sites leave about a hundred throttles behind", async () => {
  const throttles = new SiteThrottles(() => new SiteThrottle());
  const answer = JSON.stringify({ ok: true, result: { campaigns: [] } });
  const fetch = () => Promise.resolve(new Response(answer));
  const talkable = createClientIn({ throttles, policy: quickPolicy }, { apiKey, fetch });
  for (let site = 0; site < 20_000; site += 1) {
    await talkable.GET("/api/v2/campaigns", { params: { query: { site_slug: `site-${site}` } } });
  }
  expect(throttles.size).toBeLessThanOrEqual(100);
});

test("a site that is throttled keeps its throttle, whatever other sites there are", async () => {
  const server = await serve(failure(429, ""), ok({ campaigns: [] }));
  const throttles = new SiteThrottles(quickThrottle);
  const talkable = createClientIn(
    { throttles, policy: quickPolicy },
    { apiKey, baseUrl: server.url, siteSlug: "busy" },
  );
  await talkable.GET("/api/v2/campaigns");
  const busy = throttles.of(`${server.url} busy`);
  for (let site = 0; site < 500; site += 1) throttles.of(`site-${site}`);
  expect(throttles.of(`${server.url} busy`)).toBe(busy);
});

test("a throttle that was passed is kept for good", () => {
  const own = new SiteThrottle();
  const throttles = new SiteThrottles(() => new SiteThrottle()).withOwn("own", own);
  for (let site = 0; site < 500; site += 1) throttles.of(`site-${site}`);
  expect(throttles.of("own")).toBe(own);
});

test("sites with calls on their way are kept, however many they are", async () => {
  const throttles = new SiteThrottles(() => new SiteThrottle());
  const names = Array.from({ length: 1_000 }, (_, site) => `site-${site}`);
  const made = names.map((name) => throttles.of(name));
  const permits = await Promise.all(made.map((throttle) => throttle.acquire(never())));
  for (let site = 0; site < 5_000; site += 1) throttles.of(`other-${site}`);
  expect(names.map((name) => throttles.of(name))).toEqual(made);
  for (const permit of permits) permit.accepted();
});

test("a throttle is idle only while it knows and holds nothing", async () => {
  const time = new VirtualTime();
  const throttle = new SiteThrottle({ clock: time, random: () => 0.5 });
  const idle: boolean[] = [throttle.isIdle()];
  const first = await throttle.acquire(never());
  idle.push(throttle.isIdle());
  first.accepted();
  idle.push(throttle.isIdle());
  const permit = await throttle.acquire(never());
  permit.throttled(5_000);
  throttle.reserve(permit, 5_000);
  idle.push(throttle.isIdle());
  await time.advance(5_000);
  idle.push(throttle.isIdle());
  await time.advance(30_000);
  idle.push(throttle.isIdle());
  expect(idle).toEqual([true, false, true, false, false, true]);
});
