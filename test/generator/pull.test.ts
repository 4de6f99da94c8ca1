import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Problem } from "../../scripts/problem.js";
import { pullDocument, pullSharedSchemas } from "../../scripts/pull.js";

const limits = { timeout: 300, maxBytes: 20_000, retryDelay: 1 };
const yaml = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/api-docs`;
}

function answer(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

async function problemOf(listener: RequestListener): Promise<string> {
  const root = await serve(listener);
  const problem = await pullDocument(root, "v2/openapi.yaml", limits).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof Problem)) throw new Error("expected a Problem", { cause: problem });
  expect(problem.message).toMatch(/^[^\n]+$/);
  expect(problem.message).toContain(`${root}/v2/openapi.yaml`);
  return problem.message;
}

describe("a document over HTTP", () => {
  test.each([
    ["YAML", yaml, {}],
    ["YAML under a wrong content type", yaml, { "content-type": "image/png" }],
    ["YAML with a byte order mark and CRLF", `\uFEFF${yaml.replaceAll("\n", "\r\n")}`, {}],
    ["JSON", JSON.stringify({ openapi: "3.1.0", info: {}, paths: {} }, null, "\t"), {}],
  ])("is read from %s", async (_name, body, headers) => {
    const root = await serve(answer(200, body, headers));
    const { document, sha256 } = await pullDocument(root, "v2/openapi.yaml", limits);
    expect(document).toHaveProperty("paths", {});
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ["an HTML page", answer(200, "<!doctype html><title>Docs</title>"), "HTML page"],
    ["nothing", answer(200, " \n"), "empty"],
    ["a list", answer(200, "- one\n- two\n"), "no YAML mapping"],
    ["YAML that ends in the middle of a string", answer(200, 'openapi: "3.0'), "not valid YAML"],
    ["JSON that ends in the middle", answer(200, '{"openapi": "3.0.3", "inf'), "not valid JSON"],
    [
      "YAML that refers to itself",
      answer(200, `${yaml}\nx-self: &self {again: *self}\n`),
      "circular",
    ],
    ["JSON with a prototype", answer(200, '{"paths": {"__proto__": {}}}'), "__proto__"],
    ["a document without paths", answer(200, "openapi: 3.0.3\ninfo: {}\n"), "no `paths`"],
    ["a document cut off before info", answer(200, "openapi: 3.0.3\npaths: {}\n"), "no `info`"],
    ["404", answer(404, "Not found"), "HTTP 404"],
    ["500, twice", answer(500, "Oops"), "HTTP 500"],
    ["too much", answer(200, yaml + "#".repeat(30_000)), "larger than 20000 bytes"],
    ["a redirect without https", answer(302, "", { location: "/elsewhere" }), "without https"],
  ])("that turns out to be %s is refused in one line", async (_name, listener, message) => {
    await expect(problemOf(listener)).resolves.toContain(message);
  });

  test("that never ends is cut off at the size limit", async () => {
    const message = await problemOf((_request, response) => {
      response.writeHead(200);
      const chunk = "#".repeat(4_000);
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once("drain", write);
      };
      write();
    });
    expect(message).toContain("larger than");
  });

  test("that stalls in the middle is given up at the timeout", async () => {
    const message = await problemOf((_request, response) => {
      response.writeHead(200).write("openapi: ");
    });
    expect(message).toContain("within 300 ms");
  });

  test("that fails once is asked for once more", async () => {
    let requests = 0;
    const root = await serve((request, response) => {
      requests += 1;
      answer(requests === 1 ? 503 : 200, yaml)(request, response);
    });
    await pullDocument(root, "v2/openapi.yaml", limits);
    expect(requests).toBe(2);
  });

  test("that is not there is not asked for again", async () => {
    let requests = 0;
    await problemOf((request, response) => {
      requests += 1;
      answer(404, "")(request, response);
    });
    expect(requests).toBe(1);
  });

  test("whose server is gone is a problem that names the cause", async () => {
    const pulled = pullDocument("http://127.0.0.1:1/api-docs", "v2/openapi.yaml", limits);
    await expect(pulled).rejects.toThrow(/cannot be reached \(.+\)/);
  });
});

describe("the shared schemas", () => {
  test("are used when they are published", async () => {
    const root = await serve(answer(200, "site_slug: {type: string}\n"));
    await expect(pullSharedSchemas(root, limits)).resolves.toEqual({
      site_slug: { type: "string" },
    });
  });

  test.each([
    ["missing", answer(404, "")],
    ["answered with the site's own page", answer(200, "<html></html>")],
  ])("may be %s", async (_name, listener) => {
    await expect(pullSharedSchemas(await serve(listener), limits)).resolves.toBeUndefined();
  });

  test("are a problem when they are there and broken", async () => {
    const root = await serve(answer(200, "a: [1"));
    await expect(pullSharedSchemas(root, limits)).rejects.toThrow("not valid YAML");
  });
});

describe("a folder laid out like the site", () => {
  test("is read like the site", async () => {
    const root = await mkdtemp(join(tmpdir(), "api-docs-"));
    onTestFinished(() => rm(root, { recursive: true }));
    await mkdir(join(root, "v2"));
    await writeFile(join(root, "v2/openapi.yaml"), yaml);
    await expect(pullDocument(root, "v2/openapi.yaml")).resolves.toHaveProperty("document.info");
    await expect(pullSharedSchemas(root)).resolves.toBeUndefined();
    await expect(pullDocument(root, "webhooks/openapi.yaml")).rejects.toThrow("cannot be read");
  });
});
