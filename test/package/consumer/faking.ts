import { createClient, type TalkableClient } from "talkable-client";
import {
  createFakeTalkable,
  exampleResult,
  notFound,
  throttled,
  webhookDelivery,
} from "talkable-client/testing";

export const fake = createFakeTalkable()
  .on("GET", "/api/v2/people/{person_slug}", ({ params }) =>
    params.path.person_slug === ""
      ? notFound()
      : exampleResult("GET", "/api/v2/people/{person_slug}"),
  )
  .on("POST", "/api/v2/origins/purchase", throttled({ times: 2 }));

export const orders: string[] = fake
  .callsOf("POST", "/api/v2/origins/purchase")
  .map(({ body }) => body.data.order_number);

export const talkable: TalkableClient = createClient({
  apiKey: "k",
  siteSlug: "s",
  fetch: fake.fetch,
});

export const delivery: Request = webhookDelivery("reward_web_hook", {
  key: "k",
  payload: { reward: { amount: 5 } },
});

// @ts-expect-error no member of what the operation answers
fake.on("GET", "/api/v2/people/{person_slug}", { people: [] });
