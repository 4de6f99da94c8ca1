import { expect, inject, onTestFinished, test } from "vitest";
import { install } from "../package/packed.js";
import { printed, printing } from "./support/program.js";
import { programOf } from "./support/run.js";
import { serveScenario } from "./support/server.js";

test("on Deno, a client that keeps no idle connections sends a POST once", async () => {
  const [project, server] = await Promise.all([
    install(inject("tarball"), "ky-2"),
    serveScenario(),
  ]);
  onTestFinished(async () => {
    await Promise.all([project.remove(), server.close()]);
  });
  const script = `
import { createClient } from "talkable-client";
const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
const fetchAnew = (url, init) => fetch(url, { ...init, client });
const clientOf = (step) =>
  createClient({ apiKey: "scenario-key", siteSlug: "my-shop", baseUrl: "${server.server}/" + step, fetch: fetchAnew });
await clientOf("call").GET("/api/v2/people/{person_slug}", { params: { path: { person_slug: "ann@example.com" } } });
const body = { data: { email: "ann@example.com", order_number: "1001", subtotal: 49.9 } };
const lost = clientOf("lost").POST("/api/v2/origins/purchase", { body });
${printing("lost.catch(({ outcome }) => outcome)")}
client.close();`;
  const deno = [programOf("deno"), "run", "--allow-net"] as const;
  expect(await printed(project, deno, script)).toBe("unknown");
  expect(server.requests.get("lost")).toBe(1);
});
