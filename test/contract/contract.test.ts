import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, type TalkableClient } from "../../src/index.js";
import { type MockServer, startPrism } from "../support/prism.js";
import { publishedOperations } from "../support/operations.js";
import { calls } from "./every-operation.js";

describe("every operation, against a mock that validates requests", () => {
  let prism: MockServer;
  let talkable: TalkableClient;

  beforeAll(async () => {
    prism = await startPrism();
    talkable = createClient({ apiKey: "contract-key", siteSlug: "acme-shop", baseUrl: prism.url });
  }, 60_000);

  afterAll(() => prism.stop());

  test("no operation of the API is left out here", () => {
    expect(Object.keys(calls).sort()).toEqual(publishedOperations.map(({ name }) => name).sort());
  });

  test.each(Object.entries(calls))(
    "%s sends what the document asks for",
    async (operation, call) => {
      const { result } = await call(talkable);
      expect(result !== undefined).toBe(
        publishedOperations.find(({ name }) => name === operation)?.traits.hasResult ?? true,
      );
    },
  );

  test("a request that the document does not allow is refused, so the tests above can fail", async () => {
    const call = talkable.GET("/api/v2/assets", { params: { query: { page: 0 } } });
    await expect(call).rejects.toThrow("422");
  });
});
