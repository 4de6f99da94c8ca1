import { describe, expect, test } from "vitest";
import {
  connectionLost,
  createFakeTalkable,
  errorAnswer,
  type Failure,
  throttled,
  unanswered,
} from "../../src/testing/index.js";

const sources = "/api/v2/traffic_sources";
const url = `https://www.talkable.com${sources}?site_slug=acme-shop`;
const purchases = "https://www.talkable.com/api/v2/origins/purchase";

function init(method = "GET", body?: string, signal = new AbortController().signal) {
  const head = { method, headers: {}, redirect: "manual", signal } as const;
  return body === undefined ? head : { ...head, body };
}

function answering(failure: Failure) {
  return createFakeTalkable().on("GET", sources, failure);
}

describe("the fake's fetch ends as a platform's does", () => {
  test("with an answer in JSON", async () => {
    const response = await createFakeTalkable().fetch(url, init());
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(await response.text())).toMatchObject({ ok: true });
  });

  test.each([
    [errorAnswer(422), 422, '{"ok":false,"error_message":"Something is wrong"}', null],
    [errorAnswer(599, { message: "x" }), 599, '{"ok":false,"error_message":"x"}', null],
    [throttled(), 429, "", null],
    [throttled({ retryAfter: 0 }), 429, "", "0.000"],
    [throttled({ retryAfter: 1_500 }), 429, "", "1.500"],
  ])("with the answer of a failure: %#", async (failure, status, body, retryAfter) => {
    const response = await answering(failure).fetch(url, init());
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
    expect(response.headers.get("retry-after")).toBe(retryAfter);
  });

  test("with a TypeError where the connection is lost, the code in its cause", async () => {
    const call = answering(connectionLost()).fetch(url, init());
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toMatchObject({
      message: "fetch failed",
      cause: { code: "ECONNRESET" },
    });
  });

  test.each([
    ["before it began", createFakeTalkable(), true],
    ["while nothing is answered", answering(unanswered()), false],
  ])("with an AbortError when it is aborted %s", async (_, fake, isEarly) => {
    const controller = new AbortController();
    if (isEarly) controller.abort();
    const call = fake.fetch(url, init("GET", undefined, controller.signal));
    const message = "This operation was aborted";
    const ended = expect(call).rejects.toMatchObject({ name: "AbortError", message });
    await new Promise(setImmediate);
    controller.abort();
    await ended;
  });
});

describe("a request that a client would not send", () => {
  test.each([
    ["without its body", undefined, "body is missing"],
    ["with a body that is no JSON", '{"data":', "body is no JSON"],
  ])("is refused %s", async (_, body, problem) => {
    const fake = createFakeTalkable();
    await expect(fake.fetch(purchases, init("POST", body))).rejects.toThrow(problem);
    expect(fake.refusals).toEqual([`POST /api/v2/origins/purchase: ${problem}`]);
  });

  test("passes with a body where the document has none", async () => {
    const fake = createFakeTalkable();
    await fake.fetch(url, init("GET", '{"a":1}'));
    expect(fake.calls).toMatchObject([{ operation: `GET ${sources}`, body: { a: 1 } }]);
  });

  test("is noted with a path segment as it is, where that is no encoded text", async () => {
    const fake = createFakeTalkable();
    const person = "https://www.talkable.com/api/v2/people/100%25%E0%A4%A?site_slug=acme-shop";
    await fake.fetch(person, init());
    expect(fake.callsOf("GET", "/api/v2/people/{person_slug}")[0]?.params.path.person_slug).toBe(
      "100%25%E0%A4%A",
    );
  });
});

test("what is no status of a failure is refused", () => {
  for (const status of [399, 600, 404.5]) expect(() => errorAnswer(status)).toThrow("400 to 599");
});
