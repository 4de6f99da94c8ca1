import { type Asset, createClient } from "talkable-client";
import { type ItemOf, type PagedPath, paginate } from "talkable-client/paginate";

const talkable = createClient({ apiKey: "k", siteSlug: "s" });

export async function allAssets(signal: AbortSignal): Promise<Asset[]> {
  const init = { params: { query: { per_page: 100 } }, signal };
  const assets: Asset[] = [];
  for await (const asset of paginate(talkable, "/api/v2/assets", init)) assets.push(asset);
  return assets;
}

export const path: PagedPath = "/api/v2/assets";
export type Item = ItemOf<typeof path>;

export async function total(): Promise<number | undefined> {
  for await (const page of paginate.pages(talkable, path)) return page.total;
  return undefined;
}

// @ts-expect-error no operation with pages
paginate(talkable, "/api/v2/campaigns");
