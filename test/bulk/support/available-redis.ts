import { Redis } from "ioredis";
import { findRedisServer, startRedis } from "./redis.js";

interface AvailableRedis {
  readonly url: string;
  /** Ends and removes it, if it was started here. */
  release(): Promise<void>;
}

/** The Redis of `REDIS_URL`, or else one started for this run. Throws with what to do when there is none. */
export async function availableRedis(env: NodeJS.ProcessEnv): Promise<AvailableRedis> {
  const { REDIS_URL: url, PATH } = env;
  if (url !== undefined && url !== "") {
    await assertReachable(url);
    return { url, release: () => Promise.resolve() };
  }
  const program = findRedisServer(PATH);
  if (program === undefined) {
    throw new Error(
      "No Redis here: install redis-server or valkey-server (apt-get install redis-server, brew install redis), or set REDIS_URL to one that runs.",
    );
  }
  const own = await startRedis(program);
  return { url: own.url, release: () => own.remove() };
}

/** Names the host alone: a URL may hold a password. */
async function assertReachable(url: string): Promise<void> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !["redis:", "rediss:"].includes(parsed.protocol)) {
    throw new Error("REDIS_URL is no redis:// URL.");
  }
  const once = { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 };
  const client = new Redis(url, once);
  let reason = "";
  client.on("error", (error: Error) => {
    reason = error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const why = reason === "" && error instanceof Error ? error.message : reason;
    throw new Error(`The Redis of REDIS_URL, ${parsed.host}, does not answer: ${why}`);
  } finally {
    client.disconnect();
  }
}
