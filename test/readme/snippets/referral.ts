import type { PurchaseData, TalkableClient } from "../../../src/index.js";

/** Ann buys and gets an offer to share. */
export async function offerAfterPurchase(talkable: TalkableClient, data: PurchaseData) {
  const { offer } = await talkable.POST("/api/v2/origins/purchase", { body: { data } });
  return offer?.claim_url; // No campaign had an offer for her, if it is undefined.
}

/** Bob, her friend, claims it, and gets a coupon for his first order. */
export async function claimOffer(talkable: TalkableClient, advocate: string, friend: string) {
  const claim = await talkable.POST("/api/v2/offer_claims", {
    params: { query: { advocate_email: advocate, friend_email: friend } },
  });
  return claim.friend_reward === null
    ? `Sorry: ${claim.friend_unredeem_reason}`
    : `Your coupon: ${claim.friend_reward.coupon?.code ?? "on its way"}`;
}

/** Bob has bought, with an order of his own. Once it is paid and kept, the shop approves the referral. */
export async function approveReferral(talkable: TalkableClient, order: string) {
  const { referral } = await talkable.PUT("/api/v2/origins/{origin_slug}/referral", {
    params: { path: { origin_slug: order } },
    body: { data: { status: "approved" } },
  });
  return referral.status;
}

/** Ann sees what she got for it. */
export async function rewardsOf(talkable: TalkableClient, email: string) {
  const { rewards } = await talkable.GET("/api/v2/people/{person_slug}/rewards", {
    params: { path: { person_slug: email } },
  });
  return rewards.map(({ amount, status, coupon }) => ({ amount, status, code: coupon?.code }));
}
