import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openAnswer } from "../../src/answer.js";
import { parseRetryAfter } from "../../src/answer/retry-after.js";
import { isTalkableError, isUnexpectedResponseError, TalkableError } from "../../src/index.js";
import { clientOf, rejection } from "./support/client.js";
import { json, type Reply, serve, text } from "./support/server.js";

const facts = { operation: "GET /api/v2/campaigns", attempts: 1 };
const secret = "canary-5f3a9c";

function read(body: string, { status = 200, hasResult = true } = {}): unknown {
  const head = { status, headers: new Headers(), retryAfter: undefined };
  return openAnswer({ ...head, text: body, apiKey: secret }, hasResult, facts);
}

describe("a success", () => {
  test.each([
    ["an object", { campaigns: [] }],
    ["a list at the top", [{ identifier: "site" }]],
    ["null", null],
    ["false", false],
    ["an error_message of its own, which is data", { allowed: false, error_message: "used" }],
  ])("is its result: %s", (_, result) => {
    expect(read(JSON.stringify({ ok: true, result }))).toEqual(result);
  });

  test("that has no result by design is undefined, with an envelope or without a body", () => {
    expect(read('{"ok":true}', { hasResult: false })).toBeUndefined();
    expect(read("", { hasResult: false })).toBeUndefined();
    expect(read("", { hasResult: false, status: 204 })).toBeUndefined();
  });

  test("is read whatever its content type says, and with a byte order mark", async () => {
    const server = await serve(text(200, '\ufeff{"ok":true,"result":{"campaigns":[]}}'));
    expect(await clientOf(server).GET("/api/v2/campaigns")).toEqual({ campaigns: [] });
  });
});

describe("an answer that is not the API's", () => {
  const answers: [string, string, string][] = [
    ["nothing at all", "", "is empty"],
    ["a web page", "<!doctype html><p>Sign in", "check baseUrl and any proxy"],
    ["a truncated body", '{"ok":true,"result":{', "is not the API's envelope"],
    ["a bare value", '"fine"', "not the API's envelope"],
    ["a list", "[]", "not the API's envelope"],
    ["an object without ok", '{"result":{}}', "not the API's envelope"],
    ["ok that is not a boolean", '{"ok":"true","result":{}}', "not the API's envelope"],
    ["no result", '{"ok":true}', "not the API's envelope"],
  ];
  test.each(answers)("is an UnexpectedResponseError that says so: %s", async (_, body, message) => {
    const server = await serve(text(200, body));
    const error = await rejection(clientOf(server).GET("/api/v2/campaigns"));
    expect(isUnexpectedResponseError(error)).toBe(true);
    expect(error).toMatchObject({ status: 200, attempts: 1 });
    expect(String(error)).toContain(message);
  });

  test("a 404 that is not the API's is no missing item: the address may be wrong", async () => {
    const server = await serve(text(404, "<html>nginx</html>"));
    const error = await rejection(clientOf(server).GET("/api/v2/campaigns"));
    expect(isUnexpectedResponseError(error)).toBe(true);
    expect(error).toMatchObject({ status: 404 });
    expect(String(error)).toContain("check baseUrl");
  });

  test("an answer that nobody can read is not retried", async () => {
    const server = await serve(text(200, "<html>"));
    await rejection(clientOf(server).GET("/api/v2/campaigns"));
    expect(server.requests).toHaveLength(1);
  });

  test("no body makes anything but a TalkableError", () => {
    const bodies = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc
        .record({ ok: fc.jsonValue(), error_message: fc.jsonValue() })
        .map((v) => JSON.stringify(v)),
    );
    fc.assert(
      fc.property(bodies, fc.integer({ min: 200, max: 599 }), fc.boolean(), (...given) => {
        const [body, status, hasResult] = given;
        try {
          read(body, { status, hasResult });
        } catch (error) {
          expect(error).toBeInstanceOf(TalkableError);
        }
      }),
    );
  });

  test("deeply nested JSON does not overflow the stack", () => {
    const nested = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const bodies = [nested, `{"ok":false,"error_message":${nested}}`];
    for (const body of bodies) {
      const thrown: unknown[] = [];
      try {
        read(body);
      } catch (error) {
        thrown.push(error);
      }
      expect(thrown.map(isTalkableError)).toEqual([true]);
    }
  });
});

