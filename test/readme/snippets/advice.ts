import { isTalkableError } from "../../../src/index.js";

export function adviceOn(error: unknown): string {
  if (!isTalkableError(error)) throw error;
  switch (error.code) {
    case "not_found":
      return `${error.operation} found nothing of that name.`;
    case "rate_limited":
      return `Try again in ${(error.retryAfter ?? 60_000) / 1000} s.`;
    case "timeout":
      return `Raise ${error.limit}.`;
    default:
      return error.message;
  }
}
