import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Delivery, fields, forms, key, requestFor } from "./deliveries.js";
import { samples } from "./samples.js";
import { listen } from "./servers.js";
import { POST as postCustomApp } from "./snippets/custom-app.js";
import { app } from "./snippets/express.js";
import { POST as postNext } from "./snippets/next.js";
import * as shop from "./snippets/shop.js";
import worker from "./snippets/worker.js";

async function toExpress(delivery: Delivery): Promise<Response> {
  const server = await listen(app);
  try {
    const init = requestFor(delivery);
    const body = delivery.body;
    const target = new URL("/webhooks/talkable", server.url);
    return await fetch(target, { method: "POST", headers: init.headers, body });
  } finally {
    await server.stop();
  }
}

const toNext = (delivery: Delivery): Promise<Response> => postNext(requestFor(delivery));
const toWorker = (delivery: Delivery): Promise<Response> =>
  worker.fetch(requestFor(delivery), { TALKABLE_WEBHOOK_KEY: key });

beforeEach(() => {
  vi.stubEnv("TALKABLE_WEBHOOK_KEY", key);
  vi.stubEnv("NODE_ENV", "production");
});

afterEach(() => {
  vi.unstubAllEnvs();
  shop.reset();
});

describe.each([
  ["Express", toExpress],
  ["Next.js", toNext],
  ["Workers", toWorker],
])("the README's handler for %s", (_, send) => {
  test.each(forms)(
    "pays a reward once, however often it is delivered as %s",
    async (__, deliver) => {
      for (const delivery of [1, 2, 3].map(() => deliver(fields("reward_web_hook")))) {
        expect((await send(delivery)).status).toBe(200);
      }
      expect(shop.paid).toStrictEqual([samples.reward_web_hook]);
    },
  );

  test.each(forms)("tells whether someone unsubscribed, asked by %s", async (__, deliver) => {
    const delivery = deliver(fields("check_unsubscribe_web_hook"));
    expect(await (await send(delivery)).json()).toStrictEqual({ result: { unsubscribed: false } });
    shop.unsubscribed.add(samples.check_unsubscribe_web_hook.recipient.email);
    expect(await (await send(delivery)).json()).toStrictEqual({ result: { unsubscribed: true } });
  });

  test.each(forms)("takes note of what it has no use for, by %s", async (__, deliver) => {
    for (const type of ["unsubscribe_web_hook", "loyalty_web_hook"]) {
      expect((await send(deliver({ ...fields(), type }))).status).toBe(200);
    }
    expect(shop.paid).toStrictEqual([]);
  });

  test.each(forms)("acts on no sample delivery by %s", async (__, deliver) => {
    expect((await send(deliver({ ...fields(), test: true }))).status).toBe(200);
    expect(shop.paid).toStrictEqual([]);
  });

  test.each(forms)("refuses a forged or malformed %s", async (__, deliver) => {
    expect((await send(deliver({ ...fields(), key: "guess" }))).status).toBe(401);
    expect((await send(deliver({ ...fields(), payload: "{" }))).status).toBe(400);
    expect(shop.paid).toStrictEqual([]);
  });
});

test("the README's Custom App handler acts on what is signed, and on nothing else", async () => {
  const body = '{"site_id":"garden-shop"}';
  const hex = createHmac("sha256", key).update(body).digest("hex");
  const post = (signature: string): Promise<Response> => {
    const headers = { "x-talkable-signature": signature };
    return postCustomApp(new Request("http://shop.example", { method: "POST", headers, body }));
  };
  expect((await post(hex)).status).toBe(401);
  expect(shop.actions).toStrictEqual([]);
  expect((await post(btoa(hex))).status).toBe(200);
  expect(shop.actions).toStrictEqual([{ site_id: "garden-shop" }]);
});
