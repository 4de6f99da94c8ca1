import { add, parameter } from "../support/edit.js";
import { actions, assets, campaigns, offers, rewards, shown } from "../support/entities.js";
import type { Row } from "../support/row.js";

const facts = "openapi/v2.facts.yaml";

export const typesChanged: Row[] = [
  {
    name: "a text becomes an object",
    change: ({ v2 }) => {
      add(campaigns(v2), "name", { default: "Spring", nl: "Lente" });
    },
    exit: 0,
    report: ["BREAKING changed Campaign.name: … was string"],
    types: ["Campaign.name.default: string", "Campaign.name.nl: string"],
  },
  {
    name: "a text is null in one example",
    change: ({ v2 }) => {
      add(assets(v2).slice(0, 1), "name", null);
    },
    exit: 0,
    report: ["BREAKING changed Asset.name: string | null, was string"],
    types: ["Asset.name: string | null"],
  },
  {
    name: "a flag is text in one example",
    change: ({ v2 }) => {
      add(offers(v2).slice(0, 1), "trigger_widget", "always");
    },
    exit: 0,
    report: ["BREAKING changed Offer.trigger_widget: … was boolean"],
    types: ["Offer.trigger_widget: string | boolean"],
  },
  {
    name: "what was null in every example is an object at last",
    change: ({ v2 }) => {
      add(actions(v2).slice(0, 1), "event", { id: 7, category: "review" });
    },
    exit: 0,
    report: ["changed LoyaltyAction.event: "],
    types: [
      "LoyaltyAction.event: { category: string; id: number } | null",
      "LoyaltyAction.points: number",
    ],
  },
  {
    name: "a list of texts becomes a list of objects",
    change: ({ v2 }) => {
      add(offers(v2), "campaign_tags", [{ id: 1, name: "spring" }]);
    },
    exit: 0,
    report: ["BREAKING changed Offer.campaign_tags"],
    types: ["Offer.campaign_tags[].id: number", "Offer.campaign_tags[].name: string"],
  },
  {
    name: "the type of a query parameter changes",
    change: ({ v2 }) => {
      parameter(v2, "GET /api/v2/assets", "page")["schema"] = { type: "string" };
    },
    exit: 0,
    report: ["BREAKING changed GET /api/v2/assets, query parameter page: string, was number"],
    types: ["GET /api/v2/assets query.page?: string"],
    calls: (calls) => calls.with("page: 2", 'page: "2"'),
  },
  {
    name: "ids become text, against a fact",
    change: ({ v2 }) => {
      add(assets(v2), "id", (index) => `as_${index}`);
    },
    exit: 3,
    report: ["BREAKING changed Asset.id: string, was number"],
    findings: [{ of: "Asset.id", at: [[facts, "id"]], says: ["string"] }],
    types: ["Asset.id: string", "Asset.size: number"],
  },
  {
    // The fact says that they may be null, which they may be as texts as well.
    name: "amounts become text, which a fact does not speak of",
    change: ({ v2 }) => {
      add(rewards(v2), "amount", "10.00");
    },
    exit: 0,
    report: ["BREAKING changed Reward.amount: string | null, was number | null"],
    types: ["Reward.amount: string | null"],
  },
  {
    name: "what a fact overrides takes the type of a half of it",
    change: ({ v2 }) => {
      add(campaigns(v2), "slug", (index) => `spring-${index}`);
    },
    exit: 3,
    report: ["changed Campaign.slug: string, was "],
    silent: ["BREAKING"],
    findings: [{ of: "Campaign.slug", at: [[facts, "slug"]], says: ["string"] }],
    types: ["Campaign.slug: string"],
  },
  {
    name: "a number that a fact calls an integer has a fraction",
    change: ({ v2 }) => {
      add(shown(v2, "loyalty_member"), "points_balance", 12.5);
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    silent: ["BREAKING"],
    findings: [{ of: "LoyaltyMember.points_balance", at: [[facts, "points_balance"]] }],
    types: ["LoyaltyMember.points_balance: number"],
  },
  {
    name: "a text that a fact calls a date is one no more",
    change: ({ v2 }) => {
      add(shown(v2, "member_dates"), "date", "30 June");
    },
    exit: 3,
    report: ["Needs a hand (1)"],
    silent: ["BREAKING"],
    findings: [{ of: "MemberDate.date", at: [[facts, "date"]] }],
    types: ["MemberDate.date: string"],
  },
];
