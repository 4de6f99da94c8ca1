import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { promisify } from "node:util";
import type { Addresses } from "../scenario.js";

const run = promisify(execFile);

/** The other side of the scenario, on 127.0.0.1. */
export interface ScenarioServer extends Addresses {
  /** Requests by the step that sent them. */
  readonly requests: ReadonlyMap<string, number>;
  /** Serves a page that runs this script, and waits for what it posts to `/posted`. */
  page(script: string): { readonly url: string; readonly posted: Promise<unknown> };
  close(): Promise<void>;
}

type Reply = (response: ServerResponse, request: IncomingMessage, count: number) => unknown;

const replies: Readonly<Record<string, Reply>> = {
  call: (response, { method, url, headers }) => {
    const asExpected =
      method === "GET" &&
      url === "/call/api/v2/people/ann%40example.com?site_slug=my-shop" &&
      headers.authorization === "Bearer scenario-key";
    const person = { first_name: asExpected ? "Ann" : `${method ?? ""} ${url ?? ""}` };
    json(response, 200, { ok: true, result: { person } }, { "x-request-id": "r-1" });
  },
  throttled: (response, _request, count) => {
    if (count === 1) json(response, 429, { ok: false }, { "retry-after": "0" });
    else json(response, 200, { ok: true, result: {} });
  },
  missing: (response) => {
    json(response, 400, { ok: false, error_message: "Person not found" });
  },
  upload: async (response, request) => {
    const type = request.headers["content-type"] ?? "";
    const body = await buffer(request);
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    const file = form.get("file") as File;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const intact = bytes.length === 70_000 && bytes.every((byte) => byte === 7);
    json(response, 200, { ok: true, result: { name: file.name, type: file.type, intact } });
  },
  silent: () => undefined,
  stalled: (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"ok":');
  },
  "truncated-error": (response) => {
    response.writeHead(500, { "content-type": "application/json", "content-length": "100" });
    response.write('{"ok":false,', () => response.socket?.end());
  },
  lost: (response) => response.socket?.destroy(),
};

export async function serveScenario(): Promise<ScenarioServer> {
  const requests = new Map<string, number>();
  let html = "";
  let receive: (posted: unknown) => void = () => undefined;
  const plain = createServer((request, response) => {
    const step = request.url?.split("/")[1] ?? "";
    if (step === "page") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    } else if (step === "posted") {
      void text(request).then((body) => {
        response.end();
        receive(JSON.parse(body));
      });
    } else {
      const count = (requests.get(step) ?? 0) + 1;
      requests.set(step, count);
      void replies[step]?.(response, request, count);
    }
  });
  const tls = createTlsServer(await certificate());
  const unused = createServer();
  const server = `http://127.0.0.1:${await listen(plain)}`;
  const untrusted = `https://127.0.0.1:${await listen(tls)}`;
  const closed = `http://127.0.0.1:${await listen(unused)}`;
  await close(unused);
  return {
    ...{ server, untrusted, closed, requests },
    page: (script) => {
      html = `<!doctype html><link rel="icon" href="data:," /><script type="module">${script}</script>`;
      const posted = new Promise((resolve) => {
        receive = resolve;
      });
      return { url: `${server}/page`, posted };
    },
    close: async () => {
      plain.closeAllConnections();
      tls.closeAllConnections();
      await Promise.all([close(plain), close(tls)]);
    },
  };
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** A key and a certificate for 127.0.0.1 that it signed itself. */
async function certificate(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), "certificate-"));
  const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") };
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const args = ["req", "-x509", ...kind, ...name, "-keyout", files.key, "-out", files.cert];
  await run("openssl", args);
  const [key, cert] = await Promise.all([
    readFile(files.key, "utf8"),
    readFile(files.cert, "utf8"),
  ]);
  await rm(folder, { recursive: true });
  return { key, cert };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
