import { type ClientOptions, createClient, type TalkableClient } from "../../../src/index.js";

export const apiKey = "canary-5f3a9c";

/** A client of a server under test. */
export function clientOf(server: { url: string }, options: ClientOptions = {}): TalkableClient {
  return createClient({ apiKey, siteSlug: "my-shop", baseUrl: server.url, ...options });
}

/** What a promise was rejected with; a test that expects an error fails when there is none. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const settled = await promise.then(
    () => ({ rejected: false, error: undefined }),
    (error: unknown) => ({ rejected: true, error }),
  );
  if (!settled.rejected) throw new Error("expected a rejection");
  return settled.error;
}
