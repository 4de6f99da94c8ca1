import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { format } from "node:util";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  APIConnectionError,
  APITimeoutError,
  createClient,
  NotFoundError,
  RateLimitError,
} from "../../src/index.js";
import { createFakeTalkable, exampleResult, notFound } from "../../src/testing/index.js";
import { blocksOf } from "./readme.js";
import { adviceOn } from "./snippets/advice.js";
import { findPerson } from "./snippets/find-person.js";
import * as referral from "./snippets/referral.js";
import { GET as rewardsRoute } from "./snippets/route.js";
import { Referrals } from "./snippets/service.js";
import type { Status } from "./snippets/types.js";

const fake = createFakeTalkable();
const talkable = createClient({ apiKey: "fake-key", siteSlug: "my-shop", fetch: fake.fetch });

beforeEach(() => {
  vi.stubEnv("TALKABLE_API_KEY", "fake-key");
  vi.stubEnv("TALKABLE_SITE_SLUG", "acme-shop");
  vi.stubGlobal("fetch", fake.fetch);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  expect(fake.refusals).toEqual([]);
  fake.reset();
});

describe("a call of the README prints what the comment below it says:", () => {
  test.each(["first-call", "mock-call"])("%s.ts", async (name) => {
    const log = vi.spyOn(console, "log").mockReturnValue();
    onTestFinished(() => {
      log.mockRestore();
    });
    await import(`./snippets/${name}.ts`);
    const printed = format(...(log.mock.calls[0] as unknown[]));
    const shown = (await blocksOf()).map(({ text }) => text);
    expect(shown.some((text) => text.endsWith(`;\n// ${printed}`))).toBe(true);
  });
});

test("the referral of the README goes from the purchase to the reward", async () => {
  const { person } = exampleResult("GET", "/api/v2/people/{person_slug}");
  const ip_address = "203.0.113.10";
  const purchase = { email: "ann@example.com", order_number: "1001", subtotal: 120.5, ip_address };
  expect(await referral.offerAfterPurchase(talkable, purchase)).toMatch(/^https:/);
  expect(await referral.claimOffer(talkable, "ann@example.com", "bob@example.com")).toMatch(
    /^Your coupon: /,
  );
  expect(await referral.approveReferral(talkable, "1002")).toBe("approved");
  expect(await referral.rewardsOf(talkable, person.email)).toEqual([
    { amount: 15, status: "Paid" satisfies Status, code: "THANKS-ANN-15" },
  ]);
});

test("the README's look-up of a person knows a missing one from a failure", async () => {
  expect((await findPerson(talkable, "ann@example.com"))?.first_name).toBe("Ann");
  fake.on("GET", "/api/v2/people/{person_slug}", notFound());
  expect(await findPerson(talkable, "nobody@example.com")).toBeUndefined();
});

test("the README's switch gives advice by class", () => {
  const headers = new Headers();
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
  const path = "/api/v2/traffic_sources";
  await expect(new Referrals(talkable).get(path)).resolves.toEqual(exampleResult("GET", path));
});

test("the README's clients of one site share the throttle", async () => {
  const { imports, storefront } = await import("./snippets/throttle.js");
  await Promise.all([imports, storefront].map((client) => client.GET("/api/v2/campaigns")));
  expect(fake.calls.map(({ siteSlug }) => siteSlug)).toEqual(["acme-shop", "acme-shop"]);
});

test("the README's clients of two sites ask for a site each, with its key", async () => {
  const authorizations: string[] = [];
  vi.stubGlobal("fetch", (url: string, init: Parameters<typeof fake.fetch>[1]) => {
    authorizations.push(init.headers["authorization"] ?? "");
    return fake.fetch(url, init);
  });
  const { activeCampaigns } = await import("./snippets/sites.js");
  expect(await activeCampaigns()).toEqual([1, 1]);
  expect(fake.calls.map(({ siteSlug }) => siteSlug)).toEqual(["acme-shop", "acme-outlet"]);
  expect(authorizations).toEqual(["Bearer key-of-acme-shop", "Bearer key-of-acme-outlet"]);
});

test("the README's route answers with the rewards of whoever is signed in, or with none", async () => {
  const asked = new Request("https://shop.example/api/rewards");
  expect(await (await rewardsRoute(asked)).json()).toEqual([{ amount: 15, status: "Paid" }]);
  fake.on("GET", "/api/v2/people/{person_slug}/rewards", notFound());
  expect(await (await rewardsRoute(asked)).json()).toEqual([]);
});

test("the README's dispatcher takes calls of the platform's fetch through the proxy", async () => {
  vi.unstubAllGlobals();
  const before = getGlobalDispatcher();
  const api = createServer((_, answer) => {
    answer.end('{"ok":true,"result":[]}');
  });
  const tunnels: string[] = [];
  const proxy = createServer().on("connect", (asked, socket) => {
    tunnels.push(asked.url ?? "");
    const [host, port] = (asked.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  const [apiUrl, proxyUrl] = await Promise.all([urlOf(api), urlOf(proxy)]);
  onTestFinished(async () => {
    const ours = getGlobalDispatcher();
    setGlobalDispatcher(before);
    await ours.destroy();
    api.close();
    proxy.close();
  });
  vi.stubEnv("HTTPS_PROXY", proxyUrl);
  await import("./snippets/proxy.js");
  const proxied = createClient({ baseUrl: apiUrl });
  expect(await proxied.GET("/api/v2/traffic_sources")).toEqual([]);
  expect(tunnels).toEqual([apiUrl.slice("http://".length)]);
});

async function urlOf(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
