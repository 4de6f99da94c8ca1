/* eslint-disable @typescript-eslint/no-deprecated -- deliveries still hold the deprecated members */
import type {
  Campaign,
  EventOrigin,
  Offer,
  Origin,
  Person,
  PurchaseOrigin,
  ReferralReward,
  WebhookPayloads,
} from "../../src/webhooks/index.js";

const campaign = {
  id: 40312,
  type: "StandaloneCampaign",
  cached_slug: 40312,
  tag_names: ["account-page", "spring"],
  joinable_category_names: ["affiliate_member"],
  origin_min_age: null,
  origin_max_age: null,
  new_customer: null,
} satisfies Campaign;

const offer = {
  email: "mira@shop.example",
  phone_number: null,
  short_url_code: "q7Zk2",
  ip_address: "192.0.2.14",
} satisfies Offer;

const signedUp = {
  first_name: "Mira",
  last_name: "Okafor",
  email: "mira@shop.example",
  phone_number: "+14155550132",
  username: "mira-okafor",
  unsubscribed_at: null,
  subscribed_at: "2026-02-03T09:41:07.512-05:00",
  opted_in_at: "2026-02-03T09:41:07.512-05:00",
  phone_opted_in_at: null,
  sub_choice: true,
  is_loyalty_member: false,
  loyalty_member: null,
  custom_properties: { favourite_aisle: "garden" },
  gender: null,
  referral_counts: { total: 3, approved: 2, pending: 1 },
} satisfies Person;

const mira = { ...signedUp, customer_id: "C-8841" } satisfies Person;

const jonas = {
  first_name: null,
  last_name: null,
  email: "jonas@post.example",
  phone_number: null,
  username: null,
  unsubscribed_at: null,
  subscribed_at: null,
  opted_in_at: null,
  phone_opted_in_at: null,
  sub_choice: false,
  is_loyalty_member: false,
  loyalty_member: null,
  custom_properties: {},
  gender: null,
  referral_counts: { total: 0, approved: 0, pending: 0 },
} satisfies Person;

const signupOrigin = {
  id: 7300201,
  type: "AffiliateMember",
  email: "mira@shop.example",
  customer_id: "C-8841",
  traffic_source: "unknown",
  ip_address: "192.0.2.14",
} satisfies Origin;

const purchaseOrigin = {
  id: 7300455,
  type: "Purchase",
  email: "jonas@post.example",
  customer_id: null,
  traffic_source: "post-checkout",
  ip_address: "198.51.100.77",
  order_number: "R-20993",
  order_date: "2026-03-11T18:05:44.093-04:00",
  subtotal: 84.25,
  currency_iso_code: "EUR",
  coupon_code: "HELLO-5,SPRING",
} satisfies PurchaseOrigin;

const eventOrigin = {
  id: 7300460,
  type: "Event",
  email: null,
  phone_number: "+14155550132",
  customer_id: "C-8841",
  traffic_source: "post-event",
  ip_address: "192.0.2.14",
  event_category: "plan_upgraded",
  event_number: "up-551",
  order_date: "2026-03-12T07:00:00.001-04:00",
  subtotal: 12,
  currency_iso_code: "EUR",
  coupon_code: "",
  segment1: "web",
  segment2: null,
  segment3: null,
  utm_source: "newsletter",
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
} satisfies EventOrigin;

const miraReward = {
  id: 990017,
  amount: "7.50",
  email: "mira@shop.example",
  person: mira,
  incentive: "rebate",
  incentive_description: "€7.50 back",
  reward_coupon_code: null,
  origin: signupOrigin,
} satisfies ReferralReward;

const jonasReward = {
  id: 990018,
  amount: "0.00",
  email: "jonas@post.example",
  person: jonas,
  incentive: "discount_coupon",
  incentive_description: "15% off the next order",
  reward_coupon_code: "THANKS-J4",
  origin: purchaseOrigin,
} satisfies ReferralReward;

/** One realistic payload per webhook, with the nulls that deliveries are known to hold. All values are invented. */
export const samples = {
  create_coupon_web_hook: {
    coupon_auto_sync_enabled: false,
    coupon_code: "SPRING-K9TT",
    coupon_list_id: 5120,
    coupon_list_name: "Spring friends",
    email: null,
    phone_number: null,
    discount_amount: "12.5",
    percentage_discount: true,
    usage_limit: 1,
    expires_at: "2026-06-30T23:59:59.999+02:00",
  },
  offer_signup_web_hook: { campaign, offer, ...signedUp },
  claim_signup_web_hook: { campaign, offer, ...jonas, ip_address: "198.51.100.77" },
  post_share_web_hook: {
    campaign,
    share_type: "email",
    share_info: { recipients: ["jonas@post.example", "ida@post.example"] },
    sharer_info: mira,
    origin: { ...signupOrigin, email: null },
  },
  event_web_hook: { person: mira, origin: eventOrigin },
  referral_web_hook: {
    campaign: { ...campaign, type: "DoubleSidedDealCampaign" },
    offer,
    advocate_rewards: [miraReward],
    friend_rewards: [jonasReward],
    referrer: miraReward,
    referred: jonasReward,
    referred_origin: purchaseOrigin,
    share: { channel: "whatsapp" },
  },
  reward_web_hook: {
    campaign,
    offer,
    person: null,
    origin: null,
    reward: {
      id: 990019,
      reason: "click",
      status: "Unpaid",
      incentive_type: "discount_coupon",
      incentive_identifier: "click",
      incentive_description: "10% off for a click",
      incentive_custom_description: null,
      amount: 10,
      coupon_code: "CLICKS",
      coupon: {
        id: 61234,
        code: "CLICKS",
        amount: 10,
        description: "10%",
        percentage_discount: null,
        single_use: false,
        used: false,
        active: true,
        usages: null,
        expires_at: null,
        valid_until: null,
      },
    },
    advocate_origin: signupOrigin,
    friend_origin: null,
  },
  unsubscribe_web_hook: { person: { ...jonas, unsubscribed_at: "2026-03-15T11:20:30.404+01:00" } },
  check_unsubscribe_web_hook: {
    campaign,
    recipient: mira,
    email_type: "notifier_offers_share_via_email_reminder",
  },
} satisfies WebhookPayloads;
