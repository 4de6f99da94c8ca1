import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Asset,
  type ClientOptions,
  createClient,
  isAPIUserAbortError,
  isConfigurationError,
  isInternalServerError,
  isUnexpectedResponseError,
  type TalkableClient,
} from "../../src/index.js";
import { paginate } from "../../src/paginate/index.js";
import { createFakeTalkable, exampleResult } from "../../src/testing/index.js";
import { apiKey, clientOf, rejection } from "../client/support/client.js";
import { assetNamed, copyAssets } from "./snippets/assets.js";
import { failure, ok, type Reply, serve, silence } from "../client/support/server.js";

const path = "/api/v2/assets";
const [example] = exampleResult("GET", path).assets;

interface Asked {
  readonly page: number;
  /** 25 unless asked for otherwise. */
  readonly perPage: number;
}

/** A client of a list in memory, which answers as `answer` says. */
function clientOfList(
  answer: (asked: Asked) => unknown,
  options: ClientOptions = {},
): { talkable: TalkableClient; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const { searchParams } = new URL(input instanceof Request ? input.url : input);
    const page = Number(searchParams.get("page"));
    const perPage = Number(searchParams.get("per_page") ?? 25);
    asked.push({ page, perPage });
    const result = answer({ page, perPage });
    return Promise.resolve(Response.json({ ok: true, result }));
  };
  return { talkable: createClient({ apiKey, siteSlug: "my-shop", fetch, ...options }), asked };
}

function assets(ids: readonly number[]): Partial<Asset>[] {
  return ids.map((id) => ({ ...example, id }));
}

function upTo(total: number): number[] {
  return Array.from({ length: total }, (_, index) => index);
}

function slice<Item>(list: readonly Item[], { page, perPage }: Asked): Item[] {
  return list.slice((page - 1) * perPage, page * perPage);
}

async function idsOf(
  client: TalkableClient,
  query: { page?: number | undefined; per_page?: number | undefined } = {},
): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of paginate(client, path, { params: { query } })) ids.push(id);
  return ids;
}

const totals = fc.nat({ max: 130 });
const sizes = fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined });

describe("every item comes once and in order", () => {
  test("where answers have a total, with one call per page", async () => {
    await fc.assert(
      fc.asyncProperty(totals, sizes, async (total, per_page) => {
        const list = upTo(total);
        const { talkable, asked } = clientOfList((page) => ({
          assets: assets(slice(list, page)),
          total,
        }));
        expect(await idsOf(talkable, { per_page })).toEqual(list);
        expect(asked).toHaveLength(Math.max(1, Math.ceil(total / (per_page ?? 25))));
      }),
    );
  });

  test.each([
    ["where they have none, up to a page that is not full", undefined],
    ["where the total is no number, which counts as none", null],
  ])("%s", async (_, none) => {
    await fc.assert(
      fc.asyncProperty(totals, sizes, async (total, per_page) => {
        const list = upTo(total);
        const { talkable, asked } = clientOfList((page) => ({
          assets: assets(slice(list, page)),
          total: none,
        }));
        expect(await idsOf(talkable, { per_page })).toEqual(list);
        // Unasked, nobody knows how many a full page has, so it takes another one to compare the first with.
        const isOnlyPage = per_page === undefined && total > 0 && total < 25;
        const calls = isOnlyPage ? 2 : 1 + Math.floor(total / (per_page ?? 25));
        expect(asked).toHaveLength(calls);
      }),
    );
  });

  test("from the page that one starts with, and none that come after the last", async () => {
    await fc.assert(
      fc.asyncProperty(
        totals,
        sizes,
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        async (total, per_page, page, hasTotal) => {
          const list = upTo(total);
          const { talkable, asked } = clientOfList((asked) => ({
            assets: assets(slice(list, asked)),
            total: hasTotal ? total : undefined,
          }));
          const size = per_page ?? 25;
          expect(await idsOf(talkable, { per_page, page })).toEqual(list.slice((page - 1) * size));
          const last = Math.ceil(total / size);
          if (hasTotal && total >= page * size) expect(asked.at(-1)?.page).toBe(last);
          else expect(asked.at(-1)?.page).toBeLessThanOrEqual(Math.max(page, last + 1));
        },
      ),
    );
  });

  test("where the API gives smaller pages than were asked for, and a total", async () => {
    await fc.assert(
      fc.asyncProperty(totals, fc.integer({ min: 1, max: 4 }), async (total, page) => {
        const list = upTo(total);
        const { talkable } = clientOfList((asked) => ({
          assets: assets(slice(list, { ...asked, perPage: 10 })),
          total,
        }));
        expect(await idsOf(talkable, { per_page: 100, page })).toEqual(list.slice((page - 1) * 10));
      }),
    );
  });

  test("where pages in the middle are not full, and there is a total", async () => {
    const list = upTo(30);
    const { talkable } = clientOfList((asked) => ({
      assets: assets(slice(list, asked).filter((id) => id !== 3)),
      total: 30,
    }));
    expect(await idsOf(talkable, { per_page: 5 })).toEqual(list.filter((id) => id !== 3));
  });

  test("where the result is the list itself, as of operations that have no pages today", async () => {
    const list = ["a", "b", "c", "d", "e"];
    const { talkable } = clientOfList((asked) => slice(list, asked));
    const seen: unknown[] = [];
    for await (const item of paginate(talkable, path, { params: { query: { per_page: 2 } } })) {
      seen.push(item);
    }
    expect(seen).toEqual(list);
  });

  test("where an item is like the one before it", async () => {
    const { talkable } = clientOfList(({ page }) => ({ assets: page <= 5 ? [{ page }] : [] }));
    const seen: unknown[] = [];
    for await (const item of paginate(talkable, path, { params: { query: { per_page: 1 } } })) {
      seen.push(item);
    }
    expect(seen).toHaveLength(5);
  });
});

