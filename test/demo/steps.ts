import { isNotFoundError, type TalkableClient } from "../../src/index.js";

/** One call of the walk: what it is for, and what of its typed result is worth showing. */
export interface Step {
  readonly title: string;
  readonly operation: string;
  run(talkable: TalkableClient): Promise<string>;
}

/** Fails the demo when something that must be there is not. */
function there<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`the answer has no ${what}`);
  return value;
}

/** The referral programme as a shop's back end walks through it, from Ann's first visit to her reward. */
export function referralProgramme(people: {
  readonly advocate: string;
  readonly friend: string;
  readonly unknown: string;
}): Step[] {
  const { advocate, friend, unknown } = people;
  let visitor = "";
  let offerCode = "";
  return [
    {
      title: "A visitor arrives",
      operation: "POST /api/v2/visitors",
      run: async (talkable) => {
        const { uuid } = await talkable.POST("/api/v2/visitors", {
          body: { data: { uuid: crypto.randomUUID() } },
        });
        visitor = uuid;
        return `visitor ${uuid}`;
      },
    },
    {
      title: "Ann buys, and gets an offer to share",
      operation: "POST /api/v2/origins/purchase",
      run: async (talkable) => {
        const { origin, offer } = await talkable.POST("/api/v2/origins/purchase", {
          body: {
            data: {
              email: advocate,
              uuid: visitor,
              order_number: "1001",
              subtotal: 120.5,
              sharing_channels: ["facebook"],
            },
          },
        });
        offerCode = there(offer, "offer").short_url_code;
        return `${origin.type} ${origin.id}, offer ${offerCode}`;
      },
    },
    {
      title: "Her offer is read back",
      operation: "GET /api/v2/offers/{short_url_code}",
      run: async (talkable) => {
        const { offer } = await talkable.GET("/api/v2/offers/{short_url_code}", {
          params: { path: { short_url_code: offerCode } },
        });
        return `claim at ${offer.claim_url}`;
      },
    },
    {
      title: "She shares it",
      operation: "POST /api/v2/offers/{short_url_code}/shares/social",
      run: async (talkable) => {
        const { share, reward } = await talkable.POST(
          "/api/v2/offers/{short_url_code}/shares/social",
          { params: { path: { short_url_code: offerCode } }, body: { channel: "facebook" } },
        );
        return `${share.channel_identifier} share ${share.id}, ${reward ? "rewarded" : "no reward"}`;
      },
    },
    {
      title: "Bob, her friend, claims it",
      operation: "POST /api/v2/offer_claims",
      run: async (talkable) => {
        const claim = await talkable.POST("/api/v2/offer_claims", {
          params: { query: { advocate_email: advocate, friend_email: friend } },
        });
        return claim.friend_reward === null
          ? `not rewarded: ${claim.friend_unredeem_reason}`
          : `coupon ${claim.friend_reward.coupon?.code ?? "to follow"}`;
      },
    },
    {
      title: "Bob buys",
      operation: "POST /api/v2/origins/purchase",
      run: async (talkable) => {
        const { origin } = await talkable.POST("/api/v2/origins/purchase", {
          body: { data: { email: friend, order_number: "1002", subtotal: 80 } },
        });
        return `${origin.type} recorded`;
      },
    },
    {
      title: "The shop approves the referral",
      operation: "PUT /api/v2/origins/{origin_slug}/referral",
      run: async (talkable) => {
        const { referral } = await talkable.PUT("/api/v2/origins/{origin_slug}/referral", {
          params: { path: { origin_slug: "1002" } },
          body: { data: { status: "approved" } },
        });
        return `referral ${referral.id} is ${referral.status}`;
      },
    },
    {
      title: "Ann's rewards",
      operation: "GET /api/v2/people/{person_slug}/rewards",
      run: async (talkable) => {
        const { rewards } = await talkable.GET("/api/v2/people/{person_slug}/rewards", {
          params: { path: { person_slug: advocate } },
        });
        const shown = rewards.map(
          ({ status, reason, amount }) => `${status} ${amount} for ${reason}`,
        );
        return there(shown[0], "reward");
      },
    },
    unknownPerson(unknown),
    {
      title: "A throttled call backs off",
      operation: "GET /api/v2/campaigns",
      run: async (talkable) => {
        const { result, attempts } = await talkable.withResponse.GET("/api/v2/campaigns");
        if (attempts !== 3) throw new Error(`expected 3 attempts, saw ${attempts}`);
        return `${result.campaigns.length} campaign(s) after ${attempts} attempts`;
      },
    },
  ];
}

/** The part that only reads, for a real site. */
export function readOnly(unknown: string): Step[] {
  return [
    {
      title: "The site's campaigns",
      operation: "GET /api/v2/campaigns",
      run: async (talkable) => {
        const { campaigns } = await talkable.GET("/api/v2/campaigns");
        return `${campaigns.length} campaign(s), ${campaigns.filter((one) => one.is_active).length} active`;
      },
    },
    {
      title: "Where its traffic comes from",
      operation: "GET /api/v2/traffic_sources",
      run: async (talkable) => {
        const sources = await talkable.GET("/api/v2/traffic_sources");
        return `${sources.length} traffic source(s)`;
      },
    },
    {
      title: "Shares of the last 30 days",
      operation: "GET /api/v2/metrics/{metric}",
      run: async (talkable) => {
        const day = (daysAgo: number): string =>
          new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
        const metric = await talkable.GET("/api/v2/metrics/{metric}", {
          params: {
            path: { metric: "shares" },
            query: { start_date: day(30), end_date: day(0) },
          },
        });
        return metric.formatted;
      },
    },
    unknownPerson(unknown),
  ];
}

function unknownPerson(slug: string): Step {
  return {
    title: "Somebody nobody knows",
    operation: "GET /api/v2/people/{person_slug}",
    run: async (talkable) => {
      try {
        await talkable.GET("/api/v2/people/{person_slug}", {
          params: { path: { person_slug: slug } },
        });
      } catch (error) {
        if (isNotFoundError(error)) return `${error.name}, HTTP ${error.status}, handled`;
        throw error;
      }
      throw new Error("expected NotFoundError");
    },
  };
}
