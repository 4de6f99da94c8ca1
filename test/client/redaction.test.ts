import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type ClientOptions, isTalkableError, type RetryEvent } from "../../src/index.js";
import { clientOf, rejection } from "./support/client.js";
import { closedPort, json, ok, type Reply, serve, silence, stall, text } from "./support/server.js";

const canary = "canary-9b1d4e7f";
const address = "ann.canary@example.com";

/** Everything a logger could get out of a value, accessors and hidden properties included. */
function everythingIn(value: unknown): string {
  const found: string[] = [];
  const seen = new Set<object>();
  const walk = (item: unknown): void => {
    if (typeof item === "string") found.push(item);
    if (typeof item !== "object" || item === null || seen.has(item)) return;
    seen.add(item);
    found.push(inspect(item, { depth: Infinity, showHidden: true }), JSON.stringify(item));
    if (item instanceof Headers) found.push(JSON.stringify([...item]));
    if (item instanceof Error) found.push(String(item), JSON.stringify(structuredClone(item)));
    for (const key of keysOf(item)) walk(read(item, key));
  };
  walk(value);
  return found.join("\n");
}

/** The names of an object's own and inherited properties. */
function keysOf(item: object): Set<string | symbol> {
  const keys = new Set<string | symbol>();
  let owner: unknown = item;
  while (typeof owner === "object" && owner !== null) {
    for (const key of Reflect.ownKeys(owner)) keys.add(key);
    owner = Object.getPrototypeOf(owner);
  }
  keys.delete("__proto__");
  return keys;
}

function read(item: object, key: string | symbol): unknown {
  try {
    return Reflect.get(item, key);
  } catch {
    return undefined;
  }
}

/** A server that repeats what it was sent in every place it can. */
function echo(status: number): Reply {
  return (response, seen) => {
    const key = seen.headers.authorization ?? "";
    const body = { ok: false, error_message: `bad ${key} for ${address}`, [key]: [{ key }] };
    json(status, body, { "x-request-id": key, "x-echo": key, "retry-after": "0" })(response, seen);
  };
}

const reset: Reply = (response) => response.destroy();

const causes: [string, Reply][] = [
  ...[200, 400, 401, 403, 404, 409, 422, 429, 500, 503].map((status): [string, Reply] => [
    `a ${status} that repeats the key`,
    echo(status),
  ]),
  [
    "a 400 that is not JSON and repeats the key",
    (response, seen) => {
      text(400, `<p>${seen.headers.authorization ?? ""}</p>`)(response, seen);
    },
  ],
  [
    "a success that is not JSON and repeats the key",
    (response, seen) => {
      text(200, `<p>${seen.headers.authorization ?? ""}</p>`)(response, seen);
    },
  ],
  [
    "a redirect that repeats the key",
    (response, seen) => {
      text(302, "", { location: `/?key=${seen.headers.authorization ?? ""}` })(response, seen);
    },
  ],
  ["a reset", reset],
  ["a timeout", silence],
  ["a body that stalls", stall(200)],
];

const options: ClientOptions = { apiKey: canary, timeout: 100, maxRetries: 1 };

function call(server: { url: string }, given: ClientOptions): Promise<unknown> {
  return clientOf(server, given).POST("/api/v2/people/{person_slug}/unsubscribe", {
    params: { path: { person_slug: address } },
    idempotent: true,
  });
}

describe("the API key is in no error, and in nothing onRetry is told", () => {
  test.each(causes)("after %s", async (_, reply) => {
    const events: RetryEvent[] = [];
    const server = await serve(reply);
    const onRetry = (event: RetryEvent) => events.push(event);
    const error = await rejection(call(server, { ...options, onRetry }));
    expect(isTalkableError(error)).toBe(true);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${canary}`);
    expect(everythingIn(error)).not.toContain(canary);
    expect(everythingIn(events)).not.toContain(canary);
  });

  test("after a refused connection", async () => {
    const error = await rejection(call({ url: await closedPort() }, options));
    expect(everythingIn(error)).not.toContain(canary);
  });

  test("after a fetch that throws an error holding its request", async () => {
    const fetch = (url: string, init: { headers: Record<string, string> }) => {
      const error = new TypeError(`failed with ${JSON.stringify(init.headers)}`);
      return Promise.reject(
        Object.assign(error, { request: init, code: init.headers["authorization"] }),
      );
    };
    const error = await rejection(call({ url: "https://talkable.invalid" }, { ...options, fetch }));
    expect(isTalkableError(error)).toBe(true);
    expect(everythingIn(error)).not.toContain(canary);
  });

  test("after an abort", async () => {
    const server = await serve(silence);
    const talkable = clientOf(server, options);
    const signal = AbortSignal.timeout(30);
    const error = await rejection(talkable.GET("/api/v2/campaigns", { signal }));
    expect(everythingIn(error)).not.toContain(canary);
  });

  test("after a key that cannot be sent", () => {
    let error: unknown;
    try {
      clientOf({ url: "https://talkable.invalid" }, { apiKey: `${canary}\r\nx: y` });
    } catch (thrown) {
      error = thrown;
    }
    expect(isTalkableError(error)).toBe(true);
    expect(everythingIn(error)).not.toContain(canary);
  });
});

test("the walk through an error would find the key in a platform error", () => {
  const request = new Request("https://talkable.invalid", { headers: { "x-key": canary } });
  expect(everythingIn(new Error("x", { cause: { request } }))).toContain(canary);
  expect(
    everythingIn(Object.assign(new Error("x"), { headers: new Headers({ a: canary }) })),
  ).toContain(canary);
});

test("a client shows no key when it is logged", () => {
  const talkable = clientOf({ url: "https://talkable.invalid" }, options);
  expect(inspect(talkable, { depth: Infinity, showHidden: true })).not.toContain(canary);
  expect(JSON.stringify(talkable)).not.toContain(canary);
});

test("withResponse shows no key, even when the server repeats it in a header", async () => {
  const server = await serve(ok({ campaigns: [] }, { "x-echo": canary, "x-request-id": canary }));
  const delivery = await clientOf(server, options).withResponse.GET("/api/v2/campaigns");
  expect(everythingIn(delivery)).not.toContain(canary);
});

describe("an e-mail address of the call is in no message, and nothing prints one", () => {
  const shown = (error: unknown) =>
    [inspect(error, { depth: Infinity }), String(error), JSON.stringify(error)].join("\n");

  test.each(causes)("after %s", async (_, reply) => {
    const server = await serve(reply);
    const error = await rejection(call(server, options));
    expect(shown(error)).not.toMatch(/ann\.canary|example\.com/);
    expect(shown(error)).toContain("/api/v2/people/{person_slug}/unsubscribe");
  });

  test("after a refused connection", async () => {
    const error = await rejection(call({ url: await closedPort() }, options));
    expect(shown(error)).not.toMatch(/ann\.canary|example\.com/);
  });
});
