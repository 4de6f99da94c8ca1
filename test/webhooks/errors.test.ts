import { expect, test, vi } from "vitest";
import * as webhooks from "../../src/webhooks/index.js";
import { fields, key } from "./deliveries.js";
import { rejection } from "./parse-errors.js";

const cases = [
  ["WebhookVerificationError", "webhook_verification", 401, { ...fields(), key: "wrong" }],
  ["WebhookParseError", "webhook_parse", 400, { ...fields(), type: 1 }],
] as const;

test.each(cases)(
  "%s says what it is in name, code, status and stack",
  async (name, code, status, body) => {
    const error = await rejection(webhooks.parseWebhookBody(body, { key }));
    expect(error).toBeInstanceOf(webhooks[name]);
    expect(error).toMatchObject({ name, code, status });
    expect(error.stack).toMatch(new RegExp(`^${name}: The `));
  },
);

test.each(cases)("%s of another installed copy is recognised", async (_, code, __, body) => {
  vi.resetModules();
  const copy = await import("../../src/webhooks/index.js");
  expect(copy.WebhookParseError).not.toBe(webhooks.WebhookParseError);
  const error = await rejection(copy.parseWebhookBody(body, { key }));
  expect(error).not.toBeInstanceOf(webhooks.WebhookParseError);
  expect(webhooks.isWebhookError(error)).toBe(true);
  expect(webhooks.isWebhookError(error) && error.code).toBe(code);
});

test("nothing else is taken for a webhook error", () => {
  const lookalike = Object.assign(new Error("x"), { code: "webhook_parse", status: 400 });
  for (const other of [lookalike, new TypeError("x"), null, undefined, "webhook_parse", {}, 1]) {
    expect(webhooks.isWebhookError(other)).toBe(false);
  }
});
