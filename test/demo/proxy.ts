import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { MockServer } from "../support/prism.js";

/** Path of the call that is throttled at first, and the slug of a person whom nobody knows. */
export interface Incidents {
  readonly throttledPath: string;
  readonly unknownPerson: string;
}

/** A proxy in front of the mock that plays what a mock does not: two 429 answers, and a person who is not there. */
export async function startProxy(target: string, incidents: Incidents): Promise<MockServer> {
  let throttlings = 2;
  const server = createServer((incoming, outgoing) => {
    const { url = "/", method, headers } = incoming;
    if (url.startsWith(incidents.throttledPath) && throttlings > 0) {
      throttlings -= 1;
      outgoing.writeHead(429).end();
      return;
    }
    const isUnknown = decodeURIComponent(url).includes(incidents.unknownPerson);
    // Prism answers with the documented error when it is asked to prefer its status.
    const preference = isUnknown ? { prefer: "code=400" } : {};
    const forwarded = request(
      new URL(url, target),
      { method, headers: { ...headers, ...preference } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
