import { expect, test } from "vitest";
import { operations, replies, serveApi } from "./support/api.js";
import { everything, runCheck } from "./support/command.js";

test("an API that answers as the document says passes, every operation tried", async () => {
  const api = await serveApi(replies());
  const { exitCode, printed, errors } = await runCheck(api.url, everything);
  expect(printed).toContain(`of ${operations.length} operations, 0 differences)`);
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  expect(api.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
});

test("what cannot be called is named, with the flag that would help", async () => {
  const api = await serveApi(replies());
  const { exitCode, printed } = await runCheck(api.url);
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/GET \/api\/v2\/rewards +not tried .* needs --visitor$/m);
  expect(printed).toMatch(
    /GET \/api\/v2\/loyalty\/members\/\{email\} +not tried .* --loyalty-member$/m,
  );
  expect(printed).toContain("6 not tried");
});

test("no operation is called more often than --samples says", async () => {
  const api = await serveApi(replies());
  await runCheck(api.url, [...everything, "--samples", "1"]);
  expect(api.requests).toHaveLength(operations.length);
});
