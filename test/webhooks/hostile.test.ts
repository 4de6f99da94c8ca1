import { describe, expect, test } from "vitest";
import { parseWebhook } from "../../src/webhooks/index.js";
import { fields, formDelivery, jsonDelivery, key, requestFor, streamed } from "./deliveries.js";
import { encode, form, json, messageOf, parseErrorOf, secret } from "./parse-errors.js";

describe("what is wrong is named, and the body is not quoted", () => {
  const changed = (change: object): string => JSON.stringify({ ...fields(), ...change });

  test.each<[string, unknown, string]>([
    ["an empty text", "", "The body must be valid JSON."],
    ["empty bytes", new Uint8Array(), "The body must be valid JSON."],
    ["malformed JSON", `{"key": "${secret}"`, "The body must be valid JSON."],
    ["a form declared as JSON", formDelivery().body, "The body must be valid JSON."],
    ["an array", `["${secret}"]`, "The body must be a JSON object."],
    ["a number", "12", "The body must be a JSON object."],
    ["null", "null", "The body must be a JSON object."],
    ["JSON in JSON", JSON.stringify(changed({})), "The body must be a JSON object."],
    ["malformed payload", changed({ payload: secret }), "The payload must be valid JSON."],
    ["JSON in JSON as payload", changed({ payload: '"{}"' }), "The payload must be a JSON object."],
    ["array payload", changed({ payload: [secret] }), "The payload must be a JSON object."],
    ["null payload", changed({ payload: null }), "The payload must be a JSON object."],
    ["no payload", changed({ payload: undefined }), "The payload must be a JSON object."],
    ["number extras", changed({ extras: 0 }), "The extras must be a JSON object."],
    ["malformed extras", changed({ extras: secret }), "The extras must be valid JSON."],
    ["no type", changed({ type: undefined }), "The type must be a string."],
    ["empty type", changed({ type: "" }), "The type must be a string."],
    ["array type", changed({ type: [secret] }), "The type must be a string."],
    ["no site", changed({ site: undefined }), "The site must be a string."],
    ["object site", changed({ site: { secret } }), "The site must be a string."],
  ])("%s", async (_, body, message) => {
    expect(await parseErrorOf(body, json)).toBe(message);
  });

  test.each<[string, unknown, string]>([
    ["nothing", undefined, "The body or content type is missing or wrong."],
    ["a function", () => secret, "The body or content type is missing or wrong."],
    ["a bigint", { key, a: 1n }, "The body or content type is missing or wrong."],
    ["null", null, "The body must be a JSON object."],
    ["an array", [secret], "The body must be a JSON object."],
    ["text, without its content type", secret, "The content type must be JSON or a form in UTF-8."],
  ])("a body parser's %s", async (_, body, message) => {
    expect(await parseErrorOf(body)).toBe(message);
  });

  test("a body parser's object that cannot be read", async () => {
    const cycle: Record<string, unknown> = { ...fields() };
    cycle["payload"] = cycle;
    const throwing = {
      get key(): string {
        throw new RangeError(secret);
      },
    };
    for (const body of [cycle, throwing]) {
      expect(await parseErrorOf(body)).toBe("The body or content type is missing or wrong.");
    }
  });

  test("a body that breaks off, or was read before", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error(secret));
      },
    });
    const read = requestFor(jsonDelivery());
    await read.text();
    const locked = requestFor(jsonDelivery());
    locked.body?.getReader();
    for (const request of [streamed(broken, json), read, locked]) {
      const message = await messageOf(parseWebhook(request, { key }));
      expect(message).toBe("The body was already read, or ended early.");
    }
  });

  test("a request without a body", async () => {
    const request = new Request("http://shop.example", { headers: { "content-type": json } });
    expect(await messageOf(parseWebhook(request, { key }))).toBe("The body must be valid JSON.");
  });
});

describe("the content type", () => {
  test.each([
    undefined,
    "",
    "text/plain",
    "text/json",
    "application/jsonp",
    "application/json2; charset=utf-8",
    "application/json, application/json",
    "xapplication/json",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded2",
    "application/json; charset=latin1",
    'application/json; charset="utf-16"',
    "application/json; version=1; CHARSET=iso-8859-1",
    "application/x-www-form-urlencoded;charset=utf-80",
  ])("%j is refused", async (contentType) => {
    const message = await parseErrorOf(jsonDelivery().body, contentType);
    expect(message).toBe("The content type must be JSON or a form in UTF-8.");
  });

  test("that no header could hold is refused", async () => {
    for (const contentType of [`${json}\n`, `${json}; a=é☃`, "\0"]) {
      const message = await parseErrorOf(jsonDelivery().body.slice(1), contentType);
      expect(message).toMatch(/content type|valid JSON/);
    }
  });

  test("is looked at before the body is read", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull() {
          pulled += 1;
        },
      },
      { highWaterMark: 0 },
    );
    await messageOf(parseWebhook(streamed(body, "image/png"), { key }));
    expect(pulled).toBe(0);
  });
});

describe("bytes that are not UTF-8 are refused, not replaced", () => {
  const bad = [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]];

  test.each(bad.map((bytes) => [bytes]))("%j, as they are", async (bytes) => {
    for (const { body, contentType } of [jsonDelivery(), formDelivery()]) {
      const raw = Uint8Array.of(...encode(body), ...bytes);
      expect(await parseErrorOf(raw, contentType)).toBe("The body must be valid UTF-8.");
      const stream = new Blob([encode(body), Uint8Array.from(bytes)]).stream();
      const message = await messageOf(parseWebhook(streamed(stream, contentType), { key }));
      expect(message).toBe("The body must be valid UTF-8.");
    }
  });

  test.each(bad.map((bytes) => [bytes]))("%j, percent-encoded", async (bytes) => {
    const encoded = bytes.map((byte) => `%${byte.toString(16)}`).join("");
    for (const body of [`${formDelivery().body}&a=${encoded}`, `${encoded}=a`, encoded]) {
      expect(await parseErrorOf(body, form)).toBe("The body must be valid UTF-8.");
    }
  });
});
