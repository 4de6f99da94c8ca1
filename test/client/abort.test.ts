import { EventEmitter, once } from "node:events";
import { describe, expect, test } from "vitest";
import { type ClientOptions, isAPIUserAbortError, type TalkableClient } from "../../src/index.js";
import { clientOf, patientClientOf, rejection } from "./support/client.js";
import { ok, type Reply, serve, silence, stall, text } from "./support/server.js";

function get(talkable: TalkableClient, signal: AbortSignal): Promise<unknown> {
  return talkable.GET("/api/v2/campaigns", { signal });
}

/** The call has got so far: the request is at the server, the headers are here, a retry is due. */
type Milestone = "arrival" | "headers" | "retry";

const phases: [string, Reply, Milestone][] = [
  ["before the headers", silence, "arrival"],
  ["within the body of a success", stall(200), "headers"],
  ["within the body of an error", stall(400), "headers"],
  ["within the body of a 429", stall(429), "headers"],
  ["in the wait before a retry", text(429, "", { "retry-after": "60" }), "retry"],
];

test.each(phases)(
  "an abort %s ends the call within one turn of the event loop",
  async (_, reply, milestone) => {
    const reached = new EventEmitter();
    const now = once(reached, milestone);
    const server = await serve((response, seen) => {
      reply(response, seen);
      reached.emit("arrival");
    });
    const options: ClientOptions = {
      onRetry: () => reached.emit("retry"),
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        reached.emit("headers");
        return response;
      },
    };
    const controller = new AbortController();
    const reason = new Error("shutting down");
    const promise = rejection(get(patientClientOf(server, options), controller.signal));
    await now;
    await new Promise(setImmediate);
    let settled = false;
    void promise.then(() => (settled = true));
    controller.abort(reason);
    await new Promise(setImmediate);
    expect(settled).toBe(true);
    const error = await promise;
    expect(isAPIUserAbortError(error)).toBe(true);
    expect(error).toMatchObject({ name: "AbortError", code: "aborted", attempts: 1 });
    expect((error as Error).cause).toBe(reason);
    expect(server.requests).toHaveLength(1);
  },
);

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

test("a signal shared by calls still ends those that go on when others have settled", async () => {
  const server = await serve((response, seen) => {
    if (seen.target.includes("quick")) ok({ person: {} })(response, seen);
  });
  const talkable = clientOf(server);
  const controller = new AbortController();
  const { signal } = controller;
  const call = (person_slug: string) =>
    talkable.GET("/api/v2/people/{person_slug}", { params: { path: { person_slug } }, signal });
  const [slow] = [rejection(call("never")), await call("quick")];
  controller.abort();
  expect(await slow).toMatchObject({ code: "aborted" });
});

describe("what an aborted POST may have done", () => {
  const body = { data: { email: "ann@example.com", order_number: "1", subtotal: 1 } };
  test("is unknown once it was sent", async () => {
    const controller = new AbortController();
    const server = await serve(() => {
      controller.abort();
    });
    const { signal } = controller;
    const error = await rejection(
      clientOf(server).POST("/api/v2/origins/purchase", { body, signal }),
    );
    expect(error).toMatchObject({ code: "aborted", outcome: "unknown" });
  });

  test("is nothing while it waits after a 429", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const onRetry = () =>
      setImmediate(() => {
        controller.abort();
      });
    const server = await serve(text(429, "", { "retry-after": "60" }));
    const error = await rejection(
      patientClientOf(server, { onRetry }).POST("/api/v2/origins/purchase", { body, signal }),
    );
    expect(error).toMatchObject({ code: "aborted", outcome: "not-processed" });
  });
});
