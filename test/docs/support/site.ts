import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative } from "node:path";

const folder = new URL("../../../scripts/docs/site/", import.meta.url);

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** The paths of all files of the site, such as `modules/talkable-client.html`. */
export async function filesOf(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder.pathname, join(entry.parentPath, entry.name)));
}

export const readPage = (path: string): Promise<string> => readFile(new URL(path, folder), "utf8");

/** Serves the site below `/talkable-client/`, as GitHub Pages does. */
export async function serveSite(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const path = decodeURIComponent(pathname).replace(/^\/talkable-client\//, "");
    readFile(new URL(path, folder)).then(
      (body) => response.setHeader("content-type", types[extname(path)] ?? "text/plain").end(body),
      () => response.writeHead(404).end(),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/talkable-client/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
