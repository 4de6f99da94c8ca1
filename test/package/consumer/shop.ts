import { createClient, isNotFoundError, isTalkableError } from "talkable-client";
import type { ArgumentsOf, PathOf, Person, ResultOf, TalkableClient } from "talkable-client";

const talkable: TalkableClient = createClient({ apiKey: "k", siteSlug: "s" });

export async function find(slug: string): Promise<Person | undefined> {
  try {
    const { person } = await talkable.GET("/api/v2/people/{person_slug}", {
      params: { path: { person_slug: slug } },
    });
    return person;
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}

export const sources: Promise<ResultOf<"get", "/api/v2/traffic_sources">> =
  talkable.GET("/api/v2/traffic_sources");

export function get<Path extends PathOf<"get">>(
  path: Path,
  ...init: ArgumentsOf<"get", Path>
): Promise<ResultOf<"get", Path>> {
  return talkable.GET(path, ...init);
}

export function waitFor(error: unknown): number | undefined {
  return isTalkableError(error) && error.code === "rate_limited" ? error.retryAfter : undefined;
}
