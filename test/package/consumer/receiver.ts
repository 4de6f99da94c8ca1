import {
  checkUnsubscribeResponse,
  isWebhook,
  parseWebhook,
  type WebhookEvent,
} from "talkable-client/webhooks";

export async function receive(request: Request): Promise<Response> {
  const event: WebhookEvent = await parseWebhook(request, { key: ["new", "old"] });
  if (isWebhook(event, "check_unsubscribe_web_hook")) {
    return checkUnsubscribeResponse(event.payload.recipient.email !== null);
  }
  // @ts-expect-error the payload of another webhook has no recipient
  const isAnonymous = isWebhook(event, "reward_web_hook") && event.payload.recipient === null;
  return new Response(isAnonymous ? "anonymous" : "");
}
