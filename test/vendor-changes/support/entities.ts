import { operations } from "./edit.js";
import { isNode, type Node, type Value } from "./published.js";

/** Every object that the response examples show under one of these names, alone or in a list. */
export function shown(v2: Node, ...names: readonly string[]): Node[] {
  return exampleValues(v2).flatMap((value) => under(value, names));
}

export const actions = (v2: Node): Node[] => shown(v2, "action", "actions");
export const assets = (v2: Node): Node[] => shown(v2, "asset", "assets");
export const campaigns = (v2: Node): Node[] => shown(v2, "campaign", "campaigns");
export const coupons = (v2: Node): Node[] => shown(v2, "coupon");
export const offers = (v2: Node): Node[] => shown(v2, "offer");
export const origins = (v2: Node): Node[] => shown(v2, "origin");
export const referrals = (v2: Node): Node[] => shown(v2, "referral", "referrals");
export const shares = (v2: Node): Node[] => shown(v2, "share", "shares");
export const rewards = (v2: Node): Node[] =>
  shown(v2, "reward", "rewards", "friend_reward", "advocate_rewards", "friend_rewards");

/** People as most operations show them; the personal data of one have another shape. */
export const people = (v2: Node): Node[] =>
  shown(v2, "person").filter((person) => "share_counts" in person);

function exampleValues(v2: Node): Value[] {
  return operations(v2).flatMap((operation) =>
    values(operation["responses"]).flatMap((response) =>
      isNode(response) ? values(response["content"]).flatMap(examplesOf) : [],
    ),
  );
}

function examplesOf(media: Value): Value[] {
  if (!isNode(media)) return [];
  const named = values(media["examples"]).map((item) => (isNode(item) ? item["value"] : undefined));
  return [media["example"], ...named].filter((value) => value !== undefined);
}

function under(value: Value, names: readonly string[]): Node[] {
  if (Array.isArray(value)) return value.flatMap((item) => under(item, names));
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = names.includes(name) ? [member].flat().filter(isNode) : [];
    return [...own, ...under(member, names)];
  });
}

function values(value: Value | undefined): Value[] {
  return isNode(value) ? Object.values(value) : [];
}
