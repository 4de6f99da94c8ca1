import { add } from "../support/edit.js";
import {
  assets,
  campaigns,
  offers,
  origins,
  people,
  referrals,
  rewards,
  shares,
} from "../support/entities.js";
import { at } from "../support/edit.js";
import type { Row } from "../support/row.js";

export const membersAdded: Row[] = [
  {
    name: "a text is added to every asset",
    change: ({ v2 }) => {
      add(assets(v2), "folder", "banners");
    },
    exit: 0,
    report: ["added … Asset.folder: string, required", "Semver: minor"],
    silent: ["BREAKING"],
    types: ["Asset.folder: string"],
  },
  {
    name: "an object is added to every person",
    change: ({ v2 }) => {
      add(people(v2), "avatar", { url: "https://img.example.com/1.png", width: 64 });
    },
    exit: 0,
    report: ["added … Person.avatar: "],
    silent: ["BREAKING"],
    types: ["Person.avatar.url: string", "Person.avatar.width: number"],
  },
  {
    name: "a list is added to every campaign",
    change: ({ v2 }) => {
      add(campaigns(v2), "locales", ["en", "nl"]);
    },
    exit: 0,
    report: ["added … Campaign.locales: string[], required"],
    silent: ["BREAKING"],
    types: ["Campaign.locales: string[]"],
  },
  {
    name: "a known entity is added to every reward",
    change: ({ v2 }) => {
      const [offer] = offers(v2);
      add(rewards(v2), "offer", offer ?? null);
    },
    exit: 0,
    report: ["added … Reward.offer: Offer, required"],
    silent: ["BREAKING"],
    types: ["Reward.offer: Offer"],
  },
  {
    name: "a member is added to some examples of an entity",
    change: ({ v2 }) => {
      add(rewards(v2).slice(0, 2), "paid_at", "2026-02-03T04:05:06+01:00");
    },
    exit: 0,
    report: ["added … Reward.paid_at: string, optional"],
    silent: ["BREAKING"],
    types: ["Reward.paid_at?: string"],
  },
  {
    name: "a member is added that is null in some examples",
    change: ({ v2 }) => {
      add(offers(v2), "closed_by", (index) => (index % 2 === 0 ? null : "ann"));
    },
    exit: 0,
    report: ["added … Offer.closed_by: string | null, required"],
    silent: ["BREAKING"],
    types: ["Offer.closed_by: string | null"],
  },
  {
    name: "a member is added that is null in every example",
    change: ({ v2 }) => {
      add(offers(v2), "closed_by", null);
    },
    exit: 0,
    report: ["added … Offer.closed_by", "Of unknown type: … Offer.closed_by"],
    silent: ["BREAKING"],
    types: ["Offer.closed_by: unknown"],
  },
  {
    name: "a list is added beside lists that a fact types",
    change: ({ v2 }) => {
      const statuses = referrals(v2).map((referral) => at(referral, "fraud_policies_status"));
      add(statuses, "reviewed", ["By hand"]);
    },
    exit: 0,
    report: ["added … FraudPoliciesStatus.reviewed: string[], required"],
    silent: ["BREAKING"],
    types: ["FraudPoliciesStatus.reviewed: string[]", "FraudPoliciesStatus.passed: FraudPolicy[]"],
  },
  {
    name: "a member is added to one variant of an entity",
    change: ({ v2 }) => {
      add(
        shares(v2).filter(({ type }) => type === "EmailOfferShare"),
        "subject",
        "Ten off",
      );
    },
    exit: 0,
    report: ["added … EmailShare.subject: string, required"],
    silent: ["BREAKING", "SocialShare.subject"],
    types: ["EmailShare.subject: string", "SocialShare.subject gone"],
  },
  {
    name: "a member whose name is no identifier is added to every origin",
    change: ({ v2 }) => {
      add(origins(v2), "utm-id", "u-1");
    },
    exit: 0,
    report: ["added … PurchaseOrigin.utm-id", "added … EventOrigin.utm-id"],
    silent: ["BREAKING"],
    types: [
      'AffiliateMemberOrigin."utm-id": string',
      'EventOrigin."utm-id": string',
      'PurchaseOrigin."utm-id": string',
    ],
  },
  {
    name: "a member is added that is called like one of every object",
    change: ({ v2 }) => {
      add(assets(v2), "constructor", "camera");
    },
    exit: 0,
    report: ["added … Asset.constructor: string, required"],
    silent: ["BREAKING"],
    types: ["Asset.constructor: string"],
  },
];
