import type { TalkableClient } from "../../src/index.js";

type Client = TalkableClient;

const site = { site_slug: "acme-shop" };
const person = { path: { person_slug: "ann@example.com" } };
const member = { path: { email: "ann@example.com" } };
const offer = { path: { short_url_code: "an4n2x" } };
const january = { start_date: "2026-01-01", end_date: "1/31/2026" };
const file = new File([new Uint8Array([137, 80, 78, 71])], "logo.png", { type: "image/png" });
const visitor = "7c1f2b9e-56a4-4a0e-9d3c-0f6a1b2c3d4e";

const customer = {
  email: "ann@example.com",
  first_name: "Ann",
  last_name: "Archer",
  username: "ann_archer",
  customer_id: "C-77",
  custom_properties: { city: "Utrecht", visits: 3, vip: true },
  phone_number: "+31201234567",
  campaign_tags: "thank-you",
  sharing_channels: ["facebook", "sms"],
  ip_address: "203.0.113.7",
  uuid: visitor,
  created_at: "2026-02-03T04:05:06+01:00",
  traffic_source: "web",
  segment1: "nl",
  segment2: "returning",
  segment3: "summer",
  utm_source: "newsletter",
  utm_medium: "email",
  utm_campaign: "spring",
  utm_term: "shoes",
  utm_content: "header",
};
const order = {
  subtotal: 49.9,
  coupon_codes: ["THANKS10"],
  currency_iso_code: "EUR" as const,
  shipping_address: "1 Canal Street, Utrecht, 3511 AA, Netherlands",
  shipping_zip: "3511 AA",
  items: [{ price: 24.95, quantity: 2, product_id: "SOCKS-M" }],
};
const purchase = { ...customer, ...order, order_number: "1001" };
const event = { ...customer, ...order, event_category: "survey_answered", event_number: "17" };
const metrics = {
  ...january,
  "sharing_channels[]": ["email", "sms"],
  "traffic_sources[]": ["web"],
  "campaign_ids[]": [11, 12],
  "campaign_tags[]": ["spring"],
  campaign_status: "Live",
  mobile_visitor: false,
  device_type: "desktop",
  precision: 2,
  live_campaigns_only: true,
  exclude_qa_generated: true,
};

