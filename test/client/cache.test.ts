import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient } from "../../src/index.js";
import type { FetchInit } from "../../src/index.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

const ok = () => new Response('{"ok":true,"result":{"campaigns":[]}}');
const options = { apiKey: "key", siteSlug: "my-shop" };

/**
 * A `fetch` patched as Next.js 14 does by default, and 15 with `fetchCache = "default-cache"`: equal
 * requests of any method are answered from a cache, unless one asks for none. Next itself takes 120 MB and
 * a server to have that state, so this stands in for it.
 */
function patchedFetch(
  network: (url: string, init: RequestInit) => Promise<Response>,
): typeof fetch {
  const cache = new Map<string, Promise<Response>>();
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    if (init.cache === "no-store") return network(url, init);
    const key = JSON.stringify([url, init.method, init.body]);
    const known = cache.get(key) ?? network(url, init);
    cache.set(key, known);
    return (await known).clone();
  };
}

test("equal calls are all made, never answered from the cache of a patched fetch", async () => {
  const network = vi.fn(() => Promise.resolve(ok()));
  vi.stubGlobal("fetch", patchedFetch(network));
  const talkable = createClient(options);
  const body = { data: { email: "ann@example.com", order_number: "1001", subtotal: 49.9 } };
  for (let time = 0; time < 3; time += 1) await talkable.GET("/api/v2/campaigns");
  for (let time = 0; time < 3; time += 1) await talkable.POST("/api/v2/origins/purchase", { body });
  expect(network).toHaveBeenCalledTimes(6);
});

describe("where requests have no cache, as on Workers with older compatibility dates", () => {
  /** As workerd: the option alone throws. */
  function workerFetch(_: unknown, init: RequestInit | FetchInit = {}): Promise<Response> {
    if ("cache" in init) {
      const message = "The 'cache' field on 'RequestInitializerDict' is not implemented.";
      return Promise.reject(new Error(message));
    }
    return Promise.resolve(ok());
  }

  test("none is asked for", async () => {
    vi.stubGlobal("Request", function Request() {
      return undefined;
    });
    vi.stubGlobal("fetch", workerFetch);
    expect(await createClient(options).GET("/api/v2/campaigns")).toEqual({ campaigns: [] });
  });

  test("nor where there is no Request at all", async () => {
    vi.stubGlobal("Request", undefined);
    const talkable = createClient({ ...options, fetch: workerFetch });
    expect(await talkable.GET("/api/v2/campaigns")).toEqual({ campaigns: [] });
  });
});

test("a fetch of the caller's is asked for no cache, too", async () => {
  const inits: FetchInit[] = [];
  const fetch = (_: string, init: FetchInit) => {
    inits.push(init);
    return Promise.resolve(ok());
  };
  await createClient({ ...options, fetch }).GET("/api/v2/campaigns");
  expect(inits.map(({ cache }) => cache)).toEqual(["no-store"]);
});
