/** What the client passes to `fetch`, besides the URL. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string | FormData;
  signal: AbortSignal;
  redirect: "manual";
  /** Absent where the runtime's requests have no such thing. */
  cache?: "no-store";
}

/** What the client uses of a response. */
export interface FetchResponse {
  readonly status: number;
  readonly redirected?: boolean;
  readonly headers: {
    get(name: string): string | null;
    forEach(callback: (value: string, name: string) => void): void;
  };
  readonly body?: { cancel(): Promise<void> } | null;
  text(): Promise<string>;
}

/** The part of the platform's `fetch` the client needs: that of any runtime and of undici fits. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
