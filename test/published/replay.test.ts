import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationsOf } from "../../scripts/document/document.js";
import { collectExamples, describeExample, type Example } from "../../scripts/document/examples.js";
import { pullDocument } from "../../scripts/pull.js";
import { createClient, isAPIError, type TalkableClient } from "../../src/index.js";
import { calls } from "../contract/every-operation.js";
import {
  errorMessageOf,
  isPublishedHere,
  publishedDocs,
  resultOf,
  suiteName,
} from "./published.js";

const { document } = isPublishedHere
  ? await pullDocument(publishedDocs, "v2/openapi.yaml")
  : { document: {} };
const examples = collectExamples(document);
const callOf = new Map(
  operationsOf(document).map(({ id, method, path }) => {
    const operation = `${method.toUpperCase()} ${path}`;
    return [id, new Map(Object.entries(calls)).get(operation)] as const;
  }),
);

describe.skipIf(!isPublishedHere)(suiteName("the published examples, over real HTTP"), () => {
  let current: Example;
  let server: Server;
  let talkable: TalkableClient;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on("end", () => {
        response.writeHead(Number(current.status), { "content-type": current.mediaType });
        response.end(JSON.stringify(current.value));
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    talkable = createClient({
      apiKey: "replay-key",
      siteSlug: "acme-shop",
      baseUrl: `http://127.0.0.1:${port}`,
    });
  });

  afterAll(() => server.close());

  test("there are 55 successes and 51 errors", () => {
    const successes = examples.filter(({ status }) => status.startsWith("2"));
    expect([successes.length, examples.length]).toEqual([55, 106]);
  });

  test.each(examples.map((example) => [describeExample(example), example] as const))(
    "%s",
    async (_name, example) => {
      current = example;
      const call = callOf.get(example.operationId);
      if (call === undefined) throw new Error(`no call of ${example.operationId}`);
      const outcome = await call(talkable).catch((error: unknown) => error);
      if (example.status.startsWith("2")) {
        expect(outcome).toMatchObject({
          attempts: 1,
          response: { status: Number(example.status) },
        });
        expect(outcome).toHaveProperty("result", resultOf(example));
        return;
      }
      if (!isAPIError(outcome)) throw new Error("expected an APIError", { cause: outcome });
      expect(outcome.status).toBe(Number(example.status));
      expect(outcome.errorMessage).toBe(errorMessageOf(example));
    },
  );
});
