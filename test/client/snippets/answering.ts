import { createClient, type ResultOf } from "../../../src/index.js";

const result: ResultOf<"get", "/api/v2/traffic_sources"> = [{ identifier: "newsletter" }];

export const talkable = createClient({
  apiKey: "test",
  siteSlug: "test",
  fetch: () => Promise.resolve(Response.json({ ok: true, result })),
});
