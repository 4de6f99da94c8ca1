import * as ky from "ky";
import { expect, test } from "vitest";
import {
  type ClientOptions,
  type RetryEvent,
  isAPIConnectionError,
  isInternalServerError,
  isRateLimitError,
  type TalkableClient,
} from "../../src/index.js";
import { clientOf, patientClientOf, rejection } from "./support/client.js";
import {
  closedPort,
  failure,
  json,
  ok,
  type Reply,
  serve,
  silence,
  text,
} from "./support/server.js";

test("the suite runs on the version of ky it says it runs on", () => {
  const major = "isNetworkError" in ky ? "2" : "1";
  expect(major).toBe(process.env["KY_MAJOR"] ?? "1");
});

const reset: Reply = (response) => {
  response.destroy();
};

const halfABody: Reply = (response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write('{"ok":true,');
  setTimeout(() => response.destroy(), 5);
};

const purchase = { email: "ann@example.com", order_number: "1001", subtotal: 49.9 };

const calls = {
  GET: (talkable: TalkableClient) => talkable.GET("/api/v2/campaigns"),
  "GET, idempotent: false": (talkable: TalkableClient) =>
    talkable.GET("/api/v2/campaigns", { idempotent: false }),
  PUT: (talkable: TalkableClient) =>
    talkable.PUT("/api/v2/people/{person_slug}", {
      params: { path: { person_slug: "ann" } },
      body: { data: { first_name: "Ann" } },
    }),
  POST: (talkable: TalkableClient) =>
    talkable.POST("/api/v2/origins/purchase", { body: { data: purchase } }),
  "POST, idempotent: true": (talkable: TalkableClient) =>
    talkable.POST("/api/v2/origins/purchase", { body: { data: purchase }, idempotent: true }),
};

const repeatable = ["GET", "PUT", "POST, idempotent: true"] as const;
const unrepeatable = ["POST", "GET, idempotent: false"] as const;

const options: ClientOptions = { maxRetries: 4 };
const impatient: ClientOptions = { ...options, timeout: 150 };

interface Row {
  name: string;
  reply: Reply;
  /** How many requests a repeatable call makes while this goes on. */
  repeated: number;
  /** How many requests any other call makes. */
  once: number;
  options?: ClientOptions;
}

const table: Row[] = [
  { name: "429", reply: failure(429, "slow down"), repeated: 5, once: 5 },
  { name: "429 with no body", reply: text(429, ""), repeated: 5, once: 5 },
  { name: "500", reply: failure(500, "broken"), repeated: 3, once: 1 },
  { name: "502 with HTML", reply: text(502, "<html>"), repeated: 3, once: 1 },
  { name: "503", reply: failure(503, "away"), repeated: 3, once: 1 },
  { name: "504", reply: failure(504, "late"), repeated: 3, once: 1 },
  { name: "reset", reply: reset, repeated: 3, once: 1 },
  { name: "reset within the body", reply: halfABody, repeated: 3, once: 1 },
  { name: "no answer in time", reply: silence, repeated: 2, once: 1, options: impatient },
  { name: "400", reply: failure(400, "not enough points"), repeated: 1, once: 1 },
  { name: "401", reply: failure(401, "no"), repeated: 1, once: 1 },
  { name: "403", reply: failure(403, "no"), repeated: 1, once: 1 },
  { name: "404", reply: failure(404, "NotFound"), repeated: 1, once: 1 },
  { name: "408", reply: text(408, ""), repeated: 1, once: 1 },
  { name: "413", reply: text(413, "", { "retry-after": "0" }), repeated: 1, once: 1 },
  { name: "422", reply: failure(422, "Validation failed: no"), repeated: 1, once: 1 },
  { name: "501", reply: text(501, ""), repeated: 1, once: 1 },
  { name: "ok: false", reply: json(200, { ok: false, error_message: "" }), repeated: 1, once: 1 },
  { name: "a body that is not JSON", reply: text(200, "<html>"), repeated: 1, once: 1 },
  { name: "a redirect", reply: text(302, "", { location: "/" }), repeated: 1, once: 1 },
];

for (const { name, reply, repeated, once, options: given = options } of table) {
  test.each(repeatable)(`${name}: %s is sent ${repeated} times`, async (kind) => {
    const server = await serve(reply);
    const error = await rejection(calls[kind](clientOf(server, given)));
    expect(server.requests).toHaveLength(repeated);
    expect(error).toMatchObject({ attempts: repeated });
  });
  test.each(unrepeatable)(`${name}: %s is sent ${once} times`, async (kind) => {
    const server = await serve(reply);
    const error = await rejection(calls[kind](clientOf(server, given)));
    expect(server.requests).toHaveLength(once);
    expect(error).toMatchObject({ attempts: once });
  });
}

test.each(["429", "503", "reset", "reset within the body", "no answer in time"])(
  "%s once is not noticed by a call that may be repeated",
  async (name) => {
    const row = table.find((candidate) => candidate.name === name);
    const server = await serve(row?.reply ?? silence, ok({ campaigns: [] }));
    const { result, attempts } = await clientOf(server, row?.options).withResponse.GET(
      "/api/v2/campaigns",
    );
    expect(result).toEqual({ campaigns: [] });
    expect(attempts).toBe(2);
  },
);

