import { ConfigurationError, UnexpectedResponseError } from "../errors/errors.js";
import type { CallOptions } from "../options/options.js";
import type { WithResponse } from "../operation-types.js";
import { isRecord } from "../record.js";

/** What paging needs of a client, whatever the operation. */
export interface PagedClient {
  readonly withResponse: {
    GET(path: string, init: PagedInit): Promise<WithResponse<unknown>>;
  };
}

export interface PagedInit extends CallOptions {
  readonly params?: { readonly query?: PagedQuery | undefined } | undefined;
}

interface PagedQuery {
  readonly page?: number | undefined;
  readonly per_page?: number | undefined;
}

export interface Page {
  readonly result: unknown;
  /** The list in the result. */
  readonly items: readonly unknown[];
}

/** Asks for one page after another, each when it is wanted. */
export async function* pagesOf(
  client: PagedClient,
  path: string,
  init: PagedInit,
): AsyncGenerator<Page, void, undefined> {
  const { page: first = 1, per_page: asked, ...query } = init.params?.query ?? {};
  if (!Number.isSafeInteger(first) || first < 1) {
    throw new ConfigurationError("paginate: query parameter page has to be a whole number from 1.");
  }
  let read = 0;
  let fullSize = asked ?? 0;
  let previous: string | undefined;
  let isRepeated = false;
  for (let page = first; ; page += 1) {
    const params = { ...init.params, query: { ...query, page, per_page: asked } };
    const answer = await client.withResponse.GET(path, { ...init, params });
    const items = listIn(answer.result);
    if (items === undefined) throw unexpected("the result holds no list.", path, answer);
    if (items.length === 0 && page > first) return;
    const identity = JSON.stringify(items.map(idOf));
    if (identity !== previous) {
      yield { result: answer.result, items };
      isRepeated = false;
    } else if (isRepeated) {
      throw unexpected("the same page was answered three times in a row.", path, answer);
    } else {
      // Once, that may be chance: as many new items as a page holds came in at the top of the list.
      isRepeated = true;
    }
    previous = identity;
    if (page === first) {
      fullSize ||= items.length;
      // As many as this page holds, which may be fewer than were asked for: better a page too many than one too few.
      read = (first - 1) * items.length;
    }
    read += items.length;
    const total = totalIn(answer.result);
    const isLast = total === undefined ? items.length < fullSize : read >= total;
    if (items.length === 0 || (isLast && !isRepeated)) return;
  }
}

function listIn(result: unknown): readonly unknown[] | undefined {
  const candidates = isRecord(result) ? Object.values(result) : [result];
  return candidates.find((value): value is unknown[] => Array.isArray(value));
}

/** What tells an item from others: its id, if it has one, as the rest may differ from answer to answer (signed URLs). */
function idOf(item: unknown): unknown {
  return (isRecord(item) ? item["id"] : undefined) ?? item;
}

/** How many items there are on all pages, by this answer. */
function totalIn(result: unknown): number | undefined {
  const total = isRecord(result) ? result["total"] : undefined;
  return typeof total === "number" ? total : undefined;
}

function unexpected(
  problem: string,
  path: string,
  { result, response, attempts }: WithResponse<unknown>,
): UnexpectedResponseError {
  const { status, headers } = response;
  const operation = `GET ${path}`;
  return new UnexpectedResponseError(problem, {
    status,
    headers,
    body: result,
    operation,
    attempts,
  });
}
