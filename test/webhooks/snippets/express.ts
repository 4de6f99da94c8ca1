import express from "express";
import { isWebhook, parseWebhookBody } from "../../../src/webhooks/index.js";
import { handle } from "./handle.js";
import { hasUnsubscribed } from "./shop.js";

export const app = express();
const body = express.raw({ type: () => true, limit: "1mb" });

app.post("/webhooks/talkable", body, async (request, response) => {
  const event = await parseWebhookBody(request.body, {
    key: process.env["TALKABLE_WEBHOOK_KEY"] ?? "",
    contentType: request.get("content-type"),
  });
  if (isWebhook(event, "check_unsubscribe_web_hook")) {
    const unsubscribed = hasUnsubscribed(event.payload.recipient.email);
    response.json({ result: { unsubscribed } });
    return;
  }
  await handle(event);
  response.sendStatus(200);
});