test("a throttled POST is sent again with the same body", async () => {
  const server = await serve(failure(429, ""), failure(429, ""), ok({ offer: null }));
  await calls.POST(clientOf(server));
  const bodies = server.requests.map(({ body }) => body.toString());
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(JSON.parse(bodies[0] ?? "")).toEqual({ site_slug: "my-shop", data: purchase });
});

test("maxRetries: 0 turns retries off, for a client and for a call", async () => {
  const server = await serve(failure(429, ""));
  await rejection(calls.GET(clientOf(server, { maxRetries: 0 })));
  expect(server.requests).toHaveLength(1);
  await rejection(clientOf(server).GET("/api/v2/campaigns", { maxRetries: 0 }));
  expect(server.requests).toHaveLength(2);
});

test("the status survives the retries: the last failure is thrown", async () => {
  const server = await serve(reset, failure(500, "first"), failure(503, "last"));
  const error = await rejection(calls.GET(clientOf(server)));
  expect(isInternalServerError(error)).toBe(true);
  expect(error).toMatchObject({ status: 503, errorMessage: "last", attempts: 3 });
});

test("onRetry is told the operation, the attempt, the wait and the error", async () => {
  const events: RetryEvent[] = [];
  const server = await serve(failure(429, ""), reset, ok({ campaigns: [] }));
  await calls.GET(clientOf(server, { onRetry: (event) => events.push(event) }));
  expect(events).toMatchObject([
    { operation: "GET /api/v2/campaigns", attempt: 1 },
    { operation: "GET /api/v2/campaigns", attempt: 2, delay: 4 },
  ]);
  expect(events[0]?.delay).toBeGreaterThan(0);
  expect(events.map(({ error }) => error.code)).toEqual(["rate_limited", "connection_error"]);
});

test("what onRetry throws ends the call, as the cause of a ConfigurationError", async () => {
  const cause = new Error("logger is broken");
  const server = await serve(failure(429, ""));
  const onRetry = () => {
    throw cause;
  };
  const error = await rejection(calls.GET(clientOf(server, { onRetry })));
  expect(error).toMatchObject({ code: "configuration", cause });
  expect(server.requests).toHaveLength(1);
});

test("Retry-After is waited for", async () => {
  const server = await serve(text(429, "", { "retry-after": "1" }), ok({ campaigns: [] }));
  await calls.GET(patientClientOf(server));
  const [first, second] = server.requests.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(995);
});

test("a Retry-After that does not fit throws the 429 at once, and says how long it was", async () => {
  const server = await serve(text(429, "", { "retry-after": "3600" }));
  const start = performance.now();
  const error = await rejection(calls.GET(patientClientOf(server, { totalTimeout: 60_000 })));
  expect(isRateLimitError(error) && error.retryAfter).toBe(3_600_000);
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(server.requests).toHaveLength(1);
});

test("fifty calls at once keep their retries apart", async () => {
  const seen = new Map<string, number>();
  const server = await serve((response, request) => {
    const count = (seen.get(request.target) ?? 0) + 1;
    seen.set(request.target, count);
    const reply = count <= 2 ? failure(503, "") : ok({ person: {} });
    reply(response, request);
  });
  const talkable = clientOf(server);
  const deliveries = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      talkable.withResponse.GET("/api/v2/people/{person_slug}", {
        params: { path: { person_slug: `person-${n}` } },
      }),
    ),
  );
  expect(deliveries.map(({ attempts }) => attempts)).toEqual(Array(50).fill(3));
});

const outcomes: [string, Reply[], string | undefined][] = [
  ["429", [failure(429, "")], "not-processed"],
  ["400", [failure(400, "")], "not-processed"],
  ["500", [failure(500, "")], "unknown"],
  ["a reset", [reset], "unknown"],
  ["a timeout", [silence], "unknown"],
  ["a success nobody can read", [text(200, "<html>")], "unknown"],
];

test.each(outcomes)("after %s, a POST's error says what is known of its effect", async (...row) => {
  const [, replies, outcome] = row;
  const server = await serve(...replies);
  expect(await rejection(calls.POST(clientOf(server, impatient)))).toMatchObject({ outcome });
});

test("a request that may have had an effect stays so, whatever later attempts say", async () => {
  const server = await serve(failure(500, ""), failure(400, "no"));
  const error = await rejection(calls["POST, idempotent: true"](clientOf(server)));
  expect(error).toMatchObject({ status: 400, attempts: 2, outcome: "unknown" });
});

test("a refused connection leaves no doubt: nothing was processed", async () => {
  const error = await rejection(calls.POST(clientOf({ url: await closedPort() })));
  expect(isAPIConnectionError(error)).toBe(true);
  expect(error).toMatchObject({ outcome: "not-processed", attempts: 1 });
});

test("a GET has no outcome", async () => {
  const server = await serve(failure(500, ""));
  expect(await rejection(calls.GET(clientOf(server)))).toMatchObject({ outcome: undefined });
});
