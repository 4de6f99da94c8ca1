import type { paths } from "../generated/api.js";
import type { Inits } from "../generated/inits.js";

/** The HTTP methods the API uses, in lower case. */
export type HttpMethod = keyof Inits;

/** The path templates of an HTTP method: `PathOf<"get">`. */
export type PathOf<Method extends HttpMethod> = keyof Inits[Method];

/**
 * What a call takes besides its path, parameters, body and settings:
 * `InitOf<"get", "/api/v2/people/{person_slug}">`.
 */
export type InitOf<Method extends HttpMethod, Path extends PathOf<Method>> = Inits[Method][Path];

/**
 * The arguments behind the path of a call, to pass them through: `...init: ArgumentsOf<"get", Path>`. The init may be
 * left out when nothing in it is required; that of a path of a union type has to fit all of its paths.
 */
export type ArgumentsOf<Method extends HttpMethod, Path extends PathOf<Method>> =
  object extends EveryInit<Method, Path>
    ? [init?: EveryInit<Method, Path>]
    : [init: EveryInit<Method, Path>];

/** An init that fits each path of a union. */
type EveryInit<Method extends HttpMethod, Path extends PathOf<Method>> = (
  Path extends unknown ? (init: InitOf<Method, Path>) => void : never
) extends (init: infer Init) => void
  ? Init
  : never;

/** An operation of the OpenAPI document. */
type OperationOf<Method, Path> = Path extends keyof paths
  ? paths[Path][Method & keyof paths[Path]]
  : never;

/** The body of an operation's successful response: the envelope. */
type Success<Operation> = Operation extends {
  responses:
    | { 200: { content: infer Content } }
    | { 201: { content: infer Content } }
    | { 202: { content: infer Content } };
}
  ? Content[keyof Content]
  : undefined;

/** What is in the envelope of an operation. */
type Result<Operation> =
  Success<Operation> extends infer Envelope
    ? Envelope extends { result?: infer Value }
      ? Exclude<Value, undefined>
      : undefined
    : never;

/** What a call resolves to: `ResultOf<"get", "/api/v2/campaigns">`. */
export type ResultOf<Method extends HttpMethod, Path extends PathOf<Method>> = Result<
  OperationOf<Method, Path>
>;

/** What a call takes as `body`: `BodyOf<"post", "/api/v2/origins/purchase">`. */
export type BodyOf<Method extends HttpMethod, Path extends PathOf<Method>> =
  InitOf<Method, Path> extends { body?: infer Body }
    ? unknown extends Body
      ? never
      : NonNullable<Body>
    : never;

/** What a call takes as `params.query`, if it does: `QueryOf<"get", "/api/v2/metrics/{metric}">`. */
export type QueryOf<Method extends HttpMethod, Path extends PathOf<Method>> =
  OperationOf<Method, Path> extends { parameters: { query?: infer Query } }
    ? unknown extends Query
      ? never
      : NonNullable<Query>
    : never;

/** What is known about the HTTP response besides its body, which has been read. */
export interface ResponseInfo {
  readonly status: number;
  /** Without `set-cookie`. */
  readonly headers: Headers;
  /** The response's `x-request-id`. */
  readonly requestId: string | undefined;
}

/** What the methods of `withResponse` resolve to. */
export interface WithResponse<Value> {
  readonly result: Value;
  readonly response: ResponseInfo;
  /** How many requests it took. */
  readonly attempts: number;
}
