import type { HttpMethod, BodyOf, InitOf, PathOf } from "../operation-types.js";

/** A request as the fake received it. */
export interface FakeRequest<Method extends HttpMethod, Path extends PathOf<Method>> {
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`. */
  readonly operation: OperationName<Method, Path>;
  /** The site that the request is about, from its query or its body. */
  readonly siteSlug: string | undefined;
  /** As the document types them: `page: "2"` in a URL is the number 2. */
  readonly params: {
    readonly path: Values<Method, Path, "path">;
    readonly query: Values<Method, Path, "query">;
  };
  /** What was sent, `site_slug` included; undefined where the operation takes no body. */
  readonly body: [BodyOf<Method, Path>] extends [never] ? undefined : BodyOf<Method, Path>;
}

/** A request of any operation; `operation` tells them apart. */
export type AnyFakeRequest = {
  [Method in HttpMethod]: { [Path in PathOf<Method>]: FakeRequest<Method, Path> }[PathOf<Method>];
}[HttpMethod];

/** Method and path template of an operation: `"GET /api/v2/campaigns"`. */
export type OperationName<
  Method extends HttpMethod,
  Path extends PathOf<Method>,
> = `${Uppercase<Method>} ${Path & string}`;

/** The path or query parameters of an operation, as far as it has any. */
type Values<Method extends HttpMethod, Path extends PathOf<Method>, Place extends string> =
  InitOf<Method, Path> extends { params?: infer Params }
    ? NonNullable<Params> extends { [Name in Place]?: infer Given }
      ? unknown extends Given
        ? Record<string, never>
        : NonNullable<Given>
      : Record<string, never>
    : Record<string, never>;