describe("a list that changes meanwhile", () => {
  const changes = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 12 });

  test("ends, whether it has a total or not, and items that stay come at least once while it grows", async () => {
    await fc.assert(
      fc.asyncProperty(
        totals,
        fc.integer({ min: 1, max: 40 }),
        changes,
        fc.boolean(),
        async (start, per_page, growth, hasTotal) => {
          // Newest first.
          let list = upTo(start);
          let newest = 0;
          const { talkable } = clientOfList((asked) => {
            const result = {
              assets: assets(slice(list, asked)),
              total: hasTotal ? list.length : undefined,
            };
            const change = growth[asked.page - 1] ?? 0;
            const added = Array.from({ length: Math.max(0, change) }, () => (newest -= 1));
            list = [...added.reverse(), ...list.slice(Math.max(0, -change))];
            return result;
          });
          const outcome = await idsOf(talkable, { per_page }).catch((error: unknown) => error);
          // A list that grows by a page with every call answers the same page for ever.
          const isStill = growth.some(
            (change, at) => change === per_page && growth[at + 1] === change,
          );
          if (isStill && !Array.isArray(outcome)) {
            expect(isUnexpectedResponseError(outcome)).toBe(true);
          } else {
            const missed = upTo(start).filter((id) => !(outcome as number[]).includes(id));
            if (growth.every((change) => change >= 0)) expect(missed).toEqual([]);
          }
        },
      ),
    );
  });

  test("is read on when by chance it grew by a page", async () => {
    let list = upTo(4);
    const { talkable } = clientOfList((asked) => {
      const result = { assets: assets(slice(list, asked)), total: list.length };
      if (asked.page === 1) list = [-2, -1, ...list];
      return result;
    });
    expect(await idsOf(talkable, { per_page: 2 })).toEqual(upTo(4));
  });
});

