import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import {
  isWebhookError,
  parseWebhook,
  parseWebhookBody,
  type WebhookOptions,
} from "../../src/webhooks/index.js";

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

type StartServer = (options: WebhookOptions) => Promise<RunningServer>;

/** Servers that answer a delivery with the event that it was parsed to, as JSON. */
export const servers: [name: string, start: StartServer][] = [
  ["node:http", startNode],
  ["Express 5, bytes", startExpressRaw],
  ["Express 5, parsed bodies", startExpressParsed],
  ["Fastify 5, bytes", startFastifyRaw],
  ["Fastify 5, parsed bodies", startFastifyParsed],
  ["Hono", startHono],
];

export async function listen(listener: RequestListener): Promise<RunningServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function startNode(options: WebhookOptions): Promise<RunningServer> {
  return listen((incoming, response) => {
    const contentType = incoming.headers["content-type"];
    buffer(incoming)
      .then((body) => parseWebhookBody(body, { ...options, contentType }))
      .then(
        (event) => response.end(JSON.stringify(event)),
        (error: unknown) => {
          response.writeHead(isWebhookError(error) ? error.status : 500).end();
        },
      );
  });
}

function startExpressRaw(options: WebhookOptions): Promise<RunningServer> {
  const app = express();
  app.post("/", express.raw({ type: () => true, limit: "1mb" }), async (request, response) => {
    const contentType = request.get("content-type");
    response.json(await parseWebhookBody(request.body, { ...options, contentType }));
  });
  return listen(app);
}

function startExpressParsed(options: WebhookOptions): Promise<RunningServer> {
  const app = express();
  app.use(express.json({ limit: "1mb" }), express.urlencoded({ limit: "1mb" }));
  app.post("/", async (request, response) => {
    response.json(await parseWebhookBody(request.body, options));
  });
  return listen(app);
}

async function startFastifyRaw(options: WebhookOptions): Promise<RunningServer> {
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  app.post("/", (request) => {
    const contentType = request.headers["content-type"];
    return parseWebhookBody(request.body, { ...options, contentType });
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url: `${url}/`, stop: () => app.close() };
}

async function startFastifyParsed(options: WebhookOptions): Promise<RunningServer> {
  const app = fastify();
  const form = "application/x-www-form-urlencoded";
  app.addContentTypeParser(form, { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  app.post("/", (request) => {
    const contentType = request.headers["content-type"];
    return parseWebhookBody(request.body, { ...options, contentType });
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url: `${url}/`, stop: () => app.close() };
}

function startHono(options: WebhookOptions): Promise<RunningServer> {
  const app = new Hono();
  app.post("/", async (context) => context.json(await parseWebhook(context.req.raw, options)));
  app.onError((error, context) => context.body(null, isWebhookError(error) ? error.status : 500));
  const answer = getRequestListener(app.fetch);
  return listen((incoming, outgoing) => void answer(incoming, outgoing));
}
