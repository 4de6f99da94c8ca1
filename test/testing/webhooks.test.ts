import { describe, expect, test } from "vitest";
import { payloads } from "../../generated/testing.js";
import { webhookBody, webhookDelivery } from "../../src/testing/index.js";
import { isWebhook, parseWebhook, parseWebhookBody } from "../../src/webhooks/index.js";
import { types } from "../webhooks/deliveries.js";

const key = "sk-7Jr2Qx";
const forms = ["json", "form"] as const;

describe.each(types.flatMap((type) => forms.map((form) => [type, form] as const)))(
  "a delivery of %s as %s",
  (type, form) => {
    test("is accepted by parseWebhook, with our sample in it", async () => {
      const event = await parseWebhook(webhookDelivery(type, { key, form }), { key });
      expect(event).toEqual({ type, site: "acme-shop", extras: {}, payload: payloads[type] });
    });

    test("is accepted by parseWebhookBody as text, as bytes and as a parser's object", async () => {
      const { headers, body } = webhookBody(type, { key, form, test: true });
      const object: unknown =
        form === "json" ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
      for (const given of [body, new TextEncoder().encode(body), object]) {
        const contentType = headers["content-type"];
        const event = await parseWebhookBody(given, { key, contentType });
        expect(event).toMatchObject({ type, payload: payloads[type], test: true });
      }
    });

    test("is refused by whoever has another key, or expects another site", async () => {
      const delivery = () => webhookDelivery(type, { key, form, site: "garden-shop" });
      const refused = { code: "webhook_verification" };
      await expect(parseWebhook(delivery(), { key: "other" })).rejects.toMatchObject(refused);
      const site = "acme-shop";
      await expect(parseWebhook(delivery(), { key, site })).rejects.toMatchObject(refused);
      await expect(parseWebhook(delivery(), { key, site: "garden-shop" })).resolves.toBeDefined();
    });
  },
);

test("a delivery is posted to where one says", () => {
  const request = webhookDelivery("event_web_hook", { key, url: "https://shop.test/hooks?x=1" });
  expect([request.method, request.url]).toEqual(["POST", "https://shop.test/hooks?x=1"]);
  expect(request.headers.get("content-type")).toBe("application/json");
  const form = webhookDelivery("event_web_hook", { key, form: "form" });
  expect(form.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
});

describe.each(forms)("changes of the sample, as %s", (form) => {
  test("are made member by member, in any depth", async () => {
    const payload = { reward: { amount: 5, coupon: { code: "É&=+%" } }, person: { email: null } };
    const delivery = webhookDelivery("reward_web_hook", { key, form, payload });
    const event = await parseWebhook(delivery, { key });
    if (!isWebhook(event, "reward_web_hook")) throw new Error("another type");
    expect(event.payload.reward).toMatchObject({ ...payload.reward, status: "Paid" });
    expect(event.payload.person?.email).toBeNull();
    expect(event.payload.person?.first_name).toBe("Ann");
    expect(event.payload.campaign).toEqual(
      (payloads["reward_web_hook"] as { campaign: unknown }).campaign,
    );
  });

  test("replace lists, nulls and all else, and take out what is undefined", async () => {
    const payload = {
      campaign: { tag_names: [], origin_min_age: 5 },
      share_info: { recipients: undefined, facebook_share_post_id: "1_2" },
      sharer_info: { custom_properties: { tier: "gold" } },
    };
    const delivery = webhookDelivery("post_share_web_hook", { key, form, payload });
    const event = await parseWebhook(delivery, { key });
    if (!isWebhook(event, "post_share_web_hook")) throw new Error("another type");
    expect(event.payload.campaign).toMatchObject({ tag_names: [], origin_min_age: 5 });
    expect(event.payload.share_info).toEqual({ facebook_share_post_id: "1_2" });
    expect(event.payload.sharer_info.custom_properties).toMatchObject({ tier: "gold" });
  });

  test("replace a null by an object", async () => {
    const payload = { loyalty_member: { tier: "gold" } };
    const delivery = webhookDelivery("claim_signup_web_hook", { key, form, payload });
    const event = await parseWebhook(delivery, { key });
    expect(event.payload).toMatchObject(payload);
  });
});

test("samples stay as they are, whatever was made of them", () => {
  const before = JSON.stringify(payloads);
  webhookBody("unsubscribe_web_hook", { key, payload: { person: { email: "x@shop.example" } } });
  expect(JSON.stringify(payloads)).toBe(before);
});

test("a webhook that there is not is refused", () => {
  // @ts-expect-error there is no such webhook
  expect(() => webhookBody("constructor", { key })).toThrow("There is no such webhook");
});
