import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  APITimeoutError,
  type ClientOptions,
  isTalkableError,
  TalkableError,
} from "../../src/index.js";
import * as everything from "../../src/index.js";
import { clientOf, rejection } from "./support/client.js";
import { closedPort, failure, serve, silence, text } from "./support/server.js";

const address = "ann.canary@example.com";

async function errorOf(
  reply: Parameters<typeof serve>[0],
  options: ClientOptions = {},
): Promise<TalkableError> {
  const server = await serve(reply);
  const params = { path: { person_slug: address } };
  const call = clientOf(server, { maxRetries: 0, timeout: 100, ...options }).PUT(
    "/api/v2/people/{person_slug}",
    {
      params,
      body: { data: { first_name: "Ann" } },
    },
  );
  const error = await rejection(call);
  if (!(error instanceof TalkableError)) throw new Error("expected a TalkableError");
  return error;
}

describe("an error as data has what it knows, and no personal data", () => {
  test("of an answer", async () => {
    const said = failure(422, `${address} is taken`, {
      "x-request-id": "req-7",
      "retry-after": "2",
    });
    expect(JSON.parse(JSON.stringify(await errorOf(said)))).toEqual({
      name: "UnprocessableEntityError",
      message: expect.stringContaining("422 [e-mail address] is taken") as string,
      code: "unprocessable_entity",
      operation: "PUT /api/v2/people/{person_slug}",
      attempts: 1,
      outcome: "not-processed",
      status: 422,
      requestId: "req-7",
      retryAfter: 2_000,
    });
  });

  test("of a timeout, and of a connection with its cause", async () => {
    expect((await errorOf(silence)).toJSON()).toMatchObject({
      code: "timeout",
      limit: "timeout",
      outcome: "unknown",
    });
    const { error } = {
      error: await rejection(
        clientOf({ url: await closedPort() }, { maxRetries: 0 }).GET("/api/v2/campaigns"),
      ),
    };
    const data = JSON.stringify(error);
    expect(JSON.parse(data)).toMatchObject({
      name: "APIConnectionError",
      connectionCode: "ECONNREFUSED",
      cause: "TypeError: fetch failed",
    });
  });

  test("of an abort, whose reason is the caller's", async () => {
    const signal = AbortSignal.abort(new Error(`${address} has left`));
    const error = await rejection(
      clientOf({ url: "https://talkable.invalid" }).GET("/api/v2/campaigns", { signal }),
    );
    const data = JSON.stringify(error);
    expect(JSON.parse(data)).toMatchObject({
      name: "AbortError",
      cause: "Error: [e-mail address] has left",
    });
    const odd = await rejection(
      clientOf({ url: "https://talkable.invalid" }).GET("/api/v2/campaigns", {
        signal: AbortSignal.abort(Object.create(null)),
      }),
    );
    expect(JSON.parse(JSON.stringify(odd))).not.toHaveProperty("cause");
  });

  test("of a call that ran out of time after failures", () => {
    const cause = new APITimeoutError("timeout", 5, { operation: "GET /api/v2/campaigns" });
    const error = new APITimeoutError(
      "totalTimeout",
      9,
      { operation: "GET /api/v2/campaigns" },
      { cause },
    );
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      limit: "totalTimeout",
      cause: { limit: "timeout" },
    });
  });

  test("reaches another thread whole", async () => {
    const error = await errorOf(text(500, address));
    const copy = structuredClone(error.toJSON());
    expect(copy).toEqual(error.toJSON());
    expect(copy).toMatchObject({
      name: "InternalServerError",
      status: 500,
      code: "internal_server_error",
    });
    expect(JSON.stringify(copy)).not.toContain("canary");
  });

  test("says which members it has in its names alone: none is an accessor's", async () => {
    const names = Object.keys((await errorOf(failure(400, address))).toJSON());
    expect(names).not.toEqual(expect.arrayContaining(["errorMessage"]));
    expect(names.filter((name) => ["headers", "body", "stack"].includes(name))).toEqual([]);
  });
});

const classes = Object.entries(everything).filter(
  ([, value]) =>
    typeof value === "function" && (value as { prototype?: unknown }).prototype instanceof Error,
);

test("every class that is exported has its name, and its errors have it, but for an AbortError", () => {
  expect(classes.length).toBeGreaterThanOrEqual(16);
  for (const [name, Class] of classes) {
    expect(Class).toHaveProperty("name", name);
    const { prototype } = Class as { prototype: Error };
    expect(prototype.name).toBe(name === "APIUserAbortError" ? "AbortError" : name);
  }
});

test("classes keep their names in a minified bundle, where loggers read constructor.name", async () => {
  const contents = `
    import { createClient } from "./index.js";
    const talkable = createClient({ apiKey: "key", siteSlug: "shop", maxRetries: 0,
      fetch: async () => new Response('{"ok":false,"error_message":"Person not found"}', { status: 400 }) });
    export const error = await talkable.GET("/api/v2/campaigns").catch((thrown) => thrown);`;
  const resolveDir = fileURLToPath(new URL("../../src", import.meta.url));
  const options = { bundle: true, minify: true, format: "esm", write: false } as const;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    ...options,
  });
  const bundle = outputFiles.map((file) => file.text).join("");
  const { error } = (await import(`data:text/javascript,${encodeURIComponent(bundle)}`)) as {
    error: unknown;
  };
  expect(isTalkableError(error)).toBe(true);
  expect(error).toMatchObject({ name: "NotFoundError" });
  expect((error as Error).constructor.name).toBe("NotFoundError");
  expect(String((error as Error).stack)).toMatch(/^NotFoundError: GET/);
});
