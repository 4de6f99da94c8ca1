import { expect, inject, onTestFinished, test } from "vitest";
import { install } from "../package/packed.js";
import { chromium, onPage, posting } from "./support/chromium.js";
import { serveScenario } from "./support/server.js";

if (chromium === undefined) test.skip("(skipped: no Chromium here)");
else {
  const program = chromium;

  test("in a browser the client refuses to work, and says why and what to set", async () => {
    const [project, server] = await Promise.all([
      install(inject("tarball"), "ky-2"),
      serveScenario(),
    ]);
    onTestFinished(async () => {
      await Promise.all([project.remove(), server.close()]);
    });
    const script = `
import { createClient } from "talkable-client";
function refusal() {
  try {
    createClient({ apiKey: "key", siteSlug: "my-shop", baseUrl: "${server.server}/call" });
  } catch (error) {
    return error;
  }
}
const { name, message } = refusal() ?? {};
${posting("({ name, message })")}`;
    const refusal = await onPage(program, project, server, script);
    expect(refusal).toEqual({
      name: "ConfigurationError",
      message: expect.stringMatching(/browser.*dangerouslyAllowBrowser/s) as string,
    });
    expect(server.requests.size).toBe(0);
  });
}
