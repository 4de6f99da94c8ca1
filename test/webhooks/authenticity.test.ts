import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import {
  parseWebhook,
  parseWebhookBody,
  WebhookVerificationError,
} from "../../src/webhooks/index.js";
import { fields, formDelivery, forms, jsonDelivery, key, requestFor, site } from "./deliveries.js";
import { rejection } from "./parse-errors.js";

describe.each(forms)("a delivery as %s", (_, deliver) => {
  const parse = (content: Record<string, unknown>, options = {}): Promise<unknown> =>
    parseWebhook(requestFor(deliver(content)), { key, ...options });

  test("without a key is refused", async () => {
    const content = fields();
    delete content["key"];
    await expect(parse(content)).rejects.toThrow(WebhookVerificationError);
    await expect(parse(content)).rejects.toThrow("The key is missing or wrong.");
  });

  test("with a wrong key is refused, however close it comes", async () => {
    const wrong = [
      "",
      " ",
      key.slice(0, -1),
      `${key} `,
      `${key}\0`,
      key.toUpperCase(),
      "undefined",
    ];
    for (const given of wrong) {
      await expect(parse({ ...fields(), key: given })).rejects.toThrow(WebhookVerificationError);
    }
  });

  test("is accepted with the new and with the old key while keys are rotated", async () => {
    const rotating = { key: ["new", key, "older"] };
    await expect(parse(fields(), rotating)).resolves.toHaveProperty("site", site);
    await expect(parse({ ...fields(), key: "new" }, rotating)).resolves.toHaveProperty(
      "site",
      site,
    );
    await expect(parse({ ...fields(), key: "other" }, rotating)).rejects.toThrow(
      WebhookVerificationError,
    );
  });

  test("is never accepted while the key option is empty", async () => {
    for (const option of ["", [], [""], ["", ""]]) {
      const attempt = parse({ ...fields(), key: "" }, { key: option });
      await expect(attempt).rejects.toThrow(WebhookVerificationError);
      await expect(attempt).rejects.toThrow("The key option must not be empty.");
    }
    await expect(parse(fields(), { key: ["", key] })).resolves.toHaveProperty("site", site);
    await expect(parse({ ...fields(), key: "" }, { key: ["", key] })).rejects.toThrow(
      WebhookVerificationError,
    );
  });

  test("of another site is refused when a site is asked for", async () => {
    await expect(parse(fields(), { site })).resolves.toHaveProperty("site", site);
    for (const other of ["other-shop", site.toUpperCase(), ""]) {
      const attempt = parse({ ...fields(), site: other }, { site });
      await expect(attempt).rejects.toThrow(WebhookVerificationError);
      await expect(attempt).rejects.toThrow("The site is missing or wrong.");
    }
    const content = fields();
    delete content["site"];
    await expect(parse(content, { site })).rejects.toThrow(WebhookVerificationError);
  });
});

describe("a key that is there twice is refused, whichever of the two is right", () => {
  const wrong = "key=guess";
  const right = `key=${key}`;
  const rest = formDelivery({ ...fields(), key: undefined }).body.replace("key=undefined&", "");

  test.each([
    ["right one first", `${right}&${wrong}&${rest}`],
    ["right one last", `${wrong}&${rest}&${right}`],
    ["both right", `${right}&${right}&${rest}`],
    ["percent-encoded name", `${right}&%6Bey=guess&${rest}`],
  ])("in a form: %s", async (_, body) => {
    const contentType = "application/x-www-form-urlencoded";
    await expect(parseWebhookBody(body, { key, contentType })).rejects.toThrow(
      WebhookVerificationError,
    );
  });

  const members = jsonDelivery({ ...fields(), key: undefined }).body.slice(1);

  test.each([
    ["right one first", `{"key":"${key}","key":"guess",${members}`],
    ["right one last", `{"key" : "guess", "key"\n: "${key}",${members}`],
    ["both right", `{"key":"${key}","key":"${key}",${members}`],
  ])("in JSON: %s", async (_, body) => {
    const contentType = "application/json";
    await expect(parseWebhookBody(body, { key, contentType })).rejects.toThrow(
      WebhookVerificationError,
    );
  });

  test("in what a body parser made of it", async () => {
    const content = { ...fields(), key: [key, key] };
    await expect(parseWebhookBody(content, { key })).rejects.toThrow(WebhookVerificationError);
  });
});

test("a key that is not text is refused, even when it would turn into the right text", async () => {
  const codes = new TextEncoder().encode(key);
  for (const given of [[key], [...codes], { [key]: key }, null, true, 12]) {
    const body = { ...fields(), key: given };
    const attempt = parseWebhookBody(body, { key: [key, "12", "true", "null"] });
    await expect(attempt).rejects.toThrow(WebhookVerificationError);
  }
});

test("every key is compared, also after one has matched, and all in digests of one length", async () => {
  const verify = vi.spyOn(crypto.subtle, "verify");
  try {
    await parseWebhookBody(fields(), { key: [key, "a", "a much longer key"] });
    expect(verify).toHaveBeenCalledTimes(3);
    for (const [, , digest] of verify.mock.calls) expect(digest.byteLength).toBe(32);
  } finally {
    verify.mockRestore();
  }
});

test("no key that is compared, or compared under, can be read back from the platform", async () => {
  const importKey = vi.spyOn(crypto.subtle, "importKey");
  try {
    await parseWebhookBody(fields(), { key });
    const keys: { extractable: boolean }[] = [];
    for (const { value } of importKey.mock.settledResults) keys.push(value as CryptoKey);
    expect(keys.length).toBeGreaterThan(0);
    for (const { extractable } of keys) expect(extractable).toBe(false);
  } finally {
    importKey.mockRestore();
  }
});

test("no error holds either key, not even where it can be inspected", async () => {
  const given = "sk-given-8812";
  const expected = "sk-expected-4410";
  for (const option of [expected, [expected, "x"]]) {
    const attempt = parseWebhookBody({ ...fields(), key: given }, { key: option });
    const error = await rejection(attempt);
    const seen = [
      inspect(error, { depth: Infinity, showHidden: true }),
      JSON.stringify(error),
      String(error.stack),
      inspect(structuredClone(error)),
    ].join();
    expect(seen).not.toContain(given);
    expect(seen).not.toContain(expected);
  }
});

test("the payload of a delivery that is not authentic is not even looked at", async () => {
  const content = { ...fields(), key: "wrong", payload: "not JSON" };
  await expect(parseWebhookBody(content, { key })).rejects.toThrow(WebhookVerificationError);
});
