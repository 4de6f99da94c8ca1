import { createHmac } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { verifySignature } from "../../src/webhooks/index.js";

const secret = "wsk-52e0";
const body = '{"site_id":"garden-shop","email":"ida@post.example","text":"é🎁"}';

function sign(message: string | Uint8Array, key: string): string {
  const hex = createHmac("sha256", key).update(message).digest("hex");
  return Buffer.from(hex, "ascii").toString("base64");
}

describe("the signature of a Custom App delivery", () => {
  test("is the Base64 form of the hexadecimal digest, 88 characters long", async () => {
    // Made with: printf '{}' | openssl dgst -sha256 -hmac key -r | cut -d' ' -f1 | tr -d '\n' | base64 -w0
    const header =
      "YTc3NzcyNGQ5NDNlYjQ4ZGM2OWJjYThhNGE2ZDU3YTA0ZGIzZjllYzdlMWRlNGU1ODFlODYwMjY1YmRmMzAzMg==";
    expect(header).toHaveLength(88);
    expect(await verifySignature("{}", header, "key")).toBe(true);
  });

  test("is verified over text and over bytes", async () => {
    const header = sign(body, secret);
    expect(await verifySignature(body, header, secret)).toBe(true);
    expect(await verifySignature(new TextEncoder().encode(body), header, secret)).toBe(true);
    expect(await verifySignature(Buffer.from(body), header, secret)).toBe(true);
    const bytes = Uint8Array.of(0, 255, 128);
    expect(await verifySignature(bytes, sign(bytes, secret), secret)).toBe(true);
    const part = Uint8Array.of(9, 0, 255, 128, 9).subarray(1, 4);
    expect(await verifySignature(part, sign(bytes, secret), secret)).toBe(true);
  });

  test("is false when the body, the key or the signature is another one", async () => {
    const header = sign(body, secret);
    expect(await verifySignature(`${body} `, header, secret)).toBe(false);
    expect(await verifySignature(body, header, `${secret}x`)).toBe(false);
    expect(await verifySignature(body, sign("", secret), secret)).toBe(false);
  });

  test("is accepted with either key while keys are rotated", async () => {
    for (const key of ["new", "old"]) {
      expect(await verifySignature(body, sign(body, key), ["new", "old"])).toBe(true);
    }
    expect(await verifySignature(body, sign(body, "third"), ["new", "old"])).toBe(false);
  });

  test("is compared in constant time, as a digest of one length, with what every key makes", async () => {
    const verify = vi.spyOn(crypto.subtle, "verify");
    try {
      await verifySignature(body, sign(body, "new"), ["new", "old"]);
      expect(verify).toHaveBeenCalledTimes(2);
      for (const [, , digest] of verify.mock.calls) expect(digest.byteLength).toBe(32);
    } finally {
      verify.mockRestore();
    }
  });

  test("is false without a key, rather than made with an empty one", async () => {
    for (const none of ["", [], [""]]) {
      expect(await verifySignature(body, sign(body, ""), none)).toBe(false);
      expect(await verifySignature(body, "", none)).toBe(false);
    }
  });

  const digest = createHmac("sha256", secret).update(body);
  const raw = digest.digest();
  const header = sign(body, secret);

  test.each<[string, string | null | undefined]>([
    ["missing", undefined],
    ["null", null],
    ["empty", ""],
    ["the digest itself in Base64", raw.toString("base64")],
    ["hexadecimal alone", raw.toString("hex")],
    ["upper-case hexadecimal", Buffer.from(raw.toString("hex").toUpperCase()).toString("base64")],
    ["without its padding", header.replace(/=+$/, "")],
    ["sent twice", `${header}, ${header}`],
    ["too short", header.slice(0, 87)],
    ["too long", `${header}=`],
    ["not Base64", "*".repeat(88)],
    ["not ASCII", "é☃\ud800"],
  ])("is false when the header is %s", async (_, malformed) => {
    expect(await verifySignature(body, malformed, secret)).toBe(false);
  });
});
