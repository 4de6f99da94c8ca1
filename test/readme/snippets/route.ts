import { createClient, isNotFoundError, type TalkableClient } from "../../../src/index.js";
import { customerOf } from "./shop.js";

// Made at the first request, as builds have no key, and kept, so that all requests share its throttle.
let client: TalkableClient | undefined;

export async function GET(request: Request): Promise<Response> {
  client ??= createClient();
  const { email } = await customerOf(request);
  try {
    const { rewards } = await client.GET("/api/v2/people/{person_slug}/rewards", {
      params: { path: { person_slug: email } },
      signal: request.signal,
      totalTimeout: 5_000,
    });
    return Response.json(rewards.map(({ amount, status }) => ({ amount, status })));
  } catch (error) {
    if (isNotFoundError(error)) return Response.json([]);
    throw error;
  }
}
