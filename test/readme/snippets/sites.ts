import { createClient } from "../../../src/index.js";
import { apiKeyOf } from "./shop.js";

const shop = createClient({ siteSlug: "acme-shop", apiKey: apiKeyOf("acme-shop") });
const outlet = shop.withOptions({ siteSlug: "acme-outlet", apiKey: apiKeyOf("acme-outlet") });

export async function activeCampaigns(): Promise<number[]> {
  const sites = await Promise.all([shop, outlet].map((site) => site.GET("/api/v2/campaigns")));
  return sites.map(({ campaigns }) => campaigns.filter(({ is_active }) => is_active).length);
}
