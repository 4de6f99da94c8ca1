import { describe, expect, test } from "vitest";
import { isWebhook, parseWebhook, parseWebhookBody } from "../../src/webhooks/index.js";
import {
  fields,
  formDelivery,
  forms,
  jsonDelivery,
  key,
  requestFor,
  site,
  streamed,
  types,
} from "./deliveries.js";
import { samples } from "./samples.js";

describe.each(forms)("a delivery as %s", (_, deliver) => {
  test.each(types)("of %s comes back whole, without its key", async (type) => {
    const event = await parseWebhook(requestFor(deliver(fields(type))), { key });
    expect(event).toStrictEqual({ type, site, extras: {}, payload: samples[type] });
    expect(isWebhook(event, type)).toBe(true);
  });

  test("of a type that is not known is an event, not an error", async () => {
    const content = { ...fields(), type: "loyalty_web_hook", payload: { points: 5 } };
    const event = await parseWebhook(requestFor(deliver(content)), { key });
    expect(event).toStrictEqual({
      type: "loyalty_web_hook",
      site,
      extras: {},
      payload: { points: 5 },
    });
    expect(types.some((type) => isWebhook(event, type))).toBe(false);
  });

  test("from the dashboard says that it is a test", async () => {
    const sent = await parseWebhook(requestFor(deliver({ ...fields(), test: true })), { key });
    expect(sent.test).toBe(true);
    const real = await parseWebhook(requestFor(deliver({ ...fields(), test: false })), { key });
    expect(real).not.toHaveProperty("test");
  });

  test("may lack extras, or have them as JSON text", async () => {
    for (const extras of [undefined, {}, "{}", { source: "console" }, '{"source":"console"}']) {
      const content = fields();
      if (extras === undefined) delete content["extras"];
      else content["extras"] = extras;
      const event = await parseWebhook(requestFor(deliver(content)), { key });
      const parsed: unknown = typeof extras === "string" ? JSON.parse(extras) : extras;
      expect(event.extras).toStrictEqual(parsed ?? {});
    }
  });

  test("may have its payload as an object or as JSON text", async () => {
    const content = { ...fields(), payload: JSON.stringify(samples.reward_web_hook) };
    const event = await parseWebhook(requestFor(deliver(content)), { key });
    expect(event.payload).toStrictEqual(samples.reward_web_hook);
  });

  test("keeps text that is special in one of the two forms", async () => {
    const payload = { text: 'a+b & c=d %41 100% "é" 🎁 \\ \n \u2028', "odd=name&": "" };
    const event = await parseWebhook(requestFor(deliver({ ...fields(), payload })), { key });
    expect(event.payload).toStrictEqual(payload);
  });

  test("may start with a byte order mark", async () => {
    const { body, contentType } = deliver();
    const event = await parseWebhookBody(`\uFEFF${body}`, { key, contentType });
    expect(event.payload).toStrictEqual(samples.reward_web_hook);
  });

  test("may have been read already, as text or as bytes", async () => {
    const { body, contentType } = deliver();
    for (const read of [body, new TextEncoder().encode(body), Buffer.from(body)]) {
      const event = await parseWebhookBody(read, { key, contentType });
      expect(event.payload).toStrictEqual(samples.reward_web_hook);
    }
  });

  test("may arrive in chunks that cut characters in two", async () => {
    const { body, contentType } = deliver({ ...fields(), payload: { text: "é🎁" } });
    const bytes = new TextEncoder().encode(body);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const event = await parseWebhook(streamed(stream, contentType), { key });
    expect(event.payload).toStrictEqual({ text: "é🎁" });
  });

  test("is recognised whatever the case and the parameters of its content type", async () => {
    const { body, contentType } = deliver();
    for (const header of [
      contentType.toUpperCase(),
      `${contentType};charset=utf-8`,
      `${contentType}; Charset=UTF-8`,
      `${contentType} ; charset="utf8"; version=2`,
      `${contentType}; version=2; charset=utf-8 `,
      `${contentType};`,
    ]) {
      const event = await parseWebhookBody(body, { key, contentType: header });
      expect(event.type).toBe("reward_web_hook");
    }
  });
});

test("a body parser's object may come from either form", async () => {
  const content = fields();
  const fromJson = await parseWebhookBody(content, { key });
  const form = new URLSearchParams(formDelivery(content).body);
  const fromForm = await parseWebhookBody(Object.fromEntries(form), { key, contentType: null });
  expect(fromForm).toStrictEqual(fromJson);
  expect(fromJson.payload).toStrictEqual(samples.reward_web_hook);
});

test("a body parser's object is copied, so that later changes to it do not reach the event", async () => {
  const payload = { person: { first_name: "Mira" } };
  const event = await parseWebhookBody({ ...fields("unsubscribe_web_hook"), payload }, { key });
  payload.person.first_name = "changed";
  expect(event.payload).toStrictEqual({ person: { first_name: "Mira" } });
});

test("a percent sign that encodes nothing stands for itself, as in forms sent by curl -d", async () => {
  const body = `key=${key}&site=${site}&type=x&payload={"text":"10% off, 5%2"}`;
  const contentType = "application/x-www-form-urlencoded";
  const event = await parseWebhookBody(body, { key, contentType });
  expect(event.payload).toStrictEqual({ text: "10% off, 5%2" });
});

test("members that Talkable adds later reach the event", async () => {
  const payload = { ...samples.unsubscribe_web_hook, added: [1, { deep: null }] };
  const content = { ...fields("unsubscribe_web_hook"), added: "later", payload };
  const event = await parseWebhook(requestFor(jsonDelivery(content)), { key });
  expect(event.payload).toStrictEqual(payload);
  expect(event).not.toHaveProperty("added");
});
