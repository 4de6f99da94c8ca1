/* eslint-disable @typescript-eslint/no-deprecated -- older answers have members that are deprecated today */
import { assertType, test } from "vitest";
import type {
  AffiliateMemberOrigin,
  AffiliateMemberResult,
  Campaign,
  ClickIncentive,
  Coupon,
  CouponLookup,
  CouponPermission,
  EmailShareResult,
  EventOrigin,
  EventResult,
  Incentive,
  LoyaltyMember,
  Metric,
  Offer,
  OfferResult,
  Person,
  PersonalData,
  PersonalDataOrigin,
  PointsAdjustmentResult,
  PurchaseOrigin,
  RecipientStatus,
  Referral,
  ReferrerIncentive,
  RefundResult,
  Reward,
  SegmentedMetric,
  Share,
  SocialShareResult,
} from "../../generated/api.js";

// Shapes that other sources than today's published document show: the reference of 2022, older docs, the Ruby gem, the
// mobile SDKs and third-party integrations. They must stay assignable, since the server may still answer that way.

const person2022 = {
  custom_properties: { shoe_size: "42" },
  sub_choice: false,
  subscribed_at: null,
  customer_id: "shopper-77",
  email: "carol@example.net",
  events_count: 2,
  first_name: "Carol",
  last_name: "Clark",
  personal_claim_url: "https://share.acme-shop.example/by/carol",
  referral_counts: { total: 3, approved: 2, pending: 1 },
  reward_counts: { total: 2, unpaid: 1, paid: 1 },
  share_counts: { total: 4, facebook: 3, other: 1 },
  unsubscribed_at: null,
  username: "carol",
  referred_by: null,
} satisfies Person;

const associatedCampaign2022 = {
  id: 88,
  slug: 88,
  name: "Winter invitations",
  appearance: "inline",
  is_active: true,
  status: "Test",
  origin_max_age: null,
  origin_min_age: null,
  tag_names: ["winter"],
  new_customer: null,
} satisfies Campaign;

const campaign2022 = {
  ...associatedCampaign2022,
  joinable_category_names: ["purchase"],
} satisfies Campaign;

const coupon2022 = {
  id: 61,
  code: "WINTER-CAROL",
  amount: 7,
  percentage_discount: false,
  single_use: false,
  used: false,
  expires_at: "2017-11-30T23:59:59.000-08:00",
} satisfies Coupon;

const clickIncentive2017 = {
  action_type: "click",
  amount: 7,
  description: "$7",
  percentage: false,
  criteria_config: {
    new_customer: null,
    allow_on_expired_offer: true,
    allow_on_self_referral: false,
    has_liquid_criteria: false,
  },
  for_advocate: false,
  for_friend: true,
  identifier: "click",
  incentive_type: "discount_coupon",
  coupon_expires_at: "2017-11-30T23:59:59.000-08:00",
} satisfies ClickIncentive;

const offer2022 = {
  email: "carol@example.net",
  short_url_code: "crl77",
  claim_url: "https://share.acme-shop.example/x/crl77",
  show_url: "https://share.acme-shop.example/o/crl77",
  coupon_code: null,
  incentives: {},
  trigger_widget: false,
  campaign_tags: [],
} satisfies Offer;

const rebate2022 = {
  id: 71,
  amount: 7,
  reason: "referrer",
  status: "Voided",
  coupon: null,
  coupon_code: null,
  incentive_type: "rebate",
  incentive_description: "$7 back",
} satisfies Reward;

const untagged = {
  segment1: null,
  segment2: null,
  segment3: null,
  utm_source: null,
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
};

const purchase2022 = {
  ...untagged,
  id: 91,
  type: "Purchase",
  customer_id: "shopper-77",
  ip_address: "198.51.100.7",
  order_number: 4711,
  order_date: "2022-01-10T10:00:00.123-08:00",
  subtotal: 35,
  coupon_code: "",
  refunded_at: null,
} satisfies PurchaseOrigin;

const member2022 = {
  email: "carol@example.net",
  points_balance: 30,
  custom_properties: { raffle: "t" },
} satisfies LoyaltyMember;

const recipient = {
  currently_sent: true,
  previously_sent: false,
  email_valid: true,
  self_referral: false,
  unsubscribed: false,
  meets_criteria: true,
  sharable: true,
};

const sent2022 = {
  currently_sent: 2,
  currently_not_sent: 1,
  previously_sent: 0,
  total_sent: 2,
  left_emails: 20,
  sent_limit_exceeded: false,
};

test("2022 reference: a person without opt-in times, phone number, gender and inviter", () => {
  assertType<Person>(person2022);
});

test("2022 reference: counts of a person by channel and by status", () => {
  assertType<Person["share_counts"]>({ total: 4, facebook: 3, other: 1 });
  assertType<Person["reward_counts"]>({ total: 2, unpaid: 1, paid: 1 });
});

test("Ruby gem: a person who unsubscribed at a time in UTC", () => {
  assertType<Person>({ ...person2022, unsubscribed_at: "2018-04-01T12:30:00.000Z" });
});

