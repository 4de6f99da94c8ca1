import { createClient, type ClientOptions, type TalkableClient } from "../../src/index.js";
import type { FakeTalkable } from "../../src/testing/index.js";

/** A client of a fake as users make it. */
export function clientOf(fake: FakeTalkable, options: ClientOptions = {}): TalkableClient {
  return createClient({ fetch: fake.fetch, apiKey: "fake-key", siteSlug: "acme-shop", ...options });
}

export const findAnn = { params: { path: { person_slug: "ann@example.com" } } };
export const purchase = { email: "ann@example.com", order_number: "1001", subtotal: 49.9 };