describe("an answer that failed", () => {
  const thrown = (body: string, given: { status?: number; hasResult?: boolean }): unknown => {
    try {
      return read(body, given);
    } catch (error) {
      return error;
    }
  };

  test.each([
    [400, '{"ok":true,"result":{}}', "bad_request", ""],
    [400, "<html>", "bad_request", ""],
    [400, "", "bad_request", ""],
    [418, '{"ok":false,"error_message":"tea"}', "api_error", "tea"],
    [503, '{"ok":true}', "internal_server_error", ""],
    [200, '{"ok":false,"error_message":"no"}', "bad_request", "no"],
    [200, '{"ok":false,"error_message":{"text":"no"}}', "bad_request", ""],
    [404, '{"ok":false,"error_message":"gone"}', "not_found", "gone"],
  ])("with %i and %s is an APIError, with or without a result", (status, body, code, said) => {
    for (const hasResult of [true, false]) {
      expect(thrown(body, { status, hasResult })).toMatchObject({
        code,
        status,
        errorMessage: said,
      });
    }
  });

  test("is not the API's, if it has neither a result by design nor its envelope", () => {
    for (const body of ["<html>", '{"ok":"true"}', "{}"]) {
      expect(isUnexpectedResponseError(thrown(body, { hasResult: false }))).toBe(true);
    }
  });
});

describe("what an error keeps", () => {
  const reply: Reply = json(
    400,
    { ok: false, error_message: "no", hint: "x" },
    { "x-request-id": "req-7", "set-cookie": "session=1", "x-quota": "0" },
  );

  test("status, message as sent, body, request id, and headers without cookies", async () => {
    const server = await serve(reply);
    const error = await rejection(clientOf(server).GET("/api/v2/campaigns"));
    expect(error).toMatchObject({
      status: 400,
      errorMessage: "no",
      requestId: "req-7",
      body: { ok: false, error_message: "no", hint: "x" },
    });
    const { headers } = error as { headers: Headers };
    expect(headers.get("x-quota")).toBe("0");
    expect(headers.has("set-cookie")).toBe(false);
  });
});

describe("Retry-After", () => {
  const date = "Sun, 22 Nov 2026 12:00:00 GMT";
  test.each([
    ["seconds", { "retry-after": "120" }, 120_000],
    ["zero", { "retry-after": "0" }, 0],
    ["a fraction, rounded up", { "retry-after": "0.0004" }, 1],
    [
      "a date, counted from the server's own",
      { "retry-after": "Sun, 22 Nov 2026 12:01:30 GMT", date },
      90_000,
    ],
    ["a date that has passed", { "retry-after": "Sun, 22 Nov 2026 11:00:00 GMT", date }, 0],
    ["nothing", {}, undefined],
    ["seconds that name their unit", { "retry-after": "60s" }, 60_000],
    ["seconds in words", { "retry-after": "60 seconds" }, 60_000],
    ["an ISO date", { "retry-after": "2026-11-22T12:01:30Z", date }, 90_000],
    ["an ISO day", { "retry-after": "2026-11-23", date }, 43_200_000],
    [
      "the day of the week in full",
      { "retry-after": "Sunday, 22-Nov-26 12:01:30 GMT", date },
      90_000,
    ],
    ["two values, as proxies merge them", { "retry-after": "60, 60" }, 60_000],
    ["two values, of which the longer counts", { "retry-after": "1,90" }, 90_000],
    ["a date and seconds", { "retry-after": "Sun, 22 Nov 2026 12:01:30 GMT, 60", date }, 90_000],
    ["seconds and a date", { "retry-after": "60, Sun, 22 Nov 2026 12:01:30 GMT", date }, 90_000],
    [
      "two dates",
      { "retry-after": "Sun, 22 Nov 2026 12:00:30 GMT, Sun, 22 Nov 2026 12:01:30 GMT", date },
      90_000,
    ],
    ["words and a value", { "retry-after": "soon, 60" }, 60_000],
    ["more seconds than there is time", { "retry-after": "99999999999" }, 99_999_999_999_000],
  ])("is milliseconds: %s", (_, headers, expected) => {
    expect(parseRetryAfter(new Headers(Object.entries(headers)))).toBe(expected);
  });

  test.each(["-5", "Infinity", "a while", "soon 2099", "1e306", "PT60S", "1m", "60 minutes", ","])(
    "that cannot be read is a second, not nothing: %s",
    (value) => {
      expect(parseRetryAfter(new Headers({ "retry-after": value }))).toBe(1_000);
    },
  );

  test("of any number of readable values is the longest of them, however they are written", () => {
    const now = Date.parse(date);
    const value = fc.record({
      seconds: fc.nat({ max: 86_400 }),
      write: fc.constantFrom(
        (seconds: number) => String(seconds),
        (seconds: number) => `${seconds}s`,
        (seconds: number) => new Date(now + seconds * 1_000).toUTCString(),
        (seconds: number) => new Date(now + seconds * 1_000).toISOString(),
      ),
    });
    const values = fc.array(value, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, fc.constantFrom(",", ", ", " , "), (parts, comma) => {
        const written = parts.map(({ seconds, write }) => write(seconds)).join(comma);
        const longest = Math.max(...parts.map(({ seconds }) => seconds));
        expect(parseRetryAfter(new Headers({ "retry-after": written, date }))).toBe(
          longest * 1_000,
        );
      }),
    );
  });

  test("a date without the server's own counts from here", () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const wait = parseRetryAfter(new Headers({ "retry-after": inAMinute })) ?? 0;
    expect(wait).toBeGreaterThan(58_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });
});
