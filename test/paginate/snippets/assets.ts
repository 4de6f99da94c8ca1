import type { Asset, TalkableClient } from "../../../src/index.js";
import { paginate } from "../../../src/paginate/index.js";

export async function assetNamed(talkable: TalkableClient, name: string) {
  const params = { query: { content_type: "image", per_page: 100 } };
  for await (const asset of paginate(talkable, "/api/v2/assets", { params })) {
    if (asset.name === name) return asset; // No other page is asked for.
  }
  return undefined;
}

export async function copyAssets(
  talkable: TalkableClient,
  save: (assets: Asset[], total: number) => Promise<void>,
  signal?: AbortSignal,
) {
  for await (const page of paginate.pages(talkable, "/api/v2/assets", { signal })) {
    await save(page.assets, page.total);
  }
}
