import type { ArgumentsOf, HttpMethod, PathOf, ResultOf, WithResponse } from "./operation-types.js";
import type { ClientOptions } from "./options/options.js";

/** One method per HTTP method, in upper case, for all its paths. */
type Methods = {
  readonly [Method in HttpMethod as Uppercase<Method>]: <Path extends string>(
    path: KnownPath<Method, Path>,
    ...init: ArgumentsAt<Method, Path>
  ) => Promise<ResultAt<Method, Path>>;
};

/** The same methods, resolving to more than the result. */
type MethodsWithResponse = {
  readonly [Method in HttpMethod as Uppercase<Method>]: <Path extends string>(
    path: KnownPath<Method, Path>,
    ...init: ArgumentsAt<Method, Path>
  ) => Promise<WithResponse<ResultAt<Method, Path>>>;
};

// `Path extends PathOf<Method>` would read better, but then the compiler takes an unknown path for any of them, and
// complains of the init that one of those needs instead of the path.

/** The path, if the method has it, or else all that it has. */
type KnownPath<Method extends HttpMethod, Path extends string> = [Path] extends [PathOf<Method>]
  ? Path
  : PathOf<Method>;

/** `ArgumentsOf` a path that may be unknown. */
type ArgumentsAt<Method extends HttpMethod, Path extends string> = [Path] extends [PathOf<Method>]
  ? ArgumentsOf<Method, Path>
  : [init?: unknown];

/** `ResultOf` a path that may be unknown. */
type ResultAt<Method extends HttpMethod, Path extends string> = [Path] extends [PathOf<Method>]
  ? ResultOf<Method, Path>
  : never;

/**
 * A client made by `createClient`. Its methods take a path template and what fills it, and resolve to
 * the operation's `result`, or to undefined where the API answers without one. They reject with a
 * `TalkableError`, whatever went wrong.
 */
export interface TalkableClient extends Methods {
  /** The same methods, resolving to the result together with the response's status and headers. */
  readonly withResponse: MethodsWithResponse;
  /** A second client with some options changed; the two share what is known about throttling. */
  readonly withOptions: (changes: ClientOptions) => TalkableClient;
}
