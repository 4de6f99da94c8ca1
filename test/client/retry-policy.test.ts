import { describe, expect, test } from "vitest";
import {
  type APIError,
  type APIErrorDetails,
  BadRequestError,
  InternalServerError,
  RateLimitError,
} from "../../src/errors/api-errors.js";
import {
  APIConnectionError,
  APITimeoutError,
  APIUserAbortError,
  ConfigurationError,
  type TalkableError,
  UnexpectedResponseError,
} from "../../src/errors/errors.js";
import { type Failure, retryDelay, retryPolicy } from "../../src/call/retry-delay.js";

const facts = { operation: "GET /api/v2/campaigns", attempts: 1 };

function answer(
  Class: new (details: APIErrorDetails) => APIError,
  status: number,
  retryAfter?: number,
): APIError {
  return new Class({ ...facts, status, headers: new Headers(), errorMessage: "", retryAfter });
}

const throttled = answer(RateLimitError, 429);
const broken = answer(InternalServerError, 503);
const lost = new APIConnectionError("lost", facts);
const slow = new APITimeoutError("timeout", 1_000, facts);

function delay(error: TalkableError, given: Partial<Failure> = {}, chance = 0): number | undefined {
  return retryDelay(
    { error, earlier: [], idempotent: true, remaining: Infinity, closedFor: 0, ...given },
    { ...retryPolicy, random: () => chance },
  );
}

const times = (count: number, error: TalkableError) => Array<TalkableError>(count).fill(error);

describe("waits between attempts", () => {
  test("after a 429 they are what the site's throttle says, however often there was one", () => {
    expect(delay(throttled, { closedFor: 700, earlier: times(7, throttled) })).toBe(700);
  });

  test("after a fault they double from 0.5 s, at most twice", () => {
    expect([0, 1, 2].map((n) => delay(broken, { earlier: times(n, broken) }, 1))).toEqual([
      500,
      1_000,
      undefined,
    ]);
  });

  test("lost connections and server errors share the two retries of a fault", () => {
    expect(delay(lost, { earlier: [broken] }, 1)).toBe(1_000);
    expect(delay(lost, { earlier: [broken, lost] })).toBeUndefined();
  });

  test("an attempt that timed out is tried once more", () => {
    expect(delay(slow, {}, 1)).toBe(500);
    expect(delay(slow, { earlier: [slow] })).toBeUndefined();
  });

  test("one kind of failure does not use up the retries of another", () => {
    expect(delay(broken, { earlier: [...times(5, throttled), slow] }, 1)).toBe(500);
    expect(delay(throttled, { earlier: [broken, broken, slow] })).toBe(0);
  });
});

describe("Retry-After of a 503", () => {
  const asking = (retryAfter: number) => answer(InternalServerError, 503, retryAfter);

  test("is never undercut", () => {
    expect(delay(asking(90_000), {}, 0)).toBe(90_000);
    expect(delay(asking(90_000), {}, 1)).toBe(90_000);
  });

  test("replaces the growing wait, so that a server may ask for less", () => {
    expect(delay(asking(600), { earlier: [broken] }, 1)).toBe(600);
  });

  test("of zero still leaves the first wait, so that nothing spins", () => {
    expect(delay(asking(0), {}, 0)).toBe(250);
  });
});

describe("what is left of totalTimeout", () => {
  test("a wait that does not fit is not begun", () => {
    expect(delay(throttled, { closedFor: 500, remaining: 501 })).toBe(500);
    expect(delay(throttled, { closedFor: 500, remaining: 500 })).toBeUndefined();
    expect(delay(broken, { remaining: 251 }, 0)).toBe(250);
    expect(delay(broken, { remaining: 250 }, 0)).toBeUndefined();
  });
});

describe("what is retried", () => {
  const headers = new Headers();
  const cases: [string, TalkableError, boolean, boolean][] = [
    ["429", throttled, true, true],
    ["500", answer(InternalServerError, 500), true, false],
    ["501", answer(InternalServerError, 501), false, false],
    ["502", answer(InternalServerError, 502), true, false],
    ["503", broken, true, false],
    ["504", answer(InternalServerError, 504), true, false],
    ["505", answer(InternalServerError, 505), false, false],
    ["400", answer(BadRequestError, 400), false, false],
    ["a lost connection", lost, true, false],
    ["an attempt's timeout", slow, true, false],
    ["the total timeout", new APITimeoutError("totalTimeout", 1_000, facts), false, false],
    ["an abort", new APIUserAbortError(facts), false, false],
    ["a malformed answer", new UnexpectedResponseError("", { status: 200, headers }), false, false],
    ["a configuration error", new ConfigurationError("", facts), false, false],
  ];
  test.each(cases)("%s", (_, error, whenIdempotent, whenNot) => {
    expect(delay(error, { idempotent: true }) !== undefined).toBe(whenIdempotent);
    expect(delay(error, { idempotent: false }) !== undefined).toBe(whenNot);
  });
});