test("2023 webhook samples: a person with opt-in times", () => {
  const time = "2023-02-01T08:00:00.250+02:00";
  assertType<Person>({
    ...person2022,
    sub_choice: true,
    subscribed_at: time,
    opted_in_at: time,
    phone_opted_in_at: time,
  });
});

test("2022 reference: personal data of an affiliate member, whose order number is an e-mail address", () => {
  assertType<PersonalData>({
    created_at: "2022-01-10T10:00:00.123-08:00",
    customer_id: null,
    email: "carol@example.net",
    first_name: "Carol",
    last_name: "Clark",
    username: null,
    opted_in_at: null,
    unsubscribed_at: null,
    origins: [
      {
        type: "AffiliateMember",
        created_at: "2022-01-10T10:00:00.123-08:00",
        ip_address: "198.51.100.7",
        order_number: "carol@example.net",
        subtotal: 0,
      },
    ],
  });
});

test("fides connector: an origin of personal data with a shipping address", () => {
  assertType<PersonalDataOrigin>({
    type: "Purchase",
    created_at: "2023-03-01T09:00:00.000-08:00",
    ip_address: "198.51.100.7",
    order_number: "4711",
    subtotal: 35,
    shipping_address: "1 Main Street, Springfield",
    shipping_zip: "12345",
  });
});

const referral2022 = {
  id: 81,
  referred_subtotal: 23,
  ad_rewarded: false,
  campaign_id: 88,
  created_at: "2022-01-10T10:00:00.123-08:00",
  updated_at: "2022-01-11T10:00:00.456-08:00",
  fraud_details: null,
  fraud_policies_status: {
    blocked: [],
    flagged: [],
    skipped: ["Matching by Combination of IP Address &amp; User Agent"],
    passed: ["Similar Email Match"],
  },
  offer_id: 41,
  qa_generated: false,
  referred_origin_id: 92,
  status: "pending",
  track_method: "coupon",
  advocate_person: { id: 7, email: "carol@example.net", first_name: "Carol", last_name: "Clark" },
  friend_person: { id: 8, email: "dave@example.net", first_name: null, last_name: null },
} satisfies Referral;

test("2022 reference: a referral without rewards, its persons without phone numbers", () => {
  assertType<Referral>(referral2022);
});

test("Custom App sample: a referral in progress", () => {
  assertType<Referral>({ ...referral2022, status: "in_progress" });
});

test("developer docs: a referral tracked by a method whose spelling nobody has seen", () => {
  assertType<Referral>({ ...referral2022, track_method: "sticky_advocate" });
});

test("2022 reference: a rebate without a custom description", () => {
  assertType<Reward>(rebate2022);
});

test("Ruby gem: a reward without an amount", () => {
  assertType<Reward>({ ...rebate2022, amount: null });
});

test("docs before 2018: a discount coupon without an amount, given for sharing by e-mail", () => {
  assertType<Reward>({
    ...rebate2022,
    amount: null,
    reason: "email_shared",
    incentive_type: "discount_coupon",
    coupon: coupon2022,
    coupon_code: coupon2022.code,
  });
});

test("2022 reference: a coupon without description, activity, usages and validity", () => {
  assertType<Coupon>(coupon2022);
});

test("2022 reference: a coupon for many uses is neither per cent nor not", () => {
  assertType<Coupon>({ ...coupon2022, percentage_discount: null });
});

test("2022 reference and Ruby gem: a coupon code that Talkable does not know", () => {
  assertType<CouponLookup>({ talkable_coupon: false });
  assertType<CouponPermission>({ allowed: true, talkable_coupon: false });
});

test("2022 reference: a coupon issued to a person, with the reward behind it", () => {
  assertType<CouponLookup>({
    talkable_coupon: true,
    coupon: coupon2022,
    associated_reward: {
      created_at: "2022-01-10T10:00:00.123-08:00",
      person: {
        personal_claim_url: "https://share.acme-shop.example/by/carol",
        events_count: 2,
        first_name: "Carol",
        last_name: "Clark",
        email: "carol@example.net",
        username: "carol",
        unsubscribed_at: null,
        subscribed_at: null,
        sub_choice: false,
        referral_counts: { total: 3, approved: 2, pending: 1 },
      },
      campaign: associatedCampaign2022,
      incentive: clickIncentive2017,
    },
  });
});

test("2022 reference: a coupon that somebody else was given", () => {
  assertType<CouponPermission>({
    talkable_coupon: true,
    allowed: false,
    error_message: "This coupon code has been issued to another email address",
    coupon: coupon2022,
    associated_reward: null,
    checks: {
      coupon_unissued: false,
      coupon_expired: false,
      friend_offer_expired: false,
      different_owner: true,
      coupon_used: false,
    },
  });
});

