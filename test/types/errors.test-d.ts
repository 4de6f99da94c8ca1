import { expectTypeOf, test } from "vitest";
import {
  type AnyTalkableError,
  type APIConnectionError,
  type APIError,
  type APITimeoutError,
  type AuthenticationError,
  type DuplicateError,
  isAPIConnectionError,
  isAPIError,
  isTalkableError,
  type InvalidPathParameterError,
  type NotFoundError,
  type RateLimitError,
  type TalkableError,
  type TalkableErrorCode,
  type UnexpectedResponseError,
} from "../../src/index.js";

declare const thrown: unknown;
declare const caught: TalkableError;

test("switching on `code` narrows to the class, with its members", () => {
  if (!isTalkableError(thrown)) return;
  switch (thrown.code) {
    case "rate_limited":
      expectTypeOf(thrown).toEqualTypeOf<RateLimitError>();
      expectTypeOf(thrown.retryAfter).toEqualTypeOf<number | undefined>();
      break;
    case "not_found":
      expectTypeOf(thrown).toEqualTypeOf<NotFoundError>();
      expectTypeOf(thrown.errorMessage).toEqualTypeOf<string>();
      break;
    case "duplicate":
      expectTypeOf(thrown).toEqualTypeOf<DuplicateError>();
      break;
    case "authentication":
      expectTypeOf(thrown).toEqualTypeOf<AuthenticationError>();
      break;
    case "timeout":
      expectTypeOf(thrown).toEqualTypeOf<APITimeoutError>();
      expectTypeOf(thrown.limit).toEqualTypeOf<"timeout" | "totalTimeout">();
      break;
    case "connection_error":
      expectTypeOf(thrown).toExtend<APIConnectionError>();
      expectTypeOf(thrown.connectionCode).toEqualTypeOf<string | undefined>();
      // @ts-expect-error -- a lost connection exceeds no limit
      thrown.limit satisfies unknown;
      break;
    case "invalid_path_parameter":
      expectTypeOf(thrown).toEqualTypeOf<InvalidPathParameterError>();
      expectTypeOf(thrown.parameter).toEqualTypeOf<string>();
      break;
    case "unexpected_response":
      expectTypeOf(thrown).toEqualTypeOf<UnexpectedResponseError>();
      break;
    case "api_error":
      expectTypeOf(thrown).toExtend<APIError>();
      break;
    // @ts-expect-error -- no error has this code
    case "throttled":
      break;
    default:
  }
});

test("every code belongs to one class", () => {
  expectTypeOf<AnyTalkableError["code"]>().toEqualTypeOf<TalkableErrorCode>();
});

test("guards of several classes narrow by `code` as well", () => {
  if (isAPIConnectionError(thrown) && thrown.code === "timeout") {
    expectTypeOf(thrown).toEqualTypeOf<APITimeoutError>();
  }
  if (isAPIError(thrown) && thrown.code === "rate_limited") {
    expectTypeOf(thrown).toEqualTypeOf<RateLimitError>();
  }
});

test("what is known to be a TalkableError narrows, too", () => {
  if (isTalkableError(caught) && caught.code === "timeout") {
    expectTypeOf(caught).toEqualTypeOf<APITimeoutError>();
  }
});
