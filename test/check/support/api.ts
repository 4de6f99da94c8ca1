import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { parse } from "yaml";
import { onTestFinished } from "vitest";
import type { Json, JsonObject } from "../../../src/check/json.js";
import { readingOperations, type Operation } from "../../../src/check/plan.js";
import { successOf } from "./sample.js";

export const document: JsonObject = parse(
  readFileSync(new URL("../../../openapi/v2.yaml", import.meta.url), "utf8"),
) as JsonObject;

export const operations: readonly Operation[] = readingOperations(document);

export interface Answering {
  readonly status: number;
  readonly body: Json;
}

/** What the API answers to a call of an operation; a function answers by itself. */
export type Reply = Answering | ((response: ServerResponse) => void);

/** Samples of the document, changed by operationId. */
export function replies(changed: Readonly<Record<string, (body: Json) => Reply>> = {}): Replier {
  return (operation) => {
    const body = successOf(document, operation);
    return changed[operation.id]?.(structuredClone(body)) ?? { status: 200, body };
  };
}

export type Replier = (operation: Operation, count: number) => Reply;

export interface Api {
  readonly url: string;
  /** Method and target of the requests that came. */
  readonly requests: readonly string[];
}

/** A stand-in for the API on 127.0.0.1, which ends with the test. */
export async function serveApi(reply: Replier): Promise<Api> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const target = request.url ?? "";
    requests.push(`${request.method ?? ""} ${target}`);
    const operation = operationAt(target);
    if (operation === undefined) {
      response.writeHead(404).end();
      return;
    }
    const answer = reply(operation, requests.length);
    if (typeof answer === "function") {
      answer(response);
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests };
}

function operationAt(target: string): Operation | undefined {
  const path = target.split("?")[0] ?? "";
  return operations.find((operation) =>
    new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
}
