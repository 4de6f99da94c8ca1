import { createContext, runInContext } from "node:vm";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { fields, formDelivery, jsonDelivery, key, site } from "./deliveries.js";

let code = "";
let inputs: string[] = [];

beforeAll(async () => {
  const result = await build({
    entryPoints: ["src/webhooks/index.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    metafile: true,
    write: false,
  });
  code = result.outputFiles[0]?.text ?? "";
  inputs = Object.keys(result.metafile.inputs);
});

describe("the entry point talkable-client/webhooks", () => {
  test("is at most 1.5 kB, bundled, minified and compressed with brotli", () => {
    expect(code).toContain("parseWebhook");
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(1500);
  });

  test("takes nothing along but its own files", () => {
    expect(inputs.length).toBeGreaterThan(1);
    expect(inputs.filter((input) => !input.startsWith("src/webhooks/"))).toStrictEqual([]);
  });

  test("runs where there is nothing but what browsers and workers have", async () => {
    const globals = { crypto, Blob, Request, Response, TextDecoder, TextEncoder, Uint8Array };
    const context = createContext({ ...globals, URLSearchParams, btoa, result: undefined });
    const script = code.replace(/export\{(.*)\};?\s*$/, (_, names: string) => {
      const members = names.replace(/([\w$]+) as ([\w$]+)/g, "$2:$1");
      return `result={${members}};`;
    });
    runInContext(script, context);
    expect(runInContext("typeof process + typeof Buffer + typeof require", context)).toBe(
      "undefined".repeat(3),
    );
    const entry = context["result"] as typeof import("../../src/webhooks/index.js");
    for (const { body, contentType } of [jsonDelivery(), formDelivery()]) {
      const event = await entry.parseWebhookBody(body, { key, contentType });
      expect(event).toMatchObject({ type: fields()["type"], site });
      const attempt = entry.parseWebhookBody(body, { key: "other", contentType });
      await expect(attempt).rejects.toHaveProperty("code", "webhook_verification");
    }
    expect(await entry.verifySignature("{}", null, key)).toBe(false);
    expect(await entry.checkUnsubscribeResponse(true).text()).toContain("true");
  });
});