describe("an API that does not heed `page` ends the loop with an error, and repeats no item", () => {
  test.each([
    ["and says the total", { total: 1_000 }],
    ["and says no total", {}],
    ["and signs its URLs anew", { total: 1_000, isSigned: true }],
  ])("%s", async (_, { total, isSigned }: { total?: number; isSigned?: boolean }) => {
    let signature = 0;
    const { talkable, asked } = clientOfList(({ perPage }) => ({
      assets: assets(upTo(perPage)).map((asset) =>
        isSigned === true ? { ...asset, url: `https://files.example/?s=${signature++}` } : asset,
      ),
      total,
    }));
    const ids: number[] = [];
    const error = await rejection(
      (async () => {
        for await (const { id } of paginate(talkable, path)) ids.push(id);
      })(),
    );
    expect(isUnexpectedResponseError(error)).toBe(true);
    expect(error).toMatchObject({ operation: `GET ${path}`, status: 200, attempts: 1 });
    expect(String(error)).toContain("the same page was answered three times in a row");
    expect(ids).toEqual(upTo(25));
    expect(asked).toHaveLength(3);
  });

  test("an answer without a list is an error, not an empty list", async () => {
    for (const result of [{ total: 3 }, { assets: null, total: 3 }, "assets", null]) {
      const { talkable } = clientOfList(() => result);
      const error = await rejection(idsOf(talkable));
      expect(isUnexpectedResponseError(error)).toBe(true);
      expect(String(error)).toContain("GET /api/v2/assets: the result holds no list.");
    }
  });
});

function pageReply(total: number): Reply {
  return (response, seen) => {
    const { searchParams } = new URL(seen.target, "http://127.0.0.1");
    const asked = {
      page: Number(searchParams.get("page")),
      perPage: Number(searchParams.get("per_page")),
    };
    ok({ assets: assets(slice(upTo(total), asked)), total })(response, seen);
  };
}

