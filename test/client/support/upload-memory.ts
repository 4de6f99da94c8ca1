import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "../../../src/index.js";

/** Uploads 100 MB, by fetch or by the client, and prints the process's peak memory in megabytes. */

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(201).end('{"ok":true,"result":{"asset":{"id":1}}}');
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const file = new File([new Uint8Array(100 * 1024 * 1024)], "large.bin");

if (process.argv[2] === "client") {
  const talkable = createClient({ apiKey: "key", siteSlug: "my-shop", baseUrl });
  await talkable.POST("/api/v2/assets", { body: { file } });
} else {
  const body = new FormData();
  body.append("file", file);
  const response = await fetch(`${baseUrl}/api/v2/assets?site_slug=my-shop`, {
    method: "POST",
    body,
  });
  await response.text();
}
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
server.closeAllConnections();
server.close();
