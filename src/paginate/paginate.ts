import { APIUserAbortError } from "../errors/errors.js";
import type { ArgumentsOf, ResultOf } from "../operation-types.js";
import type { TalkableClient } from "../types.js";
import type { ItemOf, PagedPath } from "./paged.js";
import { type PagedClient, type PagedInit, pagesOf } from "./pages.js";

/** What calls it, `paginate`, and `paginate.pages`. */
export interface Paginate {
  /**
   * The items of a list, over all its pages. A page is asked for when its first item is, so leaving the loop
   * spares the rest. It ends when as many were read as `total` says, or, where an answer has none, with a page
   * that is not full; and with an empty one. A list that changes meanwhile may repeat or miss items.
   *
   * @param init That of the call. `page` (1) is where to start; `per_page` is passed on. `signal` ends the
   * iteration between items too; times and retries hold for each page.
   * @throws TalkableError as each call does; UnexpectedResponseError also for an answer without a list, and
   * for the same page three times in a row, since then the answers do not heed `page`.
   */
  <Path extends PagedPath>(
    client: Pick<TalkableClient, "withResponse">,
    path: Path,
    ...init: ArgumentsOf<"get", Path>
  ): AsyncGenerator<ItemOf<Path>, void, undefined>;
  /** The same, as the results of the calls: for `total`, or to store page by page. */
  readonly pages: <Path extends PagedPath>(
    client: Pick<TalkableClient, "withResponse">,
    path: Path,
    ...init: ArgumentsOf<"get", Path>
  ) => AsyncGenerator<ResultOf<"get", Path>, void, undefined>;
}

// In both, the first signature has the types made from the documents, and the second what holds for every path.

function items<Path extends PagedPath>(
  client: Pick<TalkableClient, "withResponse">,
  path: Path,
  ...init: ArgumentsOf<"get", Path>
): AsyncGenerator<ItemOf<Path>, void, undefined>;
async function* items(
  client: PagedClient,
  path: string,
  init: PagedInit = {},
): AsyncGenerator<unknown, void, undefined> {
  for await (const page of pagesOf(client, path, init)) {
    for (const item of page.items) {
      if (init.signal?.aborted) {
        const cause: unknown = init.signal.reason;
        throw new APIUserAbortError({ operation: `GET ${path}` }, { cause });
      }
      yield item;
    }
  }
}

function pages<Path extends PagedPath>(
  client: Pick<TalkableClient, "withResponse">,
  path: Path,
  ...init: ArgumentsOf<"get", Path>
): AsyncGenerator<ResultOf<"get", Path>, void, undefined>;
async function* pages(
  client: PagedClient,
  path: string,
  init: PagedInit = {},
): AsyncGenerator<unknown, void, undefined> {
  for await (const { result } of pagesOf(client, path, init)) yield result;
}

/** Reads a list that comes in pages; what it takes and does is said of {@link Paginate}. */
export const paginate: Paginate = Object.assign(items, { pages });
