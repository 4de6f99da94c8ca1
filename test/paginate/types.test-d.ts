import { expectTypeOf, test } from "vitest";
import type { Asset, PathOf, QueryOf, ResultOf, TalkableClient } from "../../src/index.js";
import { type ItemOf, type PagedPath, paginate } from "../../src/paginate/index.js";

declare const talkable: TalkableClient;

test("items and pages have the types of the operation's result", () => {
  expectTypeOf<ItemOf<"/api/v2/assets">>().toEqualTypeOf<Asset>();
  const items = paginate(talkable, "/api/v2/assets");
  expectTypeOf(items).toEqualTypeOf<AsyncGenerator<Asset, void, undefined>>();
  const pages = paginate.pages(talkable, "/api/v2/assets", { params: { query: { page: 2 } } });
  expectTypeOf(pages).toEqualTypeOf<
    AsyncGenerator<ResultOf<"get", "/api/v2/assets">, void, undefined>
  >();
});

test("paths are those whose operation takes `page` and `per_page`, and no others", () => {
  type Takes<Path extends PathOf<"get">> = [QueryOf<"get", Path>] extends [never]
    ? false
    : Required<QueryOf<"get", Path>> extends { page: unknown; per_page: unknown }
      ? true
      : false;
  expectTypeOf<Takes<PagedPath>>().toEqualTypeOf<true>();
  expectTypeOf<Takes<Exclude<PathOf<"get">, PagedPath>>>().toEqualTypeOf<false>();

  // @ts-expect-error It has no pages.
  paginate(talkable, "/api/v2/campaigns");
  // @ts-expect-error Nor has a list of somebody's.
  paginate(talkable, "/api/v2/people/{person_slug}/rewards", {
    params: { path: { person_slug: "a" } },
  });
  // @ts-expect-error There is no such path.
  paginate.pages(talkable, "/api/v2/asset");
});

test("the init is the call's", () => {
  // @ts-expect-error A misspelt parameter.
  paginate(talkable, "/api/v2/assets", { params: { query: { perPage: 2 } } });
  // @ts-expect-error That is no number.
  paginate(talkable, "/api/v2/assets", { params: { query: { per_page: "2" } } });
  // @ts-expect-error GET takes no body.
  paginate(talkable, "/api/v2/assets", { body: {} });
});

test("an object that does what it asks for stands in for the client", () => {
  const { withResponse } = talkable;
  paginate({ withResponse }, "/api/v2/assets");
});
