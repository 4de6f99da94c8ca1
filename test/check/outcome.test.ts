import { expect, test } from "vitest";
import { apiErrorFor } from "../../src/errors/api-errors.js";
import { answerOf, outcomeOf, reasonOf } from "../../src/check/outcome.js";
import { isTalkableError, type AnyTalkableError } from "../../src/errors/guards.js";
import {
  APIConnectionError,
  APITimeoutError,
  ConfigurationError,
  UnexpectedResponseError,
} from "../../src/index.js";

const facts = { operation: "GET /x", attempts: 1 };

/** As whoever catches it sees it. */
function caught(error: Error): AnyTalkableError {
  if (isTalkableError(error)) return error;
  throw error;
}

function said(status: number, body: unknown = { ok: false }): AnyTalkableError {
  const details = { ...facts, status, headers: new Headers(), body };
  return caught(apiErrorFor({ ...details, errorMessage: "" }));
}

function unexpected(status: number): AnyTalkableError {
  const details = { ...facts, status, headers: new Headers(), body: "<p>" };
  return caught(new UnexpectedResponseError("the answer is odd.", details));
}

const lost = (connectionCode?: string) =>
  caught(new APIConnectionError("lost.", { ...facts, connectionCode }));

test.each<[string, AnyTalkableError | undefined, number | undefined, string]>([
  ["a result", undefined, 200, "answered"],
  ["a result that is no JSON", undefined, undefined, "answered"],
  ["a lost connection", lost(), undefined, "failed"],
  ["throttling", said(429), 429, "failed"],
  ["a server's error", said(500), 500, "failed"],
  ["a refusal", said(499), 499, "refused"],
  ["a refusal with the status of a success", said(200), 200, "refused"],
  ["JSON that is not the envelope", unexpected(200), 200, "answered"],
  ["JSON of a redirect", unexpected(300), 300, "refused"],
])("what a call came to: %s", (_, error, status, outcome) => {
  expect(outcomeOf(error, status)).toBe(outcome);
});

test("the answer of a refusal is its status and body, if that is an object", () => {
  expect(answerOf(said(403, { ok: false, hint: 1 }))).toEqual({
    status: 403,
    body: { ok: false, hint: 1 },
  });
  expect(answerOf(said(403, "<p>"))).toBeUndefined();
  expect(answerOf(unexpected(200))).toBeUndefined();
  expect(answerOf(lost())).toBeUndefined();
});

test.each<[AnyTalkableError | undefined, string]>([
  [undefined, ""],
  [lost("ECONNRESET"), "ECONNRESET"],
  [lost(), "connection error"],
  [said(403), "403 permission denied"],
  [unexpected(200), "200 unexpected response"],
  [caught(new APITimeoutError("timeout", 1, facts)), "timeout"],
  [caught(new ConfigurationError("x", facts)), "configuration"],
])("the reason is told in words of our own: %#", (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
