import type { FetchResponse } from "../options/fetch.js";
import type { Ending } from "./failures.js";

/** Ends a request as a platform's `fetch` does. */
export function carryOut(ending: Ending, signal: AbortSignal): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new DOMException("This operation was aborted", "AbortError"));
    };
    if (signal.aborted) abort();
    else if (ending.kind === "answer") resolve(responseOf(ending));
    else if (ending.kind === "silence") signal.addEventListener("abort", abort, { once: true });
    else reject(lost(ending.code));
  });
}

/** No `Response`: some platforms' needs timers to be read, and fake ones stand still. */
function responseOf({ status, body, headers }: Ending & { kind: "answer" }): FetchResponse {
  return {
    status,
    headers: new Headers({ "content-type": "application/json", ...headers }),
    text: () => Promise.resolve(body),
  };
}

function lost(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}
