import { beforeEach, expect, test, vi } from "vitest";
import { webhookDelivery } from "../../../src/testing/index.js";
import { POST } from "../../webhooks/snippets/next.js";

beforeEach(() => {
  vi.stubEnv("TALKABLE_WEBHOOK_KEY", "webhook-key");
});

test("takes a reward", async () => {
  const payload = { reward: { amount: 5 }, person: { email: "bob@example.com" } };
  const delivery = webhookDelivery("reward_web_hook", { key: "webhook-key", payload });
  expect((await POST(delivery)).status).toBe(200);
});
