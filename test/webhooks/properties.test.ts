import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isWebhookError,
  parseWebhook,
  parseWebhookBody,
  verifySignature,
} from "../../src/webhooks/index.js";
import {
  fields,
  formDelivery,
  forms,
  jsonDelivery,
  key,
  requestFor,
  streamed,
} from "./deliveries.js";

const contentTypes = fc.oneof(
  fc.constantFrom("application/json", "application/x-www-form-urlencoded; charset=utf-8"),
  fc.string({ unit: "binary" }),
  fc.constantFrom(undefined, null),
);

/** Text that gets further than noise does: pieces of deliveries in any order. */
const almostDeliveries = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'{}[]":,&=%+\\'.split(""),
        `"key":"${key}"`,
        `key=${key}`,
        "site=s",
        "type=t",
      ),
      fc.constantFrom(
        '"site":"s"',
        '"type":"t"',
        '"payload":{}',
        "payload=%7B%7D",
        "%FF",
        "\uFEFF",
      ),
      fc.constantFrom('"__proto__":', '"constructor":', "__proto__=", '"\\ud800"', "\ud800"),
      fc.json(),
    ),
  )
  .map((pieces) => pieces.join(""));

async function expectOwnErrorOrEvent(attempt: Promise<unknown>): Promise<void> {
  try {
    expect(await attempt).toHaveProperty("payload");
  } catch (error) {
    if (!isWebhookError(error)) throw error;
  }
  expect(Object.keys(Object.prototype)).toStrictEqual([]);
}

describe("whatever is delivered, the outcome is an event or one of the two errors", () => {
  test("any text", async () => {
    const texts = fc.oneof(fc.string({ unit: "binary" }), almostDeliveries);
    await fc.assert(
      fc.asyncProperty(texts, contentTypes, (body, contentType) =>
        expectOwnErrorOrEvent(parseWebhookBody(body, { key, contentType })),
      ),
      { numRuns: 2000 },
    );
  });

  test("any bytes, in any chunks", async () => {
    const forms = fc.constantFrom("application/json", "application/x-www-form-urlencoded");
    const chunks = fc.array(
      fc.oneof(
        fc.uint8Array(),
        almostDeliveries.map((text) => new TextEncoder().encode(text)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(chunks, forms, (bytes, contentType) => {
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const chunk of bytes) controller.enqueue(chunk);
            controller.close();
          },
        });
        return expectOwnErrorOrEvent(
          parseWebhook(streamed(body, contentType), { key, maxBytes: 200 }),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("anything that a body parser may return", async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    const bodies = fc.oneof(
      anything,
      fc.record({
        key: fc.constantFrom(key, [key]),
        site: anything,
        type: anything,
        payload: anything,
      }),
    );
    await fc.assert(
      fc.asyncProperty(bodies, contentTypes, (body, contentType) =>
        expectOwnErrorOrEvent(parseWebhookBody(body, { key, contentType })),
      ),
      { numRuns: 2000 },
    );
  });

  test("JSON nested deeper than the stack", async () => {
    for (const levels of [100, 10_000, 500_000]) {
      const deep = `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
      for (const body of [deep, JSON.stringify({ ...fields(), payload: deep })]) {
        const contentType = "application/json";
        await expectOwnErrorOrEvent(parseWebhookBody(body, { key, contentType, maxBytes: 1e7 }));
      }
    }
  });

  test("any keys on either side", async () => {
    const keys = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string(), { maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(keys, fc.string(), (expected, given) =>
        expectOwnErrorOrEvent(parseWebhookBody({ ...fields(), key: given }, { key: expected })),
      ),
    );
  });
});

test("any JSON payload arrives as it was sent, in both delivery forms", async () => {
  const names = fc
    .string({ unit: "binary" })
    .filter((name) => !/^(__proto__|constructor)$/.test(name));
  const payloads = fc.dictionary(names, fc.jsonValue({ noUnicodeString: false }), {
    noNullPrototype: true,
  });
  await fc.assert(
    fc.asyncProperty(payloads, fc.constantFrom(...forms), async (payload, [, deliver]) => {
      const text = JSON.stringify(payload);
      fc.pre(!/"(__proto__|constructor)":/.test(text));
      const event = await parseWebhook(requestFor(deliver({ ...fields(), payload })), { key });
      expect(event.payload).toStrictEqual(JSON.parse(text));
    }),
  );
});

test("a delivery cut short anywhere is never taken for a whole one", async () => {
  for (const { body, contentType } of [jsonDelivery(), formDelivery()]) {
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), async (length) => {
        const cut = parseWebhookBody(body.slice(0, length), { key, contentType });
        const event = await cut.catch((error: unknown) => error);
        expect(isWebhookError(event)).toBe(true);
      }),
    );
  }
});

test("a signature is true or false, whatever the header", async () => {
  const headers = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.base64String(),
    fc.constantFrom(null, undefined),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary" }),
      headers,
      fc.string(),
      async (body, header, secret) => {
        expect(await verifySignature(body, header, secret)).toBe(false);
      },
    ),
  );
});
