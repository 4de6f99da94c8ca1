import { createClient, isTalkableError } from "../../../src/index.js";

/** Makes one POST with a timeout of a second, and prints its result or what is known of its failure. */

const [, , baseUrl = ""] = process.argv;
const talkable = createClient({ apiKey: "key", siteSlug: "my-shop", baseUrl, timeout: 1_000 });
try {
  const body = { data: { email: "ann@example.com", order_number: "1001", subtotal: 49.9 } };
  console.log(JSON.stringify(await talkable.POST("/api/v2/origins/purchase", { body })));
} catch (error) {
  console.log(isTalkableError(error) ? `${error.code} ${error.outcome ?? ""}` : error);
}