/** One call of every operation, with every argument that it takes. */
export const calls = {
  "GET /api/v2/assets": (client: Client) =>
    client.withResponse.GET("/api/v2/assets", {
      params: { query: { content_type: "image", page: 2, per_page: 50 } },
    }),
  "POST /api/v2/assets": (client: Client) =>
    client.withResponse.POST("/api/v2/assets", { body: { file } }),
  "GET /api/v2/assets/{id}": (client: Client) =>
    client.withResponse.GET("/api/v2/assets/{id}", { params: { path: { id: 5 } } }),
  "GET /api/v2/campaigns": (client: Client) => client.withResponse.GET("/api/v2/campaigns"),
  "GET /api/v2/coupons/{code}": (client: Client) =>
    client.withResponse.GET("/api/v2/coupons/{code}", { params: { path: { code: "THANKS%10" } } }),
  "GET /api/v2/coupons/{code}/permission/{person_slug}": (client: Client) =>
    client.withResponse.GET("/api/v2/coupons/{code}/permission/{person_slug}", {
      params: { path: { code: "THANKS10", person_slug: "+31201234567" } },
    }),
  "GET /api/v2/loyalty/members/{email}/collect_actions": (client: Client) =>
    client.withResponse.GET("/api/v2/loyalty/members/{email}/collect_actions", { params: member }),
  "POST /api/v2/loyalty/members/{email}/collect_actions": (client: Client) =>
    client.withResponse.POST("/api/v2/loyalty/members/{email}/collect_actions", {
      params: member,
      body: { data: { type: "review", traffic_source: "shop" } },
    }),
  "GET /api/v2/loyalty/members/{email}/manual_adjustment_actions": (client: Client) =>
    client.withResponse.GET("/api/v2/loyalty/members/{email}/manual_adjustment_actions", {
      params: member,
    }),
  "POST /api/v2/loyalty/members/{email}/manual_adjustment_actions": (client: Client) =>
    client.withResponse.POST("/api/v2/loyalty/members/{email}/manual_adjustment_actions", {
      params: member,
      body: { data: { points: -25, description: "Correction" } },
    }),
  "GET /api/v2/loyalty/members/{email}": (client: Client) =>
    client.withResponse.GET("/api/v2/loyalty/members/{email}", { params: member }),
  "PUT /api/v2/loyalty/members/{email}": (client: Client) =>
    client.withResponse.PUT("/api/v2/loyalty/members/{email}", {
      params: member,
      body: {
        data: {
          custom_properties: { tier: "gold" },
          member_dates: [{ identifier: "anniversary", date: "2020-06-30" }],
        },
      },
    }),
  "GET /api/v2/loyalty/members/{email}/redeem_actions": (client: Client) =>
    client.withResponse.GET("/api/v2/loyalty/members/{email}/redeem_actions", { params: member }),
  "POST /api/v2/loyalty/members/{email}/redeem_actions": (client: Client) =>
    client.withResponse.POST("/api/v2/loyalty/members/{email}/redeem_actions", {
      params: member,
      body: { data: { redemption_batch_id: 3, traffic_source: "shop" } },
    }),
  "GET /api/v2/loyalty/members/{email}/redemption_batches": (client: Client) =>
    client.withResponse.GET("/api/v2/loyalty/members/{email}/redemption_batches", {
      params: member,
    }),
  "GET /api/v2/metrics/{metric}": (client: Client) =>
    client.withResponse.GET("/api/v2/metrics/{metric}", {
      params: { path: { metric: "shares" }, query: metrics },
    }),
  "GET /api/v2/metrics/{metric}/segmentize": (client: Client) =>
    client.withResponse.GET("/api/v2/metrics/{metric}/segmentize", {
      params: {
        path: { metric: "shares" },
        query: {
          ...metrics,
          "segment_by[period]": "month",
          "segment_by[campaign_tags]": ["spring"],
          "segment_by[sharing_channels]": true,
          "segment_by[campaign_types]": false,
        },
      },
    }),
  "POST /api/v2/offer_claims": (client: Client) =>
    client.withResponse.POST("/api/v2/offer_claims", {
      params: { query: { advocate_email: "ann@example.com", friend_email: "bob@example.com" } },
    }),
  "GET /api/v2/offers/{short_url_code}": (client: Client) =>
    client.withResponse.GET("/api/v2/offers/{short_url_code}", {
      params: { ...offer, query: { "sharing_channels[]": ["facebook", "sms"] } },
    }),
  "GET /api/v2/offers/{short_url_code}/claim_url_status": (client: Client) =>
    client.withResponse.GET("/api/v2/offers/{short_url_code}/claim_url_status", {
      params: { ...offer, query: { claim_url: "https://refer.example.com/x/an4n2x" } },
    }),
  "POST /api/v2/offers/{short_url_code}/shares/email": (client: Client) =>
    client.withResponse.POST("/api/v2/offers/{short_url_code}/shares/email", {
      params: offer,
      body: {
        recipients: "bob@example.com,cleo@example.com",
        subject: "Ten off",
        body: "Have a look at this shop.",
        reminder: false,
        validation_only: true,
      },
    }),
  "POST /api/v2/offers/{short_url_code}/shares/social": (client: Client) =>
    client.withResponse.POST("/api/v2/offers/{short_url_code}/shares/social", {
      params: offer,
      body: { channel: "whatsapp" },
    }),
  "POST /api/v2/origins": (client: Client) =>
    client.withResponse.POST("/api/v2/origins", { body: { type: "Purchase", data: purchase } }),
  "POST /api/v2/origins/affiliate_member": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/affiliate_member", { body: { data: customer } }),
  "POST /api/v2/origins/event": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/event", { body: { data: event } }),
  "POST /api/v2/origins/purchase": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/purchase", { body: { data: purchase } }),
  "POST /api/v2/origins/batch/affiliate_members": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/batch/affiliate_members", {
      body: { data: [customer], create_offers: true },
    }),
  "POST /api/v2/origins/batch/events": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/batch/events", {
      body: { data: [event], create_offers: false },
    }),
  "POST /api/v2/origins/batch/purchases": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/batch/purchases", {
      body: { data: [purchase, { ...purchase, order_number: "1002" }], create_offers: false },
    }),
  "PUT /api/v2/origins/{origin_slug}/referral": (client: Client) =>
    client.withResponse.PUT("/api/v2/origins/{origin_slug}/referral", {
      params: { path: { origin_slug: "survey_answered:17" } },
      body: { data: { status: "approved" } },
    }),
  "POST /api/v2/origins/{origin_slug}/refund": (client: Client) =>
    client.withResponse.POST("/api/v2/origins/{origin_slug}/refund", {
      params: { path: { origin_slug: "1001" } },
      body: { data: { refunded_at: "2026-02-04T00:00:00Z", refund_subtotal: 9.9 } },
    }),
  "GET /api/v2/people/{person_slug}": (client: Client) =>
    client.withResponse.GET("/api/v2/people/{person_slug}", {
      params: { ...person, query: site },
    }),
  "PUT /api/v2/people/{person_slug}": (client: Client) =>
    client.withResponse.PUT("/api/v2/people/{person_slug}", {
      params: person,
      body: {
        ...site,
        data: {
          first_name: "Ann",
          last_name: "Archer",
          email: "ann@example.com",
          phone_number: "+31201234567",
          username: "ann_archer",
          customer_id: "C-77",
          identifier_hash: "d41d8cd9",
          custom_properties: { city: "Utrecht" },
          gated_param_subscribed: true,
          unsubscribed: false,
          unsubscribed_at: "2026-02-04T00:00:00Z",
        },
      },
    }),
  "GET /api/v2/people/{person_slug}/referrals_as_advocate": (client: Client) =>
    client.withResponse.GET("/api/v2/people/{person_slug}/referrals_as_advocate", {
      params: person,
    }),
  "GET /api/v2/people/{person_slug}/referrals_as_friend": (client: Client) =>
    client.withResponse.GET("/api/v2/people/{person_slug}/referrals_as_friend", {
      params: person,
    }),
  "GET /api/v2/people/{person_slug}/rewards": (client: Client) =>
    client.withResponse.GET("/api/v2/people/{person_slug}/rewards", { params: person }),
  "GET /api/v2/people/{person_slug}/shares_by": (client: Client) =>
    client.withResponse.GET("/api/v2/people/{person_slug}/shares_by", { params: person }),
  "POST /api/v2/people/{person_slug}/anonymize": (client: Client) =>
    client.withResponse.POST("/api/v2/people/{person_slug}/anonymize", { params: person }),
  "GET /api/v2/people/{person_slug}/personal_data": (client: Client) =>
    client.withResponse.GET("/api/v2/people/{person_slug}/personal_data", { params: person }),
  "POST /api/v2/people/{person_slug}/unsubscribe": (client: Client) =>
    client.withResponse.POST("/api/v2/people/{person_slug}/unsubscribe", { params: person }),
  "GET /api/v2/rewards": (client: Client) =>
    client.withResponse.GET("/api/v2/rewards", {
      params: { query: { visitor_uuid: visitor } },
    }),
  "GET /api/v2/traffic_sources": (client: Client) =>
    client.withResponse.GET("/api/v2/traffic_sources"),
  "PUT /api/v2/visitor_offers/{id}/track_visit": (client: Client) =>
    client.withResponse.PUT("/api/v2/visitor_offers/{id}/track_visit", {
      params: { path: { id: 8 } },
    }),
  "POST /api/v2/visitors": (client: Client) =>
    client.withResponse.POST("/api/v2/visitors", { body: { data: { uuid: visitor } } }),
};
