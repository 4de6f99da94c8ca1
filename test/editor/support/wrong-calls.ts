/** A call with one mistake, and what the compiler's message has to name in its first lines. */
export interface WrongCall {
  readonly code: string;
  readonly names: readonly string[];
  /** In how many lines: two, but for mistakes inside one alternative of a union. */
  readonly lines: number;
}

const person = "/api/v2/people/{person_slug}";
const purchase = "/api/v2/origins/purchase";
const metric = "/api/v2/metrics/{metric}";
const order = `email: "ann@example.com", order_number: "1001", subtotal: 49.9`;

function wrong(code: string, ...names: string[]): WrongCall {
  return { code, names, lines: 2 };
}

function wrongAlternative(code: string, ...names: string[]): WrongCall {
  return { code, names, lines: 4 };
}

export const wrongCalls: readonly WrongCall[] = [
  // The path.
  wrong(`talkable.GET("/api/v2/persons")`, `"/api/v2/persons"`),
  wrong(`talkable.GET("/api/v2/people/ann@example.com")`, `"/api/v2/people/ann@example.com"`),
  wrong(`talkable.GET("api/v2/campaigns")`, `"api/v2/campaigns"`),
  wrong(`talkable.PUT("${purchase}", { body: { data: { ${order} } } })`, `"${purchase}"`),
  wrong(`talkable.GET()`, "Expected at least 1 arguments, but got 0"),
  wrong(`talkable.DELETE("${person}")`, "DELETE"),
  wrong(`talkable.get("/api/v2/campaigns")`, "get"),
  wrong(
    `talkable.POST("/api/v2/origins/purchases", { body: { data: [] } })`,
    `"/api/v2/origins/purchases"`,
  ),
  wrong(`talkable.PUT("/api/v2/person", {})`, `"/api/v2/person"`),
  // The init.
  wrong(`talkable.GET("${person}")`, "Expected 2 arguments, but got 1"),
  wrong(`talkable.POST("${purchase}")`, "Expected 2 arguments, but got 1"),
  wrong(`talkable.POST("/api/v2/assets")`, "Expected 2 arguments, but got 1"),
  wrong(`talkable.PUT("${person}")`, "Expected 2 arguments, but got 1"),
  wrong(`talkable.GET("/api/v2/campaigns", {}, {})`, "Expected 1-2 arguments, but got 3"),
  wrong(`talkable.GET("${person}", {})`, "'params'", "FindPersonInit"),
  wrong(`talkable.GET("${person}", "ann@example.com")`, "FindPersonInit"),
  wrong(`talkable.GET("${person}", { person_slug: "ann" })`, "'person_slug'", "FindPersonInit"),
  wrong(`talkable.GET("/api/v2/campaigns", { query: {} })`, "'query'", "ListCampaignsInit"),
  wrong(`talkable.GET("/api/v2/campaigns", { body: {} })`, "'body'", "ListCampaignsInit"),
  wrong(`talkable.GET("/api/v2/campaigns", { timeout: "30s" })`, "'string'", "'number'"),
  wrong(`talkable.GET("/api/v2/campaigns", { retries: 3 })`, "'retries'", "ListCampaignsInit"),
  // Path parameters.
  wrong(`talkable.GET("${person}", { params: {} })`, "'path'"),
  wrong(`talkable.GET("${person}", { params: { path: {} } })`, "'person_slug'"),
  wrong(`talkable.GET("${person}", { params: { path: { slug: "ann" } } })`, "'slug'"),
  wrong(
    `talkable.GET("${person}", { params: { path: { person_slug: 7 } } })`,
    "'number'",
    "'string'",
  ),
  wrong(
    `talkable.GET("${person}", { params: { path: { person_slug: undefined } } })`,
    "'undefined'",
  ),
  wrong(`talkable.GET("${person}", { params: { person_slug: "ann" } })`, "'person_slug'"),
  wrong(
    `talkable.GET("/api/v2/assets/{id}", { params: { path: { id: "5" } } })`,
    "'string'",
    "'number'",
  ),
  // The query.
  wrong(`talkable.GET("/api/v2/assets", { params: { query: { pages: 2 } } })`, "'pages'"),
  wrong(
    `talkable.GET("/api/v2/assets", { params: { query: { page: "2" } } })`,
    "'string'",
    "'number'",
  ),
  wrong(`talkable.GET("/api/v2/assets", { params: { headers: {} } })`, "'headers'"),
  wrong(`talkable.GET("${metric}", { params: { path: { metric: "shares" } } })`, "'query'"),
  wrong(
    `talkable.GET("${metric}", { params: { path: { metric: "shares" }, query: { start_date: "2026-01-01" } } })`,
    "'end_date'",
  ),
  wrong(
    `talkable.GET("${metric}", { params: { path: { metric: "shares" }, query: { start_date: new Date(), end_date: "2026-01-31" } } })`,
    "'Date'",
  ),
  wrong(
    `talkable.GET("${metric}", { params: { path: { metric: "shares" }, query: { start_date: "2026-01-01", end_date: "2026-01-31", "campaign_ids[]": ["7"] } } })`,
    "'string'",
    "'number'",
  ),
  // The body.
  wrong(`talkable.POST("${purchase}", {})`, "'body'", "CreatePurchaseInit"),
  wrong(`talkable.POST("${purchase}", { body: {} })`, "'data'"),
  wrong(`talkable.POST("${purchase}", { body: { ${order} } })`, "'email'"),
  wrong(`talkable.POST("${purchase}", { data: { ${order} } })`, "'data'", "CreatePurchaseInit"),
  wrong(
    `talkable.POST("${purchase}", { body: { data: { email: "ann@example.com", order_number: "1001" } } })`,
    "'subtotal'",
  ),
  wrong(
    `talkable.POST("${purchase}", { body: { data: { ${order}, ordernumber: "1001" } } })`,
    "'ordernumber'",
  ),
  wrong(
    `talkable.POST("${purchase}", { body: { data: { email: "ann@example.com", order_number: 1001, subtotal: 49.9 } } })`,
    "'number'",
  ),
  wrong(`talkable.POST("${purchase}", { body: { data: [{ ${order} }] } })`, "PurchaseData"),
  wrong(`talkable.POST("${purchase}", { body: { data: { ${order} }, site: "acme" } })`, "'site'"),
  wrong(
    `talkable.POST("${purchase}", { body: { data: { ${order} } }, params: {} })`,
    "'params'",
    "CreatePurchaseInit",
  ),
  wrong(
    `talkable.POST("/api/v2/origins/batch/purchases", { body: { data: { ${order} } } })`,
    "PurchaseData[]",
  ),
  wrong(`talkable.POST("/api/v2/assets", { body: { file: "logo.png" } })`, "'string'", "Blob"),
  wrong(
    `talkable.PUT("${person}", { params: { path: { person_slug: "ann" } }, body: { data: { firstname: "Ann" } } })`,
    "'firstname'",
    "PersonUpdate",
  ),
  wrong(
    `talkable.PUT("/api/v2/origins/{origin_slug}/referral", { params: { path: { origin_slug: "1001" } }, body: { data: { status: "approve" } } })`,
    `"approve"`,
    "ReferralUpdateStatus",
  ),
  wrong(
    `talkable.POST("/api/v2/offers/{short_url_code}/shares/social", { params: { path: { short_url_code: "an4n2x" } }, body: { channel: "sms " } })`,
    `"sms "`,
    "SocialShareChannel",
  ),
  wrong(
    `talkable.POST("/api/v2/origins", { body: { type: "Order", data: { ${order} } } })`,
    `"Order"`,
  ),
  wrong(`talkable.POST("/api/v2/origins", { body: { data: { ${order} } } })`, "'type'"),
  wrongAlternative(
    `talkable.POST("/api/v2/origins", { body: { type: "Purchase", data: { email: "ann@example.com" } } })`,
    "PurchaseData",
    "order_number, subtotal",
  ),
  // The result.
  wrong(`talkable.GET("/api/v2/campaigns").then(({ persons }) => persons)`, "'persons'"),
  wrong(`talkable.withResponse.GET("/api/v2/campaigns").then(({ data }) => data)`, "'data'"),
  wrong(`talkable.withResponse.GET("/api/v2/persons")`, `"/api/v2/persons"`),
  wrong(`talkable.withResponse.GET("${person}")`, "Expected 2 arguments, but got 1"),
  // A path that is known at run time only has to get the parameters of every one it can be.
  wrong(`talkable.GET(anyPath, { params: {} })`, "'path'"),
  wrong(`talkable.GET(anyPath)`, "Expected 2 arguments, but got 1"),
  wrong(`talkable.GET(anyText)`, "'string'"),
  wrong(`talkable.GET(anyText, { params: {} })`, "'string'"),
  wrong(
    `talkable.GET(eitherPath, { params: { path: { person_slug: "ann" } } })`,
    "'{ person_slug: string; }'",
    "'id'",
  ),
];

const preamble = `import { createClient, type PathOf } from "talkable-client";
const talkable = createClient();
declare const anyPath: PathOf<"get">;
declare const eitherPath: "/api/v2/people/{person_slug}" | "/api/v2/assets/{id}";
declare const anyText: string;
`;

/** The first line of the wrong calls in a file of them. */
export const firstLine: number = preamble.split("\n").length;

/** A file of all wrong calls, each as `statement` has it. */
export function mistakes(statement: (code: string) => string): string {
  return preamble + wrongCalls.map(({ code }) => statement(code)).join("\n");
}