test("2022 reference: an offer with an incentive for clicks of new customers", () => {
  assertType<Offer>({
    ...offer2022,
    id: 41,
    incentives: {
      friend_new_customer: {
        ...clickIncentive2017,
        identifier: "friend_new_customer",
        highest_amount: true,
        criteria_config: {
          ...clickIncentive2017.criteria_config,
          new_customer: true,
          once_per_person: true,
          new_optin: false,
        },
      },
    },
  });
});

test("2022 reference: criteria of a referrer without divisors", () => {
  const incentive = {
    ...clickIncentive2017,
    action_type: "referrer",
    identifier: "referrer",
    criteria_config: {
      new_customer: true,
      new_optin: false,
      subtotal_min: 20,
      subtotal_max: null,
      referrals_min: null,
      referrals_max: null,
      reward_uniqueness: "once_per_friend",
      friend_event_category: "purchase",
      has_liquid_criteria: false,
    },
  } satisfies ReferrerIncentive;
  assertType<Incentive>(incentive);
});

test("2022 reference: the offer beside its claim links has no id", () => {
  assertType<OfferResult>({
    offer: offer2022,
    claim_links: { twitter: "https://share.acme-shop.example/x/crl77-tw" },
  });
});

const share2022 = {
  id: 31,
  type: "SocialOfferShare",
  channel_identifier: "other",
  short_url: "https://share.acme-shop.example/x/crl77",
  offer: offer2022,
  campaign: campaign2022,
  friends_count: 4,
  friend_clicks_count: 9,
} satisfies Share;

test("2022 reference: a share without the time of sharing", () => {
  assertType<Share>(share2022);
});

test("Android SDK: a plain offer share, and a channel of the SDKs", () => {
  assertType<Share>({ ...share2022, type: "OfferShare" });
  assertType<Share>({ ...share2022, channel_identifier: "direct_email_native" });
});

test("docs of 2018: a social share without a reward", () => {
  assertType<SocialShareResult>({ share: share2022, reward: null });
});

test("2022 reference: a campaign without a live period, but with its kind of customers", () => {
  assertType<Campaign>(campaign2022);
});

test("docs before 2021: a campaign with a textual slug and a type", () => {
  assertType<Campaign>({ ...campaign2022, slug: "88-winter", type: "Standalone Campaign" });
});

test("Singer tap: a campaign with ages of origins", () => {
  assertType<Campaign>({ ...campaign2022, origin_max_age: 3600, origin_min_age: 60 });
});

test("2022 reference: a purchase with the integer that was sent as its number", () => {
  assertType<PurchaseOrigin>(purchase2022);
});

test("2022 reference: a refunded purchase without the amount of the refund", () => {
  assertType<RefundResult>({
    origin: { ...purchase2022, refunded_at: "2022-01-12T10:00:00.789-08:00" },
  });
});

test("2022 reference: an event without a subtotal", () => {
  const event = {
    ...untagged,
    id: 93,
    type: "Event",
    customer_id: null,
    ip_address: "198.51.100.7",
    event_number: "5",
    event_category: "store_visit",
    coupon_code: "",
    refunded_at: null,
  } satisfies EventOrigin;
  assertType<EventResult>({ origin: event, offer: null });
});

test("Android SDK: an affiliate member without an e-mail address, a purchase without coupons", () => {
  const member = {
    ...untagged,
    id: 94,
    type: "AffiliateMember",
    email: null,
    customer_id: null,
    ip_address: "198.51.100.7",
  } satisfies AffiliateMemberOrigin;
  assertType<AffiliateMemberResult>({ origin: member, offer: null });
  assertType<PurchaseOrigin>({ ...purchase2022, coupon_code: null });
});

test("2022 reference: a loyalty member without phone number and dates", () => {
  assertType<LoyaltyMember>(member2022);
});

test("2022 reference: adjusted points answer with the member alone", () => {
  assertType<PointsAdjustmentResult>({ loyalty_member: member2022 });
});

test("2022 reference and Ruby gem: metrics in per cent and in money", () => {
  assertType<Metric>({ plain: 41.7, formatted: "41.70%", result_type: "percent" });
  assertType<Metric>({ plain: 980, formatted: "$980", result_type: "money" });
});

test("2022 reference: a metric segmented by sharing channel has no period", () => {
  assertType<SegmentedMetric>({
    plain: 6,
    formatted: "6",
    result_type: "number",
    sharing_channel: "SMS",
  });
});

test("2022 reference: e-mails shared, with blocklisted recipients and no rewards", () => {
  assertType<EmailShareResult>({
    success: true,
    stats: sent2022,
    recipients: { "dave@example.net": { ...recipient, blocklisted: false } },
    reward: null,
  });
});

test("Ruby gem: a recipient with the older spelling alone", () => {
  assertType<RecipientStatus>({ ...recipient, blacklisted: false });
});

test("docs of 2014 to 2018: e-mails shared for a reward", () => {
  assertType<EmailShareResult>({
    success: true,
    stats: sent2022,
    recipients: { "dave@example.net": { ...recipient, blacklisted: false } },
    reward: rebate2022,
  });
});
