import { describe, expect, test } from "vitest";
import { type CallOptions, isAPITimeoutError, type TalkableClient } from "../../src/index.js";
import { clientOf, quickPolicy, rejection } from "./support/client.js";
import { failure, type Reply, serve, silence, stall, text } from "./support/server.js";

/** Milliseconds by which a call may settle after its limit. */
const tolerance = 50;

/** A machine that is busy elsewhere can be late once; the client must not be late each time. */
const disturbed = { retry: 3 };

interface Timed {
  error: unknown;
  /** Milliseconds it took to settle. */
  elapsed: number;
  /** Milliseconds by which it settled after a plain timer of the same length did. */
  late: number;
}

async function timed(promise: Promise<unknown>, limit = 0): Promise<Timed> {
  const start = performance.now();
  const timer = new Promise<number>((resolve) => {
    setTimeout(() => {
      resolve(performance.now() - start);
    }, limit);
  });
  const error = await rejection(promise);
  const elapsed = performance.now() - start;
  return { error, elapsed, late: elapsed - (await timer) };
}

function get(talkable: TalkableClient, options: CallOptions): Promise<unknown> {
  return talkable.GET("/api/v2/campaigns", options);
}

/** Sends a byte every few milliseconds, for ever: never silent, never done. */
const drip: Reply = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 5);
  response.on("close", () => {
    clearInterval(timer);
  });
};

const phases: [string, Reply][] = [
  ["before the headers", silence],
  ["within the body of a success", stall(200)],
  ["within the body of an error", stall(400)],
  ["within the body of a server error", stall(500)],
  ["within a body that keeps dripping", drip],
];

describe("timeout bounds an attempt up to the last byte", disturbed, () => {
  test.each(phases)("%s", async (_, reply) => {
    const server = await serve(reply);
    const { error, late } = await timed(
      get(clientOf(server), { timeout: 150, maxRetries: 0 }),
      150,
    );
    expect(isAPITimeoutError(error) && error.limit).toBe("timeout");
    expect(Math.abs(late)).toBeLessThan(tolerance);
  });

  test("and not the call: after a retry the next attempt has its own", async () => {
    const server = await serve(silence);
    const { error, late } = await timed(get(clientOf(server), { timeout: 100 }), 200);
    expect(error).toMatchObject({ code: "timeout", attempts: 2 });
    expect(late).toBeGreaterThan(-tolerance);
  });

  test("a 429 whose body never ends is still a 429, and retried as one", async () => {
    const server = await serve(stall(429));
    const { error } = await timed(get(clientOf(server), { timeout: 50, maxRetries: 2 }));
    expect(error).toMatchObject({ code: "rate_limited", status: 429, attempts: 3 });
  });
});

describe("totalTimeout bounds the call, whatever it is doing", disturbed, () => {
  test.each(phases)("%s", async (_, reply) => {
    const server = await serve(reply);
    const { error, late } = await timed(get(clientOf(server), { totalTimeout: 150 }), 150);
    expect(isAPITimeoutError(error) && error.limit).toBe("totalTimeout");
    expect(error).toMatchObject({ attempts: 1 });
    expect(Math.abs(late)).toBeLessThan(tolerance);
  });

  test("over several attempts, with the failure before as its cause", async () => {
    const server = await serve(failure(503, "away"), silence);
    const { error, late } = await timed(get(clientOf(server), { totalTimeout: 150 }), 150);
    expect(error).toMatchObject({ limit: "totalTimeout", attempts: 2, cause: { status: 503 } });
    expect(Math.abs(late)).toBeLessThan(tolerance);
  });

  test("a wait that does not fit is not waited for: the last failure comes at once", async () => {
    const server = await serve(text(503, "", { "retry-after": "1" }));
    const { error, elapsed } = await timed(get(clientOf(server), { totalTimeout: 900 }));
    expect(error).toMatchObject({ status: 503, attempts: 1 });
    expect(elapsed).toBeLessThan(500);
  });

  test("shorter than timeout, it is the one that is reported", async () => {
    const server = await serve(silence);
    const { error } = await timed(get(clientOf(server), { timeout: 1_000, totalTimeout: 60 }));
    expect(error).toMatchObject({ limit: "totalTimeout" });
  });

  test("the message says which option was exceeded, and its value", async () => {
    const server = await serve(silence);
    const { error } = await timed(get(clientOf(server), { totalTimeout: 60 }));
    expect(String(error)).toBe(
      "APITimeoutError: GET /api/v2/campaigns: no complete answer within 60 ms (totalTimeout).",
    );
  });
});

describe("a fetch that ignores its signal cannot hold a call", disturbed, () => {
  const never = () => new Promise<never>(() => undefined);
  const silent = () => Promise.resolve(new Response(new ReadableStream()));
  test.each([
    ["never answers", never],
    ["never ends its body", silent],
  ])("one that %s", async (_, fetch) => {
    const talkable = clientOf({ url: "https://talkable.invalid" }, { fetch });
    const attempt = await timed(get(talkable, { timeout: 60, maxRetries: 0 }), 60);
    expect(attempt.error).toMatchObject({ limit: "timeout" });
    expect(attempt.late).toBeLessThan(tolerance);
    const call = await timed(get(talkable, { totalTimeout: 60 }), 60);
    expect(call.error).toMatchObject({ limit: "totalTimeout" });
    expect(call.late).toBeLessThan(tolerance);
  });

  test("an answer that comes too late is let go of", async () => {
    let cancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        cancelled = true;
      },
    });
    let answer: (response: Response) => void = () => undefined;
    const fetch = () => new Promise<Response>((resolve) => (answer = resolve));
    const talkable = clientOf({ url: "https://talkable.invalid" }, { fetch });
    await rejection(get(talkable, { totalTimeout: 20 }));
    answer(new Response(body));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(cancelled).toBe(true);
  });
});

test("backoff counts against totalTimeout and never outlasts it", disturbed, async () => {
  const server = await serve(failure(503, ""));
  const slow = { ...quickPolicy, base: 60, retries: { fault: Infinity, timeout: 1 } };
  const { late } = await timed(get(clientOf(server, {}, slow), { totalTimeout: 200 }), 200);
  expect(late).toBeLessThan(tolerance);
});
