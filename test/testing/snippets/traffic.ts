import { createOpenApiHttp } from "openapi-msw";
import type { paths } from "../../../src/index.js";

const http = createOpenApiHttp<paths>({ baseUrl: "https://www.talkable.com" });
export const handler = http.get("/api/v2/traffic_sources", ({ response }) =>
  response(200).json({ ok: true, result: [{ identifier: "newsletter" }] }),
);
