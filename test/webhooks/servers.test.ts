import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Delivery, fields, forms, key, site, types } from "./deliveries.js";
import { samples } from "./samples.js";
import { type RunningServer, servers } from "./servers.js";

describe.each(servers)("%s", (_, start) => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await start({ key: ["new key", key], site });
  });

  afterAll(async () => {
    await server.stop();
  });

  function post({ body, contentType }: Delivery): Promise<Response> {
    const headers = { "content-type": contentType };
    return fetch(server.url, { method: "POST", headers, body });
  }

  describe.each(forms)("receiving %s", (__, deliver) => {
    test.each(types)("gets %s whole", async (type) => {
      const response = await post(deliver(fields(type)));
      expect(response.status).toBe(200);
      const event: unknown = await response.json();
      expect(event).toStrictEqual({ type, site, extras: {}, payload: samples[type] });
    });

    test("answers 401 to a delivery that is not Talkable's", async () => {
      const noKey = fields();
      delete noKey["key"];
      for (const content of [noKey, { ...fields(), key: "x" }, { ...fields(), site: "other" }]) {
        const response = await post(deliver(content));
        expect(response.status).toBe(401);
        expect(await response.text()).not.toContain(key);
      }
    });

    test("answers 400 to a delivery that it cannot read", async () => {
      for (const content of [
        { ...fields(), payload: "{" },
        { key, site, payload: {} },
      ]) {
        expect((await post(deliver(content))).status).toBe(400);
      }
    });

    test("refuses 10 MB, and serves the next delivery", async () => {
      const huge = deliver({ ...fields(), payload: { filler: "x".repeat(10_000_000) } });
      const status = await post(huge).then(
        (response) => response.status,
        // A server may hang up instead of reading on.
        () => "connection closed",
      );
      expect([400, 413, "connection closed"]).toContain(status);
      expect((await post(deliver(fields()))).status).toBe(200);
    });
  });

  test("refuses other content types", async () => {
    const [, deliver] = forms[0] ?? [];
    const body = deliver?.(fields()).body ?? "";
    const response = await post({ body, contentType: "text/plain" });
    expect([400, 415]).toContain(response.status);
  });
});
