import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { APITimeoutError, RateLimitError } from "../../src/index.js";
import {
  connectionLost,
  createFakeTalkable,
  exampleResult,
  serverError,
  throttled,
  unanswered,
} from "../../src/testing/index.js";
import { clientOf } from "./support.js";

const path = "/api/v2/traffic_sources";
const example = exampleResult("GET", path);

afterEach(() => {
  vi.useRealTimers();
});

type Fakes = NonNullable<NonNullable<Parameters<typeof vi.useFakeTimers>[0]>["toFake"]>;

const timers: Fakes = ["setTimeout", "clearTimeout"];
const clocks: Fakes = [...timers, "setImmediate", "queueMicrotask", "Date", "performance"];

describe.each<[string, Fakes | undefined]>([
  ["as they come", undefined],
  ["of setTimeout alone", timers],
  ["of all that there is", clocks],
])("under fake timers %s", (_, toFake) => {
  beforeEach(() => {
    vi.useFakeTimers(toFake && { toFake });
  });

  test("a call that is throttled waits for time to be advanced, and then finishes", async () => {
    const fake = createFakeTalkable().on("GET", path, throttled({ times: 2, retryAfter: 30_000 }));
    const call = clientOf(fake).withResponse.GET(path);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(fake.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(40_000);
    await expect(call).resolves.toMatchObject({ result: example, attempts: 3 });
  });

  test("so do others, retried after a second or two", async () => {
    const fake = createFakeTalkable()
      .on("GET", path, connectionLost({ times: 1 }))
      .on("GET", path, serverError({ times: 1 }));
    const call = clientOf(fake).GET(path);
    await vi.advanceTimersByTimeAsync(3_000);
    await expect(call).resolves.toEqual(example);
  });

  test("many calls behind one that was throttled finish, and each once", async () => {
    const fake = createFakeTalkable().on("GET", path, throttled({ times: 20 }));
    const talkable = clientOf(fake);
    const calls = Promise.all(Array.from({ length: 30 }, () => talkable.GET(path)));
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(calls).resolves.toHaveLength(30);
    expect(fake.calls.filter(({ status }) => status === 200)).toHaveLength(30);
  });

  test("a call that is never answered ends when its timeout has passed", async () => {
    const fake = createFakeTalkable().on("GET", path, unanswered());
    const call = expect(clientOf(fake, { maxRetries: 0 }).GET(path)).rejects.toThrow(
      APITimeoutError,
    );
    await vi.advanceTimersByTimeAsync(30_000);
    await call;
  });

  test("a site that stays closed ends the call", async () => {
    const fake = createFakeTalkable().on("GET", path, throttled());
    const call = expect(clientOf(fake).GET(path)).rejects.toThrow(RateLimitError);
    await vi.advanceTimersByTimeAsync(300_000);
    await call;
  });
});
