import { describe, expect, test } from "vitest";
import { parseWebhook, parseWebhookBody } from "../../src/webhooks/index.js";
import { fields, jsonDelivery, key, site, streamed } from "./deliveries.js";
import { encode, json, messageOf, parseErrorOf } from "./parse-errors.js";

describe("maxBytes", () => {
  const big = (size: number): string => {
    const text = JSON.stringify({ ...fields(), payload: {} });
    return text + " ".repeat(size - text.length);
  };

  test("is 1 MB unless given", async () => {
    const accepted = await parseWebhookBody(big(1_048_576), { key, contentType: json });
    expect(accepted.site).toBe(site);
    const message = "The body must not be larger than 1048576 bytes.";
    expect(await parseErrorOf(big(1_048_577), json)).toBe(message);
    expect(await parseErrorOf(encode(big(10_000_000)), json)).toBe(message);
    expect(await parseErrorOf({ ...fields(), filler: "x".repeat(1_048_577) })).toBe(message);
  });

  test("counts bytes, not characters", async () => {
    const body = JSON.stringify({ ...fields(), payload: { text: "é" } });
    const size = encode(body).length;
    expect(size).toBe(body.length + 1);
    const options = { key, contentType: json };
    await expect(parseWebhookBody(body, { ...options, maxBytes: size })).resolves.toBeDefined();
    const attempt = parseWebhookBody(body, { ...options, maxBytes: size - 1 });
    expect(await messageOf(attempt)).toBe(`The body must not be larger than ${size - 1} bytes.`);
  });

  test("ends the reading of an endless body, and cancels it", async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 1000;
          controller.enqueue(new Uint8Array(1000).fill(0x20));
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const attempt = parseWebhook(streamed(endless, json), { key, maxBytes: 10_000 });
    expect(await messageOf(attempt)).toBe("The body must not be larger than 10000 bytes.");
    expect(sent).toBe(11_000);
    expect(cancelled).toBe(true);
  });

  test("that is not a number refuses everything instead of letting everything in", async () => {
    const options = { key, contentType: json, maxBytes: Number("1 MB") };
    await messageOf(parseWebhookBody(jsonDelivery().body, options));
  });

  test("may be raised without a text being too long for the parser", async () => {
    const text = `${'\\n":{}'.repeat(20)}é`.repeat(40_000);
    const options = { key, maxBytes: 100_000_000 };
    const event = await parseWebhookBody({ ...fields(), payload: { text } }, options);
    expect(event.payload).toStrictEqual({ text });
  });
});
