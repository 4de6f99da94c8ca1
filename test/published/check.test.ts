import { describe, expect, test } from "vitest";
import { collectExamples } from "../../scripts/document/examples.js";
import { pullDocument } from "../../scripts/pull.js";
import type { Json } from "../../src/check/json.js";
import { operations, serveApi, type Replier } from "../check/support/api.js";
import { everything, runCheck } from "../check/support/command.js";
import { isPublishedHere, publishedDocs, successExamples, suiteName } from "./published.js";

/** Answers with the published examples of each operation, one after the other. */
async function publishedReplies(): Promise<Replier> {
  const { document } = await pullDocument(publishedDocs, "v2/openapi.yaml");
  const examples = successExamples(collectExamples(document));
  const counts = new Map<string, number>();
  return ({ id }) => {
    const count = counts.get(id) ?? 0;
    counts.set(id, count + 1);
    const own = examples.filter(({ operationId }) => operationId === id);
    const body: Json = own[count % own.length]?.value ?? null;
    return { status: 200, body };
  };
}

describe.skipIf(!isPublishedHere)(suiteName("an API that speaks the published examples"), () => {
  test("passes the check with 0 differences, every operation tried", async () => {
    const api = await serveApi(await publishedReplies());
    const given = [...everything, "--person", "ann@example.com", "--coupon", "THANKS10"];
    const { exitCode, printed } = await runCheck(api.url, [...given, "--offer", "an4n2x"]);
    expect(printed).toContain(`of ${operations.length} operations, 0 differences)`);
    expect(exitCode).toBe(0);
  });
});
