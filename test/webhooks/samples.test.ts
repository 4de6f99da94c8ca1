import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { operationsOf, pointer } from "../../scripts/document/document.js";
import { isObject, type Json } from "../../scripts/document/json.js";
import { validatorOf } from "../../scripts/verify.js";
import { checkUnsubscribeResponse, type WebhookType } from "../../src/webhooks/index.js";
import { fields, jsonDelivery, types } from "./deliveries.js";
import { samples } from "./samples.js";

const file = new URL("../../openapi/webhooks.yaml", import.meta.url);
const yaml: unknown = parse(await readFile(file, "utf8"));
const document = isObject(yaml) ? yaml : {};
const validate = validatorOf(document);

const pathOf = (type: WebhookType): string => `/your_api_${type}_path`;

function conflictsOf(type: WebhookType, content: Record<string, unknown>): string[] {
  const media = ["content", "application/json", "schema"];
  const body = JSON.parse(jsonDelivery(content).body) as Json;
  const schema = pointer("paths", pathOf(type), "post", "requestBody", ...media);
  return validate(schema, body).map(({ message }) => message);
}

test("there is a sample of every webhook in openapi/webhooks.yaml", () => {
  const paths = operationsOf(document).map(({ path }) => path);
  expect(paths.toSorted()).toStrictEqual(types.map(pathOf).toSorted());
});

describe.each(types)("the sample of %s", (type) => {
  test("validates against openapi/webhooks.yaml, as a test delivery too", () => {
    expect(conflictsOf(type, fields(type))).toStrictEqual([]);
    expect(conflictsOf(type, { ...fields(type), test: true })).toStrictEqual([]);
  });

  test("would not under another type, or without one of its members", () => {
    expect(conflictsOf(type, { ...fields(type), type: "x" })).not.toStrictEqual([]);
    for (const name of Object.keys(samples[type])) {
      if (/^(phone_number|gender|referrer|referred)$/.test(name)) continue;
      const payload = Object.entries(samples[type]).filter(([other]) => other !== name);
      const content = { ...fields(type), payload: Object.fromEntries(payload) };
      expect(conflictsOf(type, content), name).not.toStrictEqual([]);
    }
  });
});

test("amounts are text for new coupons and in referrals, and numbers in rewards", () => {
  const withAmount = (type: WebhookType, from: RegExp, to: string): string[] => {
    const text = JSON.stringify(fields(type));
    expect(text).toMatch(from);
    return conflictsOf(type, JSON.parse(text.replace(from, to)) as Record<string, unknown>);
  };
  const coupon = withAmount(
    "create_coupon_web_hook",
    /"discount_amount":"12.5"/,
    '"discount_amount":12.5',
  );
  expect(coupon).toStrictEqual([expect.stringContaining("/discount_amount must be string")]);
  const referral = withAmount("referral_web_hook", /"amount":"7.50"/, '"amount":7.5');
  expect(referral).toContainEqual(expect.stringContaining("/amount must be string"));
  const reward = withAmount(
    "reward_web_hook",
    /"amount":10,"coupon_code"/,
    '"amount":"10","coupon_code"',
  );
  expect(reward).toStrictEqual([expect.stringContaining("/reward/amount must be number")]);
});

test("the answer to check_unsubscribe validates, too", async () => {
  const schema = pointer("components", "schemas", "check_unsubscribe_response");
  const answer = (await checkUnsubscribeResponse(true).json()) as Json;
  expect(validate(schema, answer)).toStrictEqual([]);
  expect(validate(schema, { unsubscribed: true })).not.toStrictEqual([]);
});
