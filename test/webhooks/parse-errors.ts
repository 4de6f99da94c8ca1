import { expect } from "vitest";
import { parseWebhookBody, WebhookParseError } from "../../src/webhooks/index.js";
import { key } from "./deliveries.js";

/** A text that bodies hold and errors must not. */
export const secret = "ida@post.example";

export const json = "application/json";
export const form = "application/x-www-form-urlencoded";

export function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** What `run` rejects with; fails when it resolves. */
export async function rejection(run: Promise<unknown>): Promise<Error> {
  let value: unknown;
  try {
    value = await run;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("It was expected to reject.", { cause: value });
}

/** The message of the WebhookParseError that `attempt` rejects with. */
export async function messageOf(attempt: Promise<unknown>): Promise<string> {
  const error = await rejection(attempt);
  expect(error).toBeInstanceOf(WebhookParseError);
  expect(error).toMatchObject({ name: "WebhookParseError", code: "webhook_parse", status: 400 });
  expect(error.cause).toBeUndefined();
  expect(error.message).not.toContain(secret);
  return error.message;
}

export async function parseErrorOf(body: unknown, contentType?: string): Promise<string> {
  return messageOf(parseWebhookBody(body, { key, contentType }));
}
