import type { CheckUnsubscribeResponse } from "../../generated/webhooks.js";

/**
 * The answer to a `check_unsubscribe_web_hook` delivery, the only one whose body Talkable reads.
 *
 * @param unsubscribed `true` keeps Talkable from sending the e-mail
 */
export function checkUnsubscribeResponse(unsubscribed: boolean): Response {
  const body: CheckUnsubscribeResponse = { result: { unsubscribed } };
  return Response.json(body);
}
