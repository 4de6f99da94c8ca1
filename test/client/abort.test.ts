import { describe, expect, test } from "vitest";
import { isAPIUserAbortError, type TalkableClient } from "../../src/index.js";
import { clientOf, quickPolicy, rejection } from "./support/client.js";
import { failure, ok, type Reply, serve, silence, stall } from "./support/server.js";

/** Issue: every wait ends within 20 ms of an abort. */
const tolerance = 20;

function get(talkable: TalkableClient, signal: AbortSignal): Promise<unknown> {
  return talkable.GET("/api/v2/campaigns", { signal });
}

const patient = { ...quickPolicy, throttled: { base: 60_000, cap: 60_000, retries: Infinity } };

const phases: [string, Reply][] = [
  ["before the headers", silence],
  ["within the body of a success", stall(200)],
  ["within the body of an error", stall(400)],
  ["within the body of a 429", stall(429)],
  ["in the wait before a retry", failure(429, "")],
];

test.each(phases)("an abort %s ends the call at once", async (_, reply) => {
  const server = await serve(reply);
  const controller = new AbortController();
  const reason = new Error("shutting down");
  const promise = rejection(get(clientOf(server, {}, patient), controller.signal));
  await new Promise((resolve) => setTimeout(resolve, 80));
  const start = performance.now();
  controller.abort(reason);
  const error = await promise;
  expect(performance.now() - start).toBeLessThan(tolerance);
  expect(isAPIUserAbortError(error)).toBe(true);
  expect(error).toMatchObject({ name: "AbortError", code: "aborted", attempts: 1 });
  expect((error as Error).cause).toBe(reason);
  expect(server.requests).toHaveLength(1);
});

test("a signal that is aborted already sends nothing", async () => {
  const server = await serve(ok({ campaigns: [] }));
  const error = await rejection(get(clientOf(server), AbortSignal.abort("because")));
  expect(error).toMatchObject({ code: "aborted", attempts: 0, cause: "because" });
  expect(server.requests).toHaveLength(0);
});

test("an abort while the key is fetched, or by a fetch that ignores it, ends the call", async () => {
  const never = () => new Promise<never>(() => undefined);
  for (const option of [{ apiKey: never }, { fetch: never }]) {
    const controller = new AbortController();
    const talkable = clientOf({ url: "https://talkable.invalid" }, option);
    const promise = rejection(get(talkable, controller.signal));
    setTimeout(() => {
      controller.abort();
    }, 10);
    expect(await promise).toMatchObject({ code: "aborted" });
  }
});

test("AbortSignal.timeout is an abort like any other", async () => {
  const server = await serve(silence);
  const error = await rejection(get(clientOf(server), AbortSignal.timeout(30)));
  expect(error).toMatchObject({ code: "aborted", cause: { name: "TimeoutError" } });
});

test("aborting after the call has settled does nothing", async () => {
  const server = await serve(ok({ campaigns: [] }));
  const controller = new AbortController();
  const result = await get(clientOf(server), controller.signal);
  controller.abort();
  expect(result).toEqual({ campaigns: [] });
});

test("one call's abort leaves the others alone", async () => {
  const server = await serve((response, seen) => {
    if (seen.target.includes("slow"))
      setTimeout(() => {
        ok({ person: {} })(response, seen);
      }, 60);
  });
  const talkable = clientOf(server);
  const controller = new AbortController();
  const call = (person_slug: string, signal?: AbortSignal) =>
    talkable.GET("/api/v2/people/{person_slug}", { params: { path: { person_slug } }, signal });
  const aborted = rejection(call("never", controller.signal));
  const kept = call("slow");
  controller.abort();
  expect(await aborted).toMatchObject({ code: "aborted" });
  expect(await kept).toEqual({ person: {} });
});

describe("what an aborted POST may have done", () => {
  const body = { data: { email: "ann@example.com", order_number: "1", subtotal: 1 } };
  test("is unknown once it was sent", async () => {
    const server = await serve(silence);
    const signal = AbortSignal.timeout(40);
    const error = await rejection(
      clientOf(server).POST("/api/v2/origins/purchase", { body, signal }),
    );
    expect(error).toMatchObject({ code: "aborted", outcome: "unknown" });
  });

  test("is nothing while it waits after a 429", async () => {
    const server = await serve(failure(429, ""));
    const signal = AbortSignal.timeout(60);
    const error = await rejection(
      clientOf(server, {}, patient).POST("/api/v2/origins/purchase", { body, signal }),
    );
    expect(error).toMatchObject({ code: "aborted", outcome: "not-processed" });
  });
});
