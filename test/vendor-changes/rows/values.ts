import { add, at, bodyData, body, listAt, payload } from "../support/edit.js";
import { campaigns, offers, referrals, rewards, shares } from "../support/entities.js";
import type { Node } from "../support/published.js";
import type { Row } from "../support/row.js";

const facts = "openapi/v2.facts.yaml";

function currencies(v2: Node): Node {
  return at(v2, "components", "schemas", "currency_code");
}

export const values: Row[] = [
  {
    name: "an example shows a new value of a known set",
    change: ({ v2 }) => {
      add(rewards(v2).slice(0, 1), "status", "Held");
    },
    exit: 0,
    report: ["Reward.status … Held"],
    silent: ["BREAKING"],
    types: ['Reward.status knows "Held"', 'Reward.status knows "Voided"'],
  },
  {
    name: "examples show new values of several known sets",
    change: ({ v2 }) => {
      add(campaigns(v2).slice(0, 1), "appearance", "drawer");
      add(campaigns(v2).slice(1, 2), "status", "Archived");
      add(referrals(v2).slice(0, 1), "track_method", "sms");
    },
    exit: 0,
    report: [
      "Campaign.appearance … drawer",
      "Campaign.status … Archived",
      "Referral.track_method … sms",
    ],
    silent: ["BREAKING"],
    types: [
      'Campaign.appearance knows "drawer"',
      'Campaign.status knows "Archived"',
      'Referral.track_method knows "sms"',
    ],
  },
  {
    name: "an example shows a new value in a list of a known set",
    change: ({ v2 }) => {
      const [status] = referrals(v2).map((referral) => at(referral, "fraud_policies_status"));
      if (status !== undefined) listAt(status, "passed").push("Too Many Orders");
    },
    exit: 0,
    report: ["FraudPolicy … Too Many Orders"],
    silent: ["BREAKING"],
    types: ['FraudPolicy knows "Too Many Orders"', 'FraudPolicy knows "Similar Email Match"'],
  },
  {
    name: "an example shows a new kind of share",
    change: ({ v2 }) => {
      add(shares(v2).slice(-1), "type", "LinkOfferShare");
    },
    exit: 3,
    report: ["Needs a hand"],
    findings: [
      { of: "Share", at: [["openapi/entities.yaml", "Share:"]], says: ["LinkOfferShare"] },
    ],
    types: ['Share.type knows "LinkOfferShare"', 'Share.type knows "EmailOfferShare"'],
  },
  {
    name: "an example shows an incentive for another action",
    change: ({ v2 }) => {
      const [incentive] = offers(v2).flatMap((offer) => Object.values(at(offer, "incentives")));
      const bonus = { ...(incentive as Node), action_type: "survey" };
      add(offers(v2).slice(0, 1), "incentives", { survey: bonus });
    },
    exit: 0,
    report: ["REST API:"],
    // Incentives are an open set: what has another action is one of the others.
    types: ["Offer.incentives[key].amount: number", 'ReferrerIncentive.action_type: "referrer"'],
  },
  {
    name: "a type of origin is added to what createOrigin takes",
    change: ({ v2 }) => {
      const type = at(body(v2, "POST /api/v2/origins"), "properties", "type");
      listAt(type, "enum").push("Subscription");
    },
    exit: 3,
    report: ["Needs a hand"],
    findings: [
      { of: "POST /api/v2/origins", at: [[facts, "createOrigin"]], says: ["Subscription"] },
    ],
    types: [
      'POST /api/v2/origins body.type knows "Subscription"',
      'POST /api/v2/origins body.type knows "Purchase"',
    ],
  },
  {
    name: "a closed set that is sent gets another value",
    change: ({ v2 }) => {
      const taken = body(v2, "POST /api/v2/offers/{short_url_code}/shares/social");
      listAt(at(taken, "properties", "channel"), "enum").push("telegram");
    },
    exit: 0,
    report: ["SocialShareChannel … telegram"],
    silent: ["BREAKING"],
    types: ['SocialShareChannel knows "telegram"', 'SocialShareChannel knows "sms"'],
  },
  {
    name: "a closed set that is sent loses a value",
    change: ({ v2 }) => {
      const data = bodyData(v2, "PUT /api/v2/origins/{origin_slug}/referral");
      const status = at(data, "properties", "status");
      status["enum"] = listAt(status, "enum").filter((value) => value !== "flagged");
    },
    exit: 0,
    report: ["BREAKING removed ReferralUpdateStatus … flagged"],
    types: ['ReferralUpdateStatus lacks "flagged"', 'ReferralUpdateStatus knows "approved"'],
  },
  {
    name: "currencies are added",
    change: ({ v2 }) => {
      listAt(currencies(v2), "enum").push("XCG", "ZWG");
    },
    exit: 0,
    report: ["currency_code … XCG"],
    silent: ["BREAKING"],
    types: ['CurrencyCode knows "XCG"', 'PurchaseData.currency_iso_code knows "ZWG"'],
  },
  {
    name: "a currency is removed",
    change: ({ v2 }) => {
      const all = listAt(currencies(v2), "enum");
      currencies(v2)["enum"] = all.filter((value) => value !== "HRK");
    },
    exit: 0,
    report: ["currency_code … HRK"],
    silent: ["BREAKING"],
    types: ['CurrencyCode lacks "HRK"', 'CurrencyCode knows "EUR"'],
  },
  {
    name: "a webhook's set gets a value and loses one",
    change: ({ webhooks }) => {
      const type = at(payload(webhooks, "post_share"), "properties", "share_type");
      type["enum"] = [...listAt(type, "enum").filter((value) => value !== "linkedin"), "telegram"];
    },
    exit: 0,
    report: ["share_type … telegram", "share_type … linkedin"],
    silent: ["BREAKING"],
    types: [
      'webhooks PostShareWebhookPayload.share_type knows "telegram"',
      'webhooks PostShareWebhookPayload.share_type lacks "linkedin"',
    ],
  },
];
