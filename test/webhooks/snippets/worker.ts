import {
  checkUnsubscribeResponse,
  isWebhook,
  isWebhookError,
  parseWebhook,
} from "../../../src/webhooks/index.js";
import { handle } from "./handle.js";
import { hasUnsubscribed } from "./shop.js";

interface Env {
  TALKABLE_WEBHOOK_KEY: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      const event = await parseWebhook(request, { key: env.TALKABLE_WEBHOOK_KEY });
      if (isWebhook(event, "check_unsubscribe_web_hook")) {
        return checkUnsubscribeResponse(hasUnsubscribed(event.payload.recipient.email));
      }
      await handle(event);
      return new Response();
    } catch (error) {
      if (isWebhookError(error)) return new Response(error.message, { status: error.status });
      throw error;
    }
  },
};
