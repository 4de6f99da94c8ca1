import type { Calls } from "../generated/calls.js";
import type {
  Answer,
  AnswerMode,
  Arguments,
  HttpMethod,
  OperationOf,
  PathOf,
} from "./operation-types.js";
import type { ClientOptions } from "./options/options.js";

/**
 * One method per HTTP method, in upper case. The generated signatures show an operation's summary where it is called;
 * the generic one behind them takes any path of the method, and is what compile errors and completions come from.
 */
type Methods<Mode extends AnswerMode> = {
  readonly [Method in HttpMethod as Uppercase<Method>]: Calls<Mode>[Method] &
    (<Path extends PathOf<Method>>(
      path: Path,
      ...init: Arguments<OperationOf<Method, Path>>
    ) => Promise<Answer<Mode, OperationOf<Method, Path>>>);
};

/**
 * A client made by `createClient`. Its methods take a path template and what fills it, and resolve to
 * the operation's `result`, or to undefined where the API answers without one. They reject with a
 * `TalkableError`, whatever went wrong.
 */
export interface TalkableClient extends Methods<"result"> {
  /** The same methods, resolving to the result together with the response's status and headers. */
  readonly withResponse: Methods<"response">;
  /** A second client with some options changed; the two share what is known about throttling. */
  readonly withOptions: (changes: ClientOptions) => TalkableClient;
}
