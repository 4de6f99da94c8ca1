import ky, { HTTPError } from "ky";
import createFetchClient from "openapi-fetch";
import type { paths } from "../../../generated/api.js";

/** What the two libraries underneath leave to those who use them without this package. */
export interface HandComposed {
  readonly client: ReturnType<typeof createFetchClient<paths>>;
  /** The `result` of a call to `client`; an error of ours instead of ky's when there is none. */
  readonly unwrap: <Result>(call: Promise<Answer<Result>>) => Promise<Result>;
}

interface Answer<Result> {
  readonly data?: { readonly ok: true; readonly result: Result };
}

/** A client as one writes it in an afternoon: bearer header, retry, unwrapped results, errors by status. */
export function composeByHand(
  baseUrl: string,
  apiKey: string,
  fetch: () => Promise<Response>,
): HandComposed {
  const http = ky.create({
    fetch,
    timeout: 30_000,
    retry: {
      limit: 8,
      methods: ["get", "put", "post"],
      statusCodes: [429, 500, 502, 503, 504],
      backoffLimit: 60_000,
    },
  });
  const client = createFetchClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch: (request) => http(request),
  });
  return { client, unwrap };
}

async function unwrap<Result>(call: Promise<Answer<Result>>): Promise<Result> {
  try {
    const { data } = await call;
    if (data?.ok !== true) throw new Error("no envelope");
    return data.result;
  } catch (error) {
    throw error instanceof HTTPError ? await errorFor(error.response) : error;
  }
}

class StatusError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(`${status} ${message}`);
    this.status = status;
  }
}
class UnauthorizedError extends StatusError {}
class MissingError extends StatusError {}
class ThrottledError extends StatusError {}

async function errorFor(response: Response): Promise<StatusError> {
  const { status } = response;
  const message = await response.text();
  if (status === 401) return new UnauthorizedError(status, message);
  if (status === 404) return new MissingError(status, message);
  if (status === 429) return new ThrottledError(status, message);
  return new StatusError(status, message);
}
