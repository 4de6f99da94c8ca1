import { expect, test } from "vitest";
import { createClientIn } from "../../src/client.js";
import { SiteThrottle } from "../../src/throttle.js";
import { SiteThrottles } from "../../src/throttle/sites.js";
import { apiKey, quickPolicy } from "./support/client.js";

test("of 20,000 sites that were called once, the first is forgotten", async () => {
  const throttles = new SiteThrottles(() => new SiteThrottle());
  const answer = JSON.stringify({ ok: true, result: { campaigns: [] } });
  const fetch = () => Promise.resolve(new Response(answer));
  const talkable = createClientIn({ throttles, policy: quickPolicy }, { apiKey, fetch });
  const first = throttles.of("https://www.talkable.com site-0");
  for (let site = 0; site < 20_000; site += 1) {
    await talkable.GET("/api/v2/campaigns", { params: { query: { site_slug: `site-${site}` } } });
  }
  expect(throttles.of("https://www.talkable.com site-0")).not.toBe(first);
});

test("a site that is called now and then keeps its throttle, whatever other sites there are", () => {
  const throttles = new SiteThrottles(() => new SiteThrottle());
  const busy = throttles.of("busy");
  for (let site = 0; site < 5_000; site += 1) {
    throttles.of(`site-${site}`);
    if (site % 900 === 0) expect(throttles.of("busy")).toBe(busy);
  }
});

test("a throttle that was passed is kept for good", () => {
  const own = new SiteThrottle();
  const throttles = new SiteThrottles(() => new SiteThrottle()).withOwn("own", own);
  for (let site = 0; site < 5_000; site += 1) throttles.of(`site-${site}`);
  expect(throttles.of("own")).toBe(own);
});
