import { at, body, payload, remove, rename } from "../support/edit.js";
import type { Row } from "../support/row.js";

const facts = "openapi/webhooks.facts.yaml";
const path = (name: string): string => `/your_api_${name}_web_hook_path`;

export const webhooks: Row[] = [
  {
    name: "a member is added to a component of webhooks",
    change: ({ webhooks }) => {
      at(webhooks, "components", "schemas", "campaign", "properties")["locale"] = {
        type: "string",
      };
    },
    exit: 0,
    report: ["added … campaign.locale: string, optional"],
    silent: ["BREAKING"],
    types: ["webhooks Campaign.locale?: string"],
  },
  {
    name: "a member is added to a payload, with a component",
    change: ({ webhooks }) => {
      at(payload(webhooks, "unsubscribe"), "properties")["campaign"] = {
        $ref: "#components/schemas/campaign",
      };
    },
    exit: 0,
    report: ["added … unsubscribe_webhook_payload.campaign"],
    silent: ["BREAKING"],
    types: ["webhooks UnsubscribeWebhookPayload.campaign?: Campaign"],
  },
  {
    name: "a webhook is added",
    change: ({ webhooks }) => {
      const paths = at(webhooks, "paths");
      const copy = structuredClone(at(paths, path("unsubscribe")));
      const added = at(copy, "post");
      added["operationId"] = "resubscribe";
      const content = at(added, "requestBody", "content", "application/json", "schema");
      at(content, "properties", "type")["example"] = "resubscribe_web_hook";
      paths[path("resubscribe")] = copy;
    },
    exit: 0,
    report: ["added   resubscribe_web_hook: resubscribe"],
    silent: ["BREAKING"],
    types: [
      "webhooks WebhookPayloads.resubscribe_web_hook.person?: Person",
      "webhooks WebhookPayloads.unsubscribe_web_hook.person: Person",
    ],
  },
  {
    name: "a webhook is removed",
    change: ({ webhooks }) => {
      remove([at(webhooks, "paths")], path("unsubscribe"));
    },
    exit: 3,
    report: ["BREAKING removed unsubscribe_web_hook: unsubscribe"],
    findings: [{ of: "unsubscribe_webhook_payload", at: [[facts, "unsubscribe_webhook_payload"]] }],
    types: [
      "webhooks WebhookPayloads.unsubscribe_web_hook gone",
      "webhooks Person.sub_choice: boolean",
    ],
  },
  {
    name: "the sample path of a webhook changes",
    change: ({ webhooks }) => {
      rename([at(webhooks, "paths")], path("check_unsubscribe"), "/your_check_path");
    },
    exit: 0,
    report: ["no release needed"],
    silent: ["BREAKING"],
    types: [
      "webhooks WebhookPayloads.check_unsubscribe_web_hook.recipient: Person",
      "webhooks CheckUnsubscribeResponse.result.unsubscribed: boolean",
    ],
  },
  {
    name: "a webhook gets another `type`",
    change: ({ webhooks }) => {
      rename([at(webhooks, "paths")], path("reward"), path("reward_created"));
      const delivery = body(webhooks, `POST ${path("reward_created")}`);
      at(delivery, "properties", "type")["example"] = "reward_created_web_hook";
    },
    exit: 3,
    report: ["BREAKING moved … reward_created_web_hook: … reward_web_hook"],
    // What we know, and the names that we give, are of what its payload was called.
    findings: [{ of: "reward_webhook_payload", at: [[facts, "reward_webhook_payload"]] }],
    andMore: true,
    types: [
      "webhooks WebhookPayloads.reward_web_hook gone",
      "webhooks WebhookPayloads.reward_created_web_hook.reward.status present",
    ],
  },
  {
    name: "a member that only words describe goes from a payload",
    change: ({ webhooks }) => {
      remove([at(payload(webhooks, "post_share"), "properties")], "share_link");
    },
    exit: 0,
    report: [
      "BREAKING removed … post_share_webhook_payload.share_link",
      "Words to delete",
      "share_link",
    ],
    types: ["webhooks PostShareWebhookPayload.share_link gone"],
  },
  {
    name: "a member with facts goes from a component of webhooks",
    change: ({ webhooks }) => {
      remove([at(webhooks, "components", "schemas", "person", "properties")], "gender");
    },
    exit: 3,
    report: ["BREAKING removed person.gender"],
    findings: [{ of: "person.gender", at: [[facts, "gender"]] }],
    types: [
      "webhooks Person.gender gone",
      "webhooks ClaimSignupWebhookPayload.gender?: string | null",
      "webhooks OfferSignupWebhookPayload.gender?: string | null",
    ],
  },
  {
    name: "the type of a payload's member changes",
    change: ({ webhooks }) => {
      const properties = at(payload(webhooks, "create_coupon"), "properties");
      properties["discount_amount"] = { type: "number" };
    },
    exit: 0,
    report: ["BREAKING changed create_coupon_webhook_payload.discount_amount: number, was string"],
    types: ["webhooks CreateCouponWebhookPayload.discount_amount: number"],
  },
  {
    // The facts say that it is always there and may be null, which holds of texts as well.
    name: "the type of a payload's member changes, which facts do not speak of",
    change: ({ webhooks }) => {
      const reward = at(payload(webhooks, "reward"), "properties", "reward");
      at(reward, "properties")["amount"] = { type: "string" };
    },
    exit: 0,
    report: ["BREAKING changed reward.amount: string | null, was number | null"],
    types: ["webhooks Reward.amount: string | null"],
  },
  {
    name: "a payload refers to a component for what it spelled out",
    change: ({ webhooks }) => {
      const reward = at(payload(webhooks, "reward"), "properties", "reward");
      const all = at(webhooks, "components", "schemas");
      all["coupon"] = at(reward, "properties", "coupon");
      at(reward, "properties")["coupon"] = { $ref: "#/components/schemas/coupon" };
    },
    exit: 0,
    report: ["no release needed"],
    silent: ["BREAKING"],
    types: [
      "webhooks Reward.coupon: Coupon | NoCoupon | null",
      "webhooks Coupon.valid_until: string | null",
    ],
  },
];