describe("calls", () => {
  const query = { content_type: "image", per_page: 2 };

  test("are made one at a time, each when its first item is wanted, and no more after a break", async () => {
    const server = await serve(pageReply(9));
    const talkable = clientOf(server);
    const items = paginate(talkable, path, { params: { query } });
    expect(server.requests).toHaveLength(0);
    for await (const { id } of items) {
      expect(server.requests).toHaveLength(Math.floor(id / 2) + 1);
      if (id === 3) break;
    }
    expect(server.requests.map(({ target }) => target)).toEqual([
      `${path}?content_type=image&page=1&per_page=2&site_slug=my-shop`,
      `${path}?content_type=image&page=2&per_page=2&site_slug=my-shop`,
    ]);
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  test("carry the settings of the init, leave `per_page` to the API by default, and change nothing of it", async () => {
    const server = await serve(failure(500, "out of order"));
    const init = Object.freeze({ maxRetries: 1, headers: { "x-job": "export" } });
    const first = paginate(clientOf(server), path, init).next();
    expect(isInternalServerError(await rejection(first))).toBe(true);
    expect(server.requests).toHaveLength(2);
    for (const { target, headers } of server.requests) {
      expect(target).toBe(`${path}?page=1&site_slug=my-shop`);
      expect(headers["x-job"]).toBe("export");
    }
  });

  test("that fail end the iteration with the call's error, after the items of the pages before", async () => {
    const server = await serve(pageReply(9), failure(500, "out of order"));
    const ids: number[] = [];
    const reading = (async () => {
      const init = { params: { query }, maxRetries: 0 };
      for await (const { id } of paginate(clientOf(server), path, init)) ids.push(id);
    })();
    expect(isInternalServerError(await rejection(reading))).toBe(true);
    expect(ids).toEqual([0, 1]);
  });

  test("that are throttled are repeated, without an item lost", async () => {
    const server = await serve(pageReply(4), failure(429, ""), pageReply(4));
    expect(await idsOf(clientOf(server), query)).toEqual(upTo(4));
    expect(server.requests).toHaveLength(3);
  });

  test("end with the signal, on the wire and between items", async () => {
    const server = await serve(pageReply(9), silence);
    for (const stopAt of [0, 1]) {
      const controller = new AbortController();
      const { signal } = controller;
      const ids: number[] = [];
      const reading = (async () => {
        for await (const { id } of paginate(clientOf(server), path, {
          params: { query },
          signal,
        })) {
          ids.push(id);
          if (id === stopAt) {
            if (stopAt === 0) controller.abort("enough");
            else
              setTimeout(() => {
                controller.abort("enough");
              }, 20);
          }
        }
      })();
      const error = await rejection(reading);
      expect(isAPIUserAbortError(error)).toBe(true);
      expect(error).toMatchObject({ operation: `GET ${path}`, cause: "enough" });
      expect(ids).toEqual(upTo(stopAt + 1));
      if (stopAt === 0) server.requests.length = 0;
    }
  });

  test("are not made for a page that is no whole number from 1", async () => {
    const server = await serve(pageReply(9));
    const fromUrl: { page?: number } = JSON.parse('{ "page": "2" }') as object;
    for (const wrong of [{ page: 0 }, { page: 1.5 }, { page: NaN }, { page: Infinity }, fromUrl]) {
      const error = await rejection(idsOf(clientOf(server), wrong));
      expect(isConfigurationError(error)).toBe(true);
      expect(String(error)).toContain("page has to be a whole number from 1");
    }
    expect(server.requests).toHaveLength(0);
  });

  test("are not made at all on a signal that was aborted before", async () => {
    const server = await serve(pageReply(9));
    const signal = AbortSignal.abort();
    const first = paginate(clientOf(server), path, { signal }).next();
    expect(isAPIUserAbortError(await rejection(first))).toBe(true);
    expect(server.requests).toHaveLength(0);
  });
});

describe("paginate.pages", () => {
  test("gives whole results, one per call", async () => {
    const server = await serve(pageReply(5));
    const pages: { ids: number[]; total: number }[] = [];
    const init = { params: { query: { per_page: 2 } } };
    for await (const { assets, total } of paginate.pages(clientOf(server), path, init)) {
      pages.push({ ids: assets.map(({ id }) => id), total });
    }
    expect(pages).toEqual([
      { ids: [0, 1], total: 5 },
      { ids: [2, 3], total: 5 },
      { ids: [4], total: 5 },
    ]);
  });

  test("gives no empty page after the last", async () => {
    const { talkable, asked } = clientOfList((page) => ({ assets: assets(slice(upTo(4), page)) }));
    const lengths: number[] = [];
    const init = { params: { query: { per_page: 2 } } };
    for await (const page of paginate.pages(talkable, path, init)) lengths.push(page.assets.length);
    expect(lengths).toEqual([2, 2]);
    expect(asked).toHaveLength(3);
  });

  test("gives the one page of an empty list", async () => {
    const { talkable } = clientOfList(() => ({ assets: [], total: 0 }));
    const pages: unknown[] = [];
    for await (const page of paginate.pages(talkable, path)) pages.push(page);
    expect(pages).toEqual([{ assets: [], total: 0 }]);
  });
});

test("the fake of talkable-client/testing has pages of its own without further ado", async () => {
  const fake = createFakeTalkable();
  const talkable = createClient({ fetch: fake.fetch, apiKey: "fake-key", siteSlug: "my-shop" });
  const { assets: all } = exampleResult("GET", path);
  expect(await idsOf(talkable)).toEqual(all.map(({ id }) => id));
});

describe("the README's section", () => {
  const readme = readFile(new URL("../../README.md", import.meta.url), "utf8");

  test("finds an asset by its name, and copies all of them", async () => {
    const name = "banner-102.png";
    const list = upTo(205).map((id) => ({ ...example, id, name: `banner-${id}.png` }));
    const { talkable, asked } = clientOfList((page) => ({
      assets: slice(list, page),
      total: list.length,
    }));
    expect(await assetNamed(talkable, name)).toMatchObject({ id: 102 });
    expect(asked.map(({ page }) => page)).toEqual([1, 2]);
    expect(await assetNamed(talkable, "no such banner")).toBeUndefined();

    const saved: number[] = [];
    await copyAssets(talkable, (assets, total) => {
      expect(total).toBe(205);
      return Promise.resolve(void saved.push(...assets.map(({ id }) => id)));
    });
    expect(saved).toEqual(upTo(205));
  });

  test("is under 60 lines", async () => {
    const [section = ""] = /^## Pages\n.*?(?=^## )/ms.exec(await readme) ?? [];
    const lines = section.trim().split("\n").length;
    expect(lines).toBeGreaterThan(20);
    expect(lines).toBeLessThan(60);
  });
});
