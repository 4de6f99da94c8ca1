import type { paths } from "../generated/api.js";
import type { CallOptions } from "./options/options.js";

/** The HTTP methods the API uses, in lower case. */
export type HttpMethod = Exclude<{ [P in keyof paths]: keyof paths[P] }[keyof paths], "parameters">;

/** The path templates of an HTTP method: `PathOf<"get">`. */
export type PathOf<Method extends HttpMethod> = {
  [Path in keyof paths]: Method extends keyof paths[Path] ? Path : never;
}[keyof paths];

export type OperationOf<Method, Path extends keyof paths> = paths[Path][Method & keyof paths[Path]];

/** A member that may be left out when nothing in it is required. */
type Member<Name extends string, Value> = object extends Value
  ? { readonly [N in Name]?: Value | undefined }
  : { readonly [N in Name]: Value };

/** `params`; without parameters there is nothing to pass, not an object that takes anything. */
type ParamsMember<Operation> = Operation extends { parameters: infer Parameters }
  ? keyof Parameters extends never
    ? unknown
    : Member<"params", Parameters>
  : unknown;

type BodyContent<Operation> = Operation extends {
  requestBody?: { content: infer Content } | undefined;
}
  ? Content[keyof Content]
  : never;

type BodyMember<Operation> = "requestBody" extends keyof Operation
  ? Member<"body", BodyContent<Operation>>
  : unknown;

type Init<Operation> = CallOptions & ParamsMember<Operation> & BodyMember<Operation>;

/** The second argument, optional when nothing in it is required. */
export type Arguments<Operation> =
  object extends Init<Operation> ? [init?: Init<Operation>] : [init: Init<Operation>];

type Success<Operation> = Operation extends {
  responses:
    | { 200: { content: infer Content } }
    | { 201: { content: infer Content } }
    | { 202: { content: infer Content } };
}
  ? Content[keyof Content]
  : undefined;

export type Result<Operation> =
  Success<Operation> extends infer Envelope
    ? Envelope extends { result: infer Value }
      ? Value
      : undefined
    : never;

/** What a call resolves to: `ResultOf<"get", "/api/v2/campaigns">`. */
export type ResultOf<Method extends HttpMethod, Path extends PathOf<Method>> = Result<
  OperationOf<Method, Path>
>;

/** What a call takes as `body`: `BodyOf<"post", "/api/v2/origins/purchase">`. */
export type BodyOf<Method extends HttpMethod, Path extends PathOf<Method>> = BodyContent<
  OperationOf<Method, Path>
>;

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

/** What a call resolves to: the result alone, or together with the response. */
export type Answer<Mode extends AnswerMode, Operation> = Mode extends "response"
  ? WithResponse<Result<Operation>>
  : Result<Operation>;

export type AnswerMode = "result" | "response";
