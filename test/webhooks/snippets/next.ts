import {
  checkUnsubscribeResponse,
  isWebhook,
  isWebhookError,
  parseWebhook,
} from "../../../src/webhooks/index.js";
import { handle } from "./handle.js";
import { hasUnsubscribed } from "./shop.js";

export async function POST(request: Request): Promise<Response> {
  try {
    const key = process.env["TALKABLE_WEBHOOK_KEY"] ?? "";
    const event = await parseWebhook(request, { key });
    if (isWebhook(event, "check_unsubscribe_web_hook")) {
      return checkUnsubscribeResponse(hasUnsubscribed(event.payload.recipient.email));
    }
    await handle(event);
    return new Response();
  } catch (error) {
    if (isWebhookError(error)) return new Response(error.message, { status: error.status });
    throw error;
  }
}
