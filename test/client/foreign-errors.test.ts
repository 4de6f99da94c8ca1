import { http as mockHttp, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import nock from "nock";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { curated, fetchError, readFailure } from "../../src/errors/foreign.js";
import {
  type ClientOptions,
  type Fetch,
  isAPIConnectionError,
  isConfigurationError,
  isTalkableError,
  type RetryEvent,
  type Throttle,
} from "../../src/index.js";
import { apiKey, clientOf, rejection } from "./support/client.js";
import { closedPort, failure, ok, serve } from "./support/server.js";

const address = "ann.canary@example.com";
const elsewhere = { url: "https://talkable.invalid" };
const failed = (code: string | undefined) => Object.assign(new Error("failed"), { code });

/** A POST, whose outcome matters; what it was rejected with, and how often it was tried. */
async function post(
  options: ClientOptions,
  server: { url: string } = elsewhere,
): Promise<{ error: unknown; retries: number }> {
  const events: RetryEvent[] = [];
  const onRetry = (event: RetryEvent) => events.push(event);
  const error = await rejection(
    clientOf(server, { onRetry, ...options }).POST("/api/v2/people/{person_slug}/unsubscribe", {
      params: { path: { person_slug: address } },
      idempotent: true,
    }),
  );
  expect(isTalkableError(error)).toBe(true);
  return { error, retries: events.length };
}

/** As a loosely typed program has it. */
function fetchOf(made: () => unknown): Fetch {
  return made as unknown as Fetch;
}

function causeOf(error: unknown): Error {
  const { cause } = error as Error;
  if (!(cause instanceof Error)) throw new Error("expected a cause");
  return cause;
}

test.each([
  "ECONNREFUSED",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
])("%s proves that nothing was sent", (code) => {
  expect(readFailure(failed(code)).isUnsent).toBe(true);
  expect(fetchError(failed(code), {}, undefined).message).toBe(
    `no connection to the API (${code}).`,
  );
});

test.each([
  undefined,
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
])("%s leaves open whether the request arrived", (code) => {
  expect(readFailure(failed(code)).isUnsent).toBe(false);
  const named = code === undefined ? "" : ` (${code})`;
  expect(fetchError(failed(code), {}, undefined).message).toBe(
    `the connection failed before the answer was complete${named}.`,
  );
});

test("a path that says so proves nothing", () => {
  const url = "https://x/api/v2/people/client%20error(connect)";
  const message = `error sending request for url (${url}): client error (SendRequest): connection closed`;
  const lost = new TypeError("fetch failed", { cause: new Error(message) });
  expect(readFailure(lost).isUnsent).toBe(false);
});

// As the platforms word it; those that give a code are above.
const unsent: [string, Error][] = [
  ["a port that fetch blocks", new TypeError("fetch failed", { cause: new Error("bad port") })],
  [
    "a refused connection, in Deno",
    new TypeError(
      "error sending request for url (https://x/): client error (Connect): tcp connect error: Connection refused (os error 111)",
    ),
  ],
  [
    "a name that does not resolve, in Deno",
    new TypeError(
      "error sending request for url (https://x/): client error (Connect): dns error: failed to lookup address information",
    ),
  ],
  [
    "a port that fetch blocks, in Deno",
    new TypeError("Fetch failed: Requests to port 6000 are blocked"),
  ],
  [
    "a server that speaks no TLS, in Bun",
    Object.assign(new Error("The TLS handshake failed"), { code: "EPROTO" }),
  ],
  [
    "a connection closed during the handshake, in Node",
    new TypeError("fetch failed", {
      cause: Object.assign(
        new Error(
          "Client network socket disconnected before secure TLS connection was established",
        ),
        { code: "ECONNRESET" },
      ),
    }),
  ],
];
test.each(unsent)("%s proves that nothing was sent, by its message", (_, thrown) => {
  expect(readFailure(thrown).isUnsent).toBe(true);
  expect(readFailure(thrown).isMistake).toBe(false);
});

test.each([
  "fetch failed",
  "terminated",
  "Failed to fetch",
  "Failed to fetch (www.talkable.com)",
  "Load failed",
  "NetworkError when attempting to fetch resource.",
  "Network request failed",
  "network error",
  "The network connection was lost.",
  "The Internet connection appears to be offline.",
  "error sending request for url (https://x/): connection closed before message completed",
  "error reading a body from connection",
  "error decoding response body",
])(
  "a TypeError of a platform's network is a failed connection, of unknown effect: %s",
  (message) => {
    expect(readFailure(new TypeError(message)).isMistake).toBe(false);
    expect(readFailure(new TypeError(message)).isUnsent).toBe(false);
  },
);

describe("a mistake in what the caller passed as fetch", () => {
  const settings: { agent?: { get(): Promise<unknown> } } = {};
  const mistakes: [string, () => unknown, RegExp][] = [
    [
      "an undefined name",
      () => Promise.reject(new ReferenceError("undefinedAgent is not defined")),
      /ReferenceError: undefinedAgent is not defined/,
    ],
    [
      "a member of undefined",
      async () => (settings as Required<typeof settings>).agent.get(),
      /TypeError/,
    ],
    [
      "thrown before there is a promise",
      () => {
        throw new RangeError("out of range");
      },
      /RangeError: out of range/,
    ],
    ["a SyntaxError", () => Promise.reject(new SyntaxError("Unexpected token")), /SyntaxError/],
    [
      "an assertion of a test",
      () => Promise.reject(Object.assign(new Error("expected 1"), { name: "AssertionError" })),
      /AssertionError/,
    ],
    [
      "a URL that does not parse",
      () =>
        Promise.reject(
          new TypeError("Failed to parse URL from x", {
            cause: Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL" }),
          }),
        ),
      /Failed to parse URL/,
    ],
    ["nothing returned", () => undefined, /no Response/],
    ["undefined resolved", () => Promise.resolve(undefined), /no Response/],
    [
      "a mock with json() alone",
      () => Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({}) }),
      /no Response/,
    ],
    ["null resolved", () => Promise.resolve(null), /no Response/],
    ["text resolved", () => Promise.resolve('{"ok":true}'), /no Response/],
    [
      "headers that are text",
      () => Promise.resolve({ status: 200, headers: "", text: () => "" }),
      /no Response/,
    ],
    [
      "a getter that throws",
      () =>
        Promise.resolve(
          Object.defineProperty({}, "status", {
            get: () => {
              throw new RangeError("no status");
            },
          }),
        ),
      /no status/,
    ],
  ];
  test.each(mistakes)("is told as such, not retried, not processed: %s", async (_, made, said) => {
    const { error, retries } = await post({ fetch: fetchOf(made) });
    expect(isConfigurationError(error)).toBe(true);
    expect(error).toMatchObject({ attempts: 1, outcome: "not-processed" });
    expect(String(error)).toMatch(said);
    expect(causeOf(error).stack).toMatch(/\n\s+at /);
    expect(retries).toBe(0);
  });

  test("leaves the effect unknown when it comes after the answer", async () => {
    const server = await serve(ok({}));
    const after: Fetch = async (url, init) => {
      await fetch(url, init);
      throw new ReferenceError("metrics is not defined");
    };
    const { error } = await post({ fetch: after }, server);
    expect(error).toMatchObject({ code: "configuration", outcome: "unknown" });
    expect(server.requests).toHaveLength(1);
  });

  test("aborts the request that it may have begun", async () => {
    const signals: AbortSignal[] = [];
    const { error } = await post({
      fetch: (_, { signal }) => {
        signals.push(signal);
        return Promise.reject(new ReferenceError("x is not defined"));
      },
    });
    expect(error).toMatchObject({ outcome: "not-processed" });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test.each([200, 400])("in a method of its response is told as such: %i", async (status) => {
    const text = () => {
      throw new ReferenceError("decoder is not defined");
    };
    const response = { status, headers: new Headers(), body: null, text };
    const { error, retries } = await post({ fetch: fetchOf(() => Promise.resolve(response)) });
    expect(isConfigurationError(error)).toBe(true);
    expect(String(error)).toContain("decoder is not defined");
    expect(retries).toBe(0);
  });
});

describe("a connection that fails has a cause", () => {
  test("that is a copy: names, messages and frames, of the causes too", async () => {
    const thrown = new TypeError("fetch failed", { cause: failed("ECONNRESET") });
    const { error, retries } = await post({ fetch: () => Promise.reject(thrown) });
    expect(isAPIConnectionError(error)).toBe(true);
    expect(retries).toBe(2);
    const cause = causeOf(error);
    expect(cause).not.toBe(thrown);
    expect(cause).toMatchObject({ name: "TypeError", message: "fetch failed" });
    expect(cause.stack?.split("\n").slice(1)).toEqual(thrown.stack?.split("\n").slice(1));
    expect(causeOf(cause)).toMatchObject({ name: "Error", message: "failed" });
  });

  const thrown: [string, Error, string][] = [
    ["text", "socket hang up" as unknown as Error, "socket hang up"],
    ["undefined", undefined as unknown as Error, "not an error: undefined"],
    [
      "an object that cannot be read",
      new Proxy(new Error(), {
        get: () => {
          throw new Error("no");
        },
      }),
      "not an error: object",
    ],
    [
      "a custom error",
      Object.assign(new Error("proxy is down"), { name: "FetchError" }),
      "proxy is down",
    ],
  ];
  test.each(thrown)("whatever was thrown: %s", async (_, what, message) => {
    const { error } = await post({ fetch: () => Promise.reject(what) });
    expect(isAPIConnectionError(error)).toBe(true);
    expect(causeOf(error).message).toBe(message);
  });

  test("of a name that is no word, and of eight links at most", () => {
    let chain = new Error("first");
    for (let link = 0; link < 20; link++) chain = new Error(`link ${link}`, { cause: chain });
    const links: string[] = [];
    for (let error: unknown = curated(chain, apiKey); error instanceof Error; error = error.cause) {
      links.push(String(error));
    }
    expect(links).toHaveLength(8);
    expect(links[0]).toBe("Error: link 19");
    const odd = Object.assign(new Error("x"), { name: "Two words", code: { toString: () => "E" } });
    expect(String(curated(odd, apiKey))).toBe("Error: x");
    expect(readFailure(odd).code).toBeUndefined();
  });

  test("with its URLs left out, and cut off where it is long", () => {
    const said = `no answer of https://shop.example/api/v2/people/x in time: ${"so ".repeat(200)}`;
    expect(curated(new Error(said), apiKey).message).toMatch(
      /^no answer of \[URL\] in time: so .* so…$/,
    );
  });

  test("of a real refused connection", async () => {
    const { error } = await post({}, { url: await closedPort() });
    expect(inspect(error)).toMatch(/connect ECONNREFUSED/);
    expect(error).toMatchObject({ outcome: "not-processed" });
  });

  test("of a port that fetch blocks", async () => {
    const { error } = await post({}, { url: "http://127.0.0.1:6000" });
    expect(inspect(error)).toContain("bad port");
    expect(error).toMatchObject({ code: "connection_error", outcome: "not-processed" });
  });
});

test("without a fetch in the runtime, the error says so", async () => {
  const { fetch } = globalThis;
  onTestFinished(() => {
    globalThis.fetch = fetch;
  });
  Reflect.deleteProperty(globalThis, "fetch");
  const { error, retries } = await post({});
  expect(error).toMatchObject({ code: "configuration", outcome: "not-processed" });
  expect(String(error)).toContain("fetch is not a function");
  expect(retries).toBe(0);
});

test("MSW's refusal of a request that nothing handles reaches the log, and nothing was processed", async () => {
  const server = setupServer(
    mockHttp.get("https://elsewhere.invalid", () => HttpResponse.text("")),
  );
  server.listen({ onUnhandledRequest: "error" });
  onTestFinished(() => {
    server.close();
  });
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { error } = await post({});
  expect(told).toHaveBeenCalled();
  expect(String(error)).toContain("[MSW] Cannot bypass a request");
  expect(error).toMatchObject({ code: "configuration", attempts: 1, outcome: "not-processed" });
});

test("an answer mocked by MSW is an answer", async () => {
  const url = "https://talkable.invalid/api/v2/campaigns";
  const result = { campaigns: [] };
  const server = setupServer(mockHttp.get(url, () => HttpResponse.json({ ok: true, result })));
  server.listen();
  onTestFinished(() => {
    server.close();
  });
  expect(await clientOf(elsewhere).GET("/api/v2/campaigns")).toEqual(result);
});

test("nock's refusal of the network reaches the log, and nothing was processed", async () => {
  nock.disableNetConnect();
  onTestFinished(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  const { error } = await post({});
  expect(inspect(error)).toContain("Disallowed net connect");
  expect(error).toMatchObject({ outcome: "not-processed" });
});

describe("a function among the options that throws", () => {
  const thrower = () => {
    throw new RangeError(`no secret for ${address} at https://vault.invalid/${apiKey}`);
  };
  test("apiKey: the cause has frames, and no message that may quote the key", async () => {
    const { error } = await post({ apiKey: thrower });
    expect(error).toMatchObject({ code: "configuration", outcome: "not-processed" });
    expect(causeOf(error)).toMatchObject({ name: "RangeError", message: "" });
    expect(causeOf(error).stack).toContain("foreign-errors.test.ts");
  });

  test("onRetry: the cause is what it threw", async () => {
    const thrown = new Error("no");
    const onRetry = () => {
      throw thrown;
    };
    const { error } = await post({ onRetry }, { url: await closedPort() });
    expect(error).toMatchObject({ code: "configuration", outcome: "not-processed" });
    expect((error as Error).cause).toBe(thrown);
  });

  const permit = {
    accepted: () => undefined,
    throttled: () => undefined,
    unanswered: () => undefined,
  };
  const thrown = new RangeError("no permit");
  const fails = () => {
    throw thrown;
  };
  const throttles: [string, Throttle, object][] = [
    ["acquire throws", { acquire: fails, wait: () => 0 }, { attempts: 0, cause: thrown }],
    [
      "acquire rejects",
      { acquire: () => Promise.reject(thrown), wait: () => 0 },
      { attempts: 0, cause: thrown },
    ],
    [
      "a permit's method throws",
      {
        acquire: () => Promise.resolve({ ...permit, accepted: fails, unanswered: fails }),
        wait: () => 0,
      },
      { attempts: 1, cause: thrown },
    ],
    [
      "a permit is none",
      { acquire: () => Promise.resolve({} as typeof permit), wait: () => 0 },
      { attempts: 1 },
    ],
    [
      "wait throws",
      { acquire: () => Promise.resolve(permit), wait: fails },
      { attempts: 1, cause: thrown },
    ],
  ];
  test.each(throttles)("throttle: %s", async (_, throttle, facts) => {
    const server = await serve(failure(500, ""));
    const { error, retries } = await post({ throttle }, server);
    expect(error).toMatchObject({ code: "configuration", ...facts });
    expect(String(error)).toContain("throttle failed.");
    expect(retries).toBe(0);
  });

  test("signal: the cause is its reason, whatever that is", async () => {
    for (const reason of [new Error("no"), "no", null, 7, Symbol("no")]) {
      const promise = clientOf(elsewhere).GET("/api/v2/campaigns", {
        signal: AbortSignal.abort(reason),
      });
      expect(await rejection(promise)).toMatchObject({ code: "aborted", cause: reason });
    }
  });
});

describe("no cause shows the key, a URL or an e-mail address, wherever they were", () => {
  const url = `https://www.talkable.com/api/v2/people/${encodeURIComponent(address)}?site_slug=my-shop`;
  const texts: [string, string][] = [
    ["the URL", `request to ${url} failed`],
    ["the URL in quotes", `Failed: "${url}".`],
    ["the path alone", "net connect for www.talkable.com:443/api/v2/people/ann.canary refused"],
    ["the address", `no such user: ${address}`],
    ["the key", `Bearer ${apiKey} was refused`],
    ["all of it on several lines", `Error:\n    at ${url} (${address})\n    at Bearer ${apiKey}`],
    ["the key in a long text", `${"x ".repeat(140)}${apiKey}${" y".repeat(200)}`],
  ];
  const wrap: [string, (text: string) => Error][] = [
    ["an error", (text) => new Error(text)],
    ["a mistake", (text) => new RangeError(text)],
    ["a cause", (text) => new TypeError("fetch failed", { cause: new Error(text) })],
    ["an aggregate", (text) => new AggregateError([new Error(text)], text)],
    ["text", (text) => text as unknown as Error],
    [
      "a message changed afterwards",
      (text) => Object.assign(new Error(text), { message: "changed" }),
    ],
    ["a name", (text) => Object.assign(new Error("x"), { name: text })],
  ];
  test.each(
    texts.flatMap(([what, text]) =>
      wrap.map(([where, make]) => [what, where, make(text)] as const),
    ),
  )("%s, in %s", async (_, __, thrown) => {
    const { error } = await post({ fetch: () => Promise.reject(thrown), maxRetries: 0 });
    const shown =
      inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error) + String(error);
    expect(shown).not.toMatch(/canary/i);
    expect(shown).not.toMatch(/talkable\.com/i);
  });
});
