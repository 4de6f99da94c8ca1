import { expect, test } from "vitest";
import { checkUnsubscribeResponse } from "../../src/webhooks/index.js";

test.each([true, false])(
  "the answer to check_unsubscribe says whether: %s",
  async (unsubscribed) => {
    const response = checkUnsubscribeResponse(unsubscribed);
    expect(response).toBeInstanceOf(Response);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(await response.text()).toBe(`{"result":{"unsubscribed":${unsubscribed}}}`);
  },
);
