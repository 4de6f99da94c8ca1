import { isList, isObject, type Json, type JsonObject } from "../../../src/check/json.js";
import type { Reply } from "./api.js";

/** One way in which answers differ from the document, and the line that has to tell it. */
export interface Deviation {
  readonly operation: string;
  readonly change: (body: Json) => Json;
  readonly path: string;
  readonly kind: string;
  readonly seen: string;
}

type Change = (value: Json | undefined) => Json | undefined;

/** A path of members; `*` stands for the first item of a list or the first entry of a map. */
function at(path: string, change: Change): (body: Json) => Json {
  return (body) => changedAt(body, path.split("."), change) ?? null;
}

function changedAt(
  value: Json | undefined,
  [name, ...rest]: readonly string[],
  change: Change,
): Json | undefined {
  if (name === undefined) return change(value);
  if (isList(value)) {
    return value.map((item, index) =>
      index === 0 ? (changedAt(item, rest, change) ?? null) : item,
    );
  }
  if (!isObject(value)) throw new Error(`no object at ${name}`);
  const isEntry = (key: string): boolean => key.startsWith("entry_");
  const key = name === "*" ? (Object.keys(value).find(isEntry) ?? "") : name;
  const member = changedAt(value[key], rest, change);
  const others = Object.entries(value).filter(([other]) => other !== key);
  return Object.fromEntries(member === undefined ? others : [...others, [key, member]]);
}

function becomes(path: string, value: Json): (body: Json) => Json {
  return at(path, () => value);
}

function loses(path: string): (body: Json) => Json {
  return at(path, () => undefined);
}

function deviation(
  operation: string,
  path: string,
  [kind, seen]: readonly [string, string],
  change: (body: Json) => Json,
): Deviation {
  return { operation, path, kind, seen, change };
}

const unknown = (seen: string) => ["unknown member", seen] as const;
const missing = ["missing member", "absent"] as const;
const isNull = ["null", "null"] as const;
const isType = (seen: string) => ["type", seen] as const;
const numberAsText = ["number as text", "number as text"] as const;
const format = (seen: string) => ["format", seen] as const;
const newValue = (seen: string) => ["new value", seen] as const;
const offer = "result.offer.incentives";
const reward = "result.associated_reward";

