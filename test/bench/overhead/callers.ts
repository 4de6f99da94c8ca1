import ky from "ky";
import { createClient } from "../../../src/index.js";
import { composeByHand } from "./hand-composed.js";

/** One way to make the same two calls, each resolving to the `result` of the same answer. */
export interface Caller {
  readonly get: () => Promise<unknown>;
  readonly post: () => Promise<unknown>;
}

const baseUrl = "https://api.example";
const apiKey = "bench-key";
const site_slug = "acme-shop";
const person_slug = "noor@example.com";
const body = {
  data: {
    email: person_slug,
    order_number: "A-2044",
    subtotal: 64.5,
    coupon_code: "SPRING",
    items: [{ product_id: "mug", price: 12.9, quantity: 5 }],
  },
};
const answer = JSON.stringify({
  ok: true,
  result: {
    person: {
      email: person_slug,
      first_name: "Noor",
      last_name: "Haddad",
      phone_number: null,
      username: "noor",
      customer_id: "4711",
      sub_choice: null,
      subscribed_at: "2026-03-01T09:30:00.000-08:00",
      unsubscribed_at: null,
      opted_in_at: null,
      custom_properties: { tier: "silver", language: "nl" },
      referral_counts: { total: 7, approved: 4, pending: 3 },
    },
  },
});

/** A `fetch` that answers at once, from memory, with a response of its own for each call. */
function fetchInMemory(): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return Promise.resolve(new Response(answer, { headers }));
}

function rawFetch(): Caller {
  const fetch: typeof globalThis.fetch = fetchInMemory;
  const headers = { authorization: `Bearer ${apiKey}`, accept: "application/json" };
  const resultOf = async (response: Response): Promise<unknown> =>
    ((await response.json()) as { result: unknown }).result;
  return {
    get: async () => {
      const person = encodeURIComponent(person_slug);
      const query = new URLSearchParams({ site_slug }).toString();
      return resultOf(await fetch(`${baseUrl}/api/v2/people/${person}?${query}`, { headers }));
    },
    post: async () =>
      resultOf(
        await fetch(`${baseUrl}/api/v2/origins/purchase`, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify({ ...body, site_slug }),
        }),
      ),
  };
}

function kyAlone(): Caller {
  const http = ky.create({
    fetch: fetchInMemory,
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return {
    get: async () => {
      const url = `${baseUrl}/api/v2/people/${encodeURIComponent(person_slug)}`;
      const searchParams = { site_slug };
      return (await http.get(url, { searchParams }).json<{ result: unknown }>()).result;
    },
    post: async () => {
      const json = { ...body, site_slug };
      const url = `${baseUrl}/api/v2/origins/purchase`;
      return (await http.post(url, { json }).json<{ result: unknown }>()).result;
    },
  };
}

function handComposed(): Caller {
  const { client, unwrap } = composeByHand(baseUrl, apiKey, fetchInMemory);
  return {
    get: () => {
      const params = { path: { person_slug }, query: { site_slug } };
      return unwrap(client.GET("/api/v2/people/{person_slug}", { params }));
    },
    post: () => unwrap(client.POST("/api/v2/origins/purchase", { body: { ...body, site_slug } })),
  };
}

function ours(): Caller {
  const talkable = createClient({ baseUrl, apiKey, siteSlug: site_slug, fetch: fetchInMemory });
  return {
    get: () => talkable.GET("/api/v2/people/{person_slug}", { params: { path: { person_slug } } }),
    post: () => talkable.POST("/api/v2/origins/purchase", { body }),
  };
}

export const callers = {
  "raw fetch": rawFetch(),
  ky: kyAlone(),
  "openapi-fetch + ky": handComposed(),
  "talkable-client": ours(),
} satisfies Record<string, Caller>;
