import { describe, expectTypeOf, test } from "vitest";
import {
  isWebhook,
  isWebhookError,
  type parseWebhook,
  type parseWebhookBody,
  type UnknownWebhookEvent,
  type WebhookEvent,
  type WebhookEventOf,
  type WebhookParseError,
  type WebhookPayloads,
  type WebhookType,
  type WebhookVerificationError,
} from "../../src/webhooks/index.js";

declare const event: WebhookEvent;

describe("an event", () => {
  test("has a site, extras and no key", () => {
    expectTypeOf(event.site).toEqualTypeOf<string>();
    expectTypeOf(event.extras).toEqualTypeOf<Record<string, unknown>>();
    expectTypeOf(event).not.toHaveProperty("key");
  });

  test("has a type that is a string, and completes to the known ones", () => {
    expectTypeOf(event.type).toExtend<string>();
    expectTypeOf<WebhookType>().toExtend<WebhookEvent["type"]>();
  });

  test("is narrowed by isWebhook", () => {
    if (isWebhook(event, "reward_web_hook")) {
      expectTypeOf(event).toEqualTypeOf<WebhookEventOf<"reward_web_hook">>();
      expectTypeOf(event.payload).toEqualTypeOf<WebhookPayloads["reward_web_hook"]>();
    } else {
      expectTypeOf(event.type).not.toEqualTypeOf<"reward_web_hook">();
    }
  });

  test("is narrowed by switch, down to the types that are not known", () => {
    switch (event.type) {
      case "create_coupon_web_hook":
        expectTypeOf(event.payload).toEqualTypeOf<WebhookPayloads["create_coupon_web_hook"]>();
        break;
      case "offer_signup_web_hook":
      case "claim_signup_web_hook":
        expectTypeOf(event).toEqualTypeOf<
          WebhookEventOf<"offer_signup_web_hook" | "claim_signup_web_hook">
        >();
        break;
      case "post_share_web_hook":
      case "event_web_hook":
      case "referral_web_hook":
      case "reward_web_hook":
      case "unsubscribe_web_hook":
      case "check_unsubscribe_web_hook":
        expectTypeOf(event.payload).not.toBeUnknown();
        break;
      default:
        expectTypeOf(event).toEqualTypeOf<UnknownWebhookEvent>();
        expectTypeOf(event.payload).toBeUnknown();
    }
  });

  test("is narrowed by comparison", () => {
    if (event.type !== "event_web_hook") return;
    expectTypeOf(event.payload).toEqualTypeOf<WebhookPayloads["event_web_hook"]>();
  });

  test("cannot be compared to a misspelt type", () => {
    // @ts-expect-error: the types end in _web_hook
    expectTypeOf(event.type === "reward_webhook").toBeBoolean();
    // @ts-expect-error: the types end in _web_hook
    isWebhook(event, "reward_webhook");
  });

  test("of a type that is not known yet can be compared to it as a string", () => {
    const type: string = event.type;
    expectTypeOf(type === "loyalty_web_hook").toBeBoolean();
  });
});

test("all nine webhooks have a payload type of their own", () => {
  expectTypeOf<WebhookType>().toEqualTypeOf<
    | "create_coupon_web_hook"
    | "offer_signup_web_hook"
    | "claim_signup_web_hook"
    | "post_share_web_hook"
    | "event_web_hook"
    | "referral_web_hook"
    | "reward_web_hook"
    | "unsubscribe_web_hook"
    | "check_unsubscribe_web_hook"
  >();
});

test("amounts are strings for new coupons and in referrals, numbers in rewards", () => {
  type Coupon = WebhookPayloads["create_coupon_web_hook"];
  expectTypeOf<NonNullable<Coupon["discount_amount"]>>().toEqualTypeOf<string>();
  type Referral = WebhookPayloads["referral_web_hook"];
  type ReferralReward = NonNullable<Referral["advocate_rewards"]>[number];
  expectTypeOf<NonNullable<ReferralReward["amount"]>>().toEqualTypeOf<string>();
  type Reward = NonNullable<WebhookPayloads["reward_web_hook"]["reward"]>;
  expectTypeOf<NonNullable<Reward["amount"]>>().toEqualTypeOf<number>();
});

test("a key has to be given, and options have to be spelt right", () => {
  expectTypeOf<{ key: string }>().toExtend<Parameters<typeof parseWebhook>[1]>();
  expectTypeOf<{ key: readonly string[] }>().toExtend<Parameters<typeof parseWebhook>[1]>();
  expectTypeOf<object>().not.toExtend<Parameters<typeof parseWebhook>[1]>();
  expectTypeOf<{ key: undefined }>().not.toExtend<Parameters<typeof parseWebhookBody>[1]>();
  expectTypeOf<Request>().toExtend<Parameters<typeof parseWebhook>[0]>();
});

test("errors are told apart by their code", () => {
  const error: unknown = new Error();
  if (!isWebhookError(error)) return;
  if (error.code === "webhook_parse") {
    expectTypeOf(error).toEqualTypeOf<WebhookParseError>();
    expectTypeOf(error.status).toEqualTypeOf<400>();
  } else {
    expectTypeOf(error).toEqualTypeOf<WebhookVerificationError>();
    expectTypeOf(error.status).toEqualTypeOf<401>();
  }
});
