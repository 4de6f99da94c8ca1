import type { PathOf, QueryOf, ResultOf } from "../operation-types.js";

/** The path templates of GET operations that take `page` and `per_page`. */
export type PagedPath = { [Path in PathOf<"get">]: IfPaged<Path> }[PathOf<"get">];

type IfPaged<Path extends PathOf<"get">> = [QueryOf<"get", Path>] extends [never]
  ? never
  : "page" | "per_page" extends keyof QueryOf<"get", Path>
    ? Path
    : never;

/** An item of the list in a page: `ItemOf<"/api/v2/assets">` is an `Asset`. */
export type ItemOf<Path extends PagedPath> = ListOf<ResultOf<"get", Path>>[number];

type ListOf<Result> = Result extends readonly unknown[]
  ? Result
  : { [Member in keyof Result]-?: Extract<Result[Member], readonly unknown[]> }[keyof Result];
