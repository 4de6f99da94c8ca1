import type { BodyOf, InitOf, QueryOf, Reward, ResultOf } from "../../../src/index.js";

export type Campaigns = ResultOf<"get", "/api/v2/campaigns">;
export type Purchase = BodyOf<"post", "/api/v2/origins/purchase">;
export type MetricQuery = QueryOf<"get", "/api/v2/metrics/{metric}">;
export type FindPerson = InitOf<"get", "/api/v2/people/{person_slug}">; // params, and the settings of a call
export type Status = Reward["status"]; // "Paid" | "Unpaid" | … or any other string
