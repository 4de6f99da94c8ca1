import { expectTypeOf, test } from "vitest";
import type {
  ClickIncentive,
  CouponLookup,
  CouponPermission,
  EmailShare,
  EventOrigin,
  Incentive,
  OfferClaimResult,
  Origin,
  OtherIncentive,
  PurchaseOrigin,
  PurchaseResult,
  Referral,
  ReferrerIncentive,
  Reward,
  Share,
  SharingIncentive,
  SocialShare,
} from "../../generated/api.js";

test("an origin narrows by its type, down to the last one", () => {
  const look = (origin: Origin): void => {
    if (origin.type === "Purchase") expectTypeOf(origin).toEqualTypeOf<PurchaseOrigin>();
    else if (origin.type !== "AffiliateMember") expectTypeOf(origin).toEqualTypeOf<EventOrigin>();
  };
  expectTypeOf(look).parameters.toEqualTypeOf<[Origin]>();
});

test("creating a purchase returns a purchase", () => {
  expectTypeOf<PurchaseResult["origin"]>().toEqualTypeOf<PurchaseOrigin>();
});

test("a coupon is there once talkable_coupon is true, and not before", () => {
  const look = (answer: CouponLookup | CouponPermission): void => {
    expectTypeOf(answer).not.toHaveProperty("coupon");
    if (answer.talkable_coupon) expectTypeOf(answer).toHaveProperty("coupon");
    else expectTypeOf(answer).not.toHaveProperty("coupon");
  };
  expectTypeOf(look).returns.toBeVoid();
});

test("an e-mail share has an address, any other share has none", () => {
  const look = (share: Share): void => {
    if (share.type === "EmailOfferShare") expectTypeOf(share).toEqualTypeOf<EmailShare>();
    else expectTypeOf(share).toEqualTypeOf<SocialShare>();
  };
  expectTypeOf(look).returns.toBeVoid();
  expectTypeOf<EmailShare["email"]>().toBeString();
  expectTypeOf<SocialShare>().not.toHaveProperty("email");
});

test("a claim holds the friend's reward, or the reasons why there is none", () => {
  const look = (claim: OfferClaimResult): void => {
    if (claim.friend_reward) {
      expectTypeOf(claim.friend_reward).toEqualTypeOf<Reward>();
      expectTypeOf(claim.friend_unredeem_reason).toBeNull();
    } else {
      expectTypeOf(claim.friend_reward).toBeNull();
      expectTypeOf(claim.friend_unredeem_reason).toExtend<string>();
    }
  };
  expectTypeOf(look).returns.toBeVoid();
});

test("an incentive's criteria can be read once its action type is known", () => {
  const look = (incentive: Incentive): void => {
    if (incentive.action_type === "referrer") {
      expectTypeOf(incentive).toEqualTypeOf<ReferrerIncentive | OtherIncentive>();
      const { criteria_config: criteria } = incentive;
      expectTypeOf(criteria.subtotal_min).toEqualTypeOf<number | null | undefined>();
      expectTypeOf(criteria).not.toHaveProperty("once_per_person");
    }
    if (incentive.action_type === "sharing") {
      expectTypeOf(incentive).toEqualTypeOf<SharingIncentive | OtherIncentive>();
      const { sharing_channels: channels } = incentive.criteria_config;
      expectTypeOf(channels).toEqualTypeOf<string[] | null | undefined>();
    }
    if (incentive.action_type === "click") {
      expectTypeOf(incentive).toEqualTypeOf<ClickIncentive | OtherIncentive>();
      expectTypeOf(incentive.criteria_config.allow_on_self_referral).toEqualTypeOf<
        boolean | undefined
      >();
    }
  };
  expectTypeOf(look).returns.toBeVoid();
});

test("an incentive for an action nobody knew has criteria, known ones and new ones", () => {
  const look = (incentive: Incentive): void => {
    if (incentive.action_type !== "birthday") return;
    expectTypeOf(incentive).toEqualTypeOf<OtherIncentive>();
    expectTypeOf(incentive.criteria_config.once_per_person).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(incentive.criteria_config["minimum_age"]).toBeUnknown();
  };
  expectTypeOf(look).returns.toBeVoid();
});

test("a known value narrows, and a new one can be compared with", () => {
  const needsReview = (referral: Referral): boolean =>
    referral.status === "flagged" || referral.status === "escalated";
  expectTypeOf(needsReview).returns.toBeBoolean();
});
