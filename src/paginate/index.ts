/**
 * Lists that come in pages, item by item: `talkable-client/paginate`.
 *
 * @module talkable-client/paginate
 */
export { paginate, type Paginate } from "./paginate.js";
export type { ItemOf, PagedPath } from "./paged.js";
