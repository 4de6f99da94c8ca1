import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server saw it. */
export interface Seen {
  method: string;
  /** Path and query, as sent. */
  target: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** `performance.now()` at its arrival. */
  at: number;
}

export type Reply = (response: ServerResponse, seen: Seen) => void;

export interface TestServer {
  url: string;
  requests: Seen[];
  /** The request that came, when there is to be exactly one. */
  only(): Seen;
}

/**
 * A server on 127.0.0.1 that gives one reply per request, the last of them for ever, and ends with
 * the test.
 */
export async function serve(...replies: Reply[]): Promise<TestServer> {
  const requests: Seen[] = [];
  const server = createServer((request, response) => {
    const at = performance.now();
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const { method = "", url: target = "", headers } = request;
      const seen = { method, target, headers, body: Buffer.concat(chunks), at };
      requests.push(seen);
      const reply = replies[Math.min(requests.length, replies.length) - 1];
      reply?.(response, seen);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    only: () => {
      const [request] = requests;
      if (request === undefined || requests.length > 1) {
        throw new Error(`expected one request, got ${requests.length}`);
      }
      return request;
    },
  };
}

/** A URL on 127.0.0.1 where nothing listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** A success with this result. */
export function ok(result: unknown, headers: Record<string, string> = {}): Reply {
  return json(200, { ok: true, result }, headers);
}

/** A failure as the API words it. */
export function failure(
  status: number,
  errorMessage: string,
  headers: Record<string, string> = {},
): Reply {
  return json(status, { ok: false, error_message: errorMessage }, headers);
}

/** Sends the status and the headers, part of a body, and then nothing more. */
export function stall(status: number, part = '{"ok":'): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.write(part);
  };
}

/** Never answers. */
export const silence: Reply = () => undefined;