export const deviations: readonly Deviation[] = [
  deviation("listAssets", "$.paging", unknown("object"), becomes("paging", { page: 1 })),
  deviation("listAssets", "$.result.next_page", unknown("integer"), becomes("result.next_page", 2)),
  deviation(
    "listAssets",
    "$.result.assets[*].folder",
    unknown("text"),
    becomes("result.assets.*.folder", "spring"),
  ),
  deviation("listAssets", "$.result.assets[*]", isNull, (body) =>
    at("result.assets", (list) => (isList(list) ? [...list, null] : list))(body),
  ),
  deviation("findAsset", "$.result.asset.fingerprint", missing, loses("result.asset.fingerprint")),
  deviation("findAsset", "$.result.asset.id", numberAsText, becomes("result.asset.id", "5123")),
  deviation(
    "findAsset",
    "$.result.asset.size",
    isType("number"),
    becomes("result.asset.size", 1.5),
  ),
  deviation("findAsset", "$.result.asset.url", isNull, becomes("result.asset.url", null)),
  deviation("findAsset", "$.result.asset.name", isType("object"), becomes("result.asset.name", {})),
  deviation(
    "findAsset",
    "$.result.asset.created_at",
    format("date"),
    becomes("result.asset.created_at", "2026-02-03"),
  ),
  deviation(
    "findAsset",
    "$.result.asset.updated_at",
    format("date of another format"),
    becomes("result.asset.updated_at", "02/03/2026 04:05"),
  ),
  deviation(
    "listCampaigns",
    "$.result.campaigns[*].status",
    newValue('"Paused"'),
    becomes("result.campaigns.*.status", "Paused"),
  ),
  deviation(
    "listCampaigns",
    "$.result.campaigns[*].joinable_category_names[*]",
    newValue('"survey_popup"'),
    becomes("result.campaigns.*.joinable_category_names.*", "survey_popup"),
  ),
  deviation(
    "listCampaigns",
    "$.result.campaigns[*].appearance",
    newValue("text, not shown"),
    becomes("result.campaigns.*.appearance", "As Ann Archer likes it"),
  ),
  deviation(
    "listCampaigns",
    "$.result.campaigns[*].is_active",
    isType("boolean as text"),
    becomes("result.campaigns.*.is_active", "true"),
  ),
  deviation(
    "listCampaigns",
    "$.result.campaigns[*].tag_names",
    isType("text"),
    becomes("result.campaigns.*.tag_names", "spring, summer"),
  ),
  deviation(
    "listCampaigns",
    "$.result.campaigns[*].live_period",
    isNull,
    becomes("result.campaigns.*.live_period", null),
  ),
  deviation(
    "findCoupon",
    "$.result.coupon.usages",
    numberAsText,
    becomes("result.coupon.usages", "3"),
  ),
  deviation(
    "findCoupon",
    "$.result.associated_reward.person.referral_counts.total",
    missing,
    loses(`${reward}.person.referral_counts.total`),
  ),
  deviation(
    "findCoupon",
    "$.result.associated_reward.incentive.criteria_config.friend_tier",
    unknown("list"),
    becomes(`${reward}.incentive.criteria_config.friend_tier`, ["gold"]),
  ),
  deviation(
    "findCoupon",
    "$.result.associated_reward.campaign.live_period.ends_at",
    format("date of another format"),
    becomes(`${reward}.campaign.live_period.ends_at`, "2026-02-03 04:05:06 +0100"),
  ),
  deviation(
    "findLoyaltyMember",
    "$.result.loyalty_member.custom_properties.*",
    ["key", "another key"],
    becomes("result.loyalty_member.custom_properties.Favourite Colour", "blue"),
  ),
  deviation(
    "findLoyaltyMember",
    "$.result.loyalty_member.custom_properties.*",
    isNull,
    becomes("result.loyalty_member.custom_properties.shoe_size", null),
  ),
  deviation(
    "findLoyaltyMember",
    "$.result.loyalty_member.member_dates[*].date",
    format("date-time"),
    becomes("result.loyalty_member.member_dates.*.date", "2020-06-30T00:00:00Z"),
  ),
  deviation(
    "findLoyaltyMember",
    "$.result.loyalty_member.points_balance",
    isType("list"),
    becomes("result.loyalty_member.points_balance", [7]),
  ),
  deviation(
    "findAdvocateOffer",
    "$.result.offer.incentives.*.amount",
    numberAsText,
    becomes(`${offer}.*.amount`, "12.5"),
  ),
  deviation(
    "findAdvocateOffer",
    "$.result.offer.incentives.*.amount_limit",
    unknown("number"),
    becomes(`${offer}.*.amount_limit`, 99.5),
  ),
  deviation(
    "findAdvocateOffer",
    "$.result.offer.incentives.*.percentage",
    missing,
    loses(`${offer}.*.percentage`),
  ),
  deviation(
    "findAdvocateOffer",
    "$.result.claim_links.*",
    isNull,
    becomes("result.claim_links.sms", null),
  ),
  deviation(
    "getSharesMadeByPerson",
    "$.result.shares[*].type",
    ["other value", '"SmsOfferShare"'],
    becomes("result.shares.*.type", "SmsOfferShare"),
  ),
  deviation("calculateMetric", "$.result.plain", isNull, becomes("result.plain", null)),
  deviation(
    "calculateMetricWithAllSegmentedInformation",
    "$.result.segmented[*].result_type",
    newValue('"ratio"'),
    becomes("result.segmented.*.result_type", "ratio"),
  ),
  deviation(
    "findPerson",
    "$.result.person.share_counts.*",
    numberAsText,
    becomes("result.person.share_counts.whatsapp", "2"),
  ),
  deviation(
    "findPerson",
    "$.result.person.email",
    format("text"),
    becomes("result.person.email", "unknown"),
  ),
  deviation(
    "findPerson",
    "$.result.person.*",
    unknown("boolean"),
    at("result.person", (person) =>
      isObject(person) ? { ...person, "bob@example.com": true } : person,
    ),
  ),
  deviation("getAdvocatesWhoReferredFriend", "$.result", isNull, becomes("result", null)),
  deviation("listTrafficSources", "$.result", isType("object"), becomes("result", { web: 1 })),
  deviation("listRewards", "$.result.rewards", missing, loses("result.rewards")),
  deviation(
    "getPersonalInformationAboutPerson",
    "$.result.person.origins[*].subtotal",
    isType("empty text"),
    becomes("result.person.origins.*.subtotal", ""),
  ),
];

/** What every deviation of an operation together makes of its answer. */
export const deviating: Readonly<Record<string, (body: Json) => Reply>> = {
  ...Object.fromEntries(
    [...new Set(deviations.map(({ operation }) => operation))].map((operation) => [
      operation,
      (body: Json): Reply => ({
        status: 200,
        body: deviations
          .filter((one) => one.operation === operation)
          .reduce((changing, { change }) => change(changing), body),
      }),
    ]),
  ),
  checkOfferClaimLinkStatus: (body) => ({ status: 202, body }),
  listRedeemActions: () => ({
    status: 400,
    body: {
      ok: false,
      error_message: "Loyalty member not found",
      error_code: 17,
    } satisfies JsonObject,
  }),
};
