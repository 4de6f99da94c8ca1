import { once } from "node:events";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { MessageChannel } from "node:worker_threads";
import {
  InMemorySpanExporter,
  BasicTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { createTransport, extraErrorDataIntegration, normalize, Scope } from "@sentry/core";
import { ServerRuntimeClient } from "@sentry/core/server";
import { build } from "esbuild";
import pino from "pino";
import { describe, expect, test } from "vitest";
import winston from "winston";
import {
  type ClientOptions,
  createClient,
  isTalkableError,
  type TalkableClient,
  TalkableError,
} from "../../src/index.js";
import { apiKey, clientOf, rejection } from "../client/support/client.js";
import {
  closedPort,
  failure,
  json,
  type Reply,
  serve,
  silence,
  text,
} from "../client/support/server.js";

const address = "ann.canary@example.com";
const operation = "PUT /api/v2/people/{person_slug}";
/** Everything that is the call's or the answer's own, and the key. */
const secret = /canary/i;

function update(talkable: TalkableClient, signal?: AbortSignal): Promise<unknown> {
  return talkable.PUT("/api/v2/people/{person_slug}", {
    params: { path: { person_slug: address } },
    body: { data: { first_name: "Canary" } },
    signal,
  });
}

async function answered(...replies: Reply[]): Promise<unknown> {
  const server = await serve(...replies);
  return rejection(update(clientOf(server, { maxRetries: 1, timeout: 200 })));
}

async function failedIn(fetch: ClientOptions["fetch"]): Promise<unknown> {
  const options = { apiKey, siteSlug: "my-shop", maxRetries: 0, fetch };
  return rejection(update(createClient(options)));
}

const said = `${address} (${apiKey}) is taken`;
const refused = (status: number) =>
  json(status, { ok: false, error_message: said, person: { first_name: "Canary" } });

/** An error of every kind, as calls end with it, by the name of its class. */
const made: Record<string, () => Promise<unknown>> = {
  BadRequestError: () => answered(refused(400)),
  AuthenticationError: () => answered(refused(401)),
  PermissionDeniedError: () => answered(refused(403)),
  NotFoundError: () => answered(failure(400, `No ${address} found`)),
  DuplicateError: () => answered(failure(400, `Duplicate entity: ${address}`)),
  UnprocessableEntityError: () => answered(refused(422)),
  RateLimitError: () => answered(refused(429)),
  InternalServerError: () => answered(text(500, said)),
  APIError: () => answered(refused(418)),
  APIConnectionError: async () =>
    rejection(update(clientOf({ url: await closedPort() }, { maxRetries: 0 }))),
  APITimeoutError: () => answered(silence),
  APIUserAbortError: () =>
    rejection(update(clientOf({ url: "https://talkable.invalid" }), AbortSignal.abort("left"))),
  UnexpectedResponseError: () => answered(text(200, `<p>${said}</p>`)),
  ConfigurationError: () =>
    failedIn(() => {
      throw new ReferenceError(`no ${address} with ${apiKey} at https://a.example/${address}`);
    }),
};

async function winstonLine(
  format: winston.Logform.Format,
  log: (logger: winston.Logger) => void,
): Promise<string> {
  const lines: string[] = [];
  const logger = winston.createLogger({ format });
  const destination = new Writable({
    objectMode: true,
    write(info: winston.Logform.TransformableInfo, _, done) {
      lines.push(String(info[Symbol.for("message")]));
      done();
    },
  });
  logger.pipe(destination);
  log(logger);
  logger.end();
  await once(destination, "finish");
  return lines.join("");
}

function pinoLine(log: (logger: pino.Logger) => void): string {
  const lines: string[] = [];
  log(pino({}, { write: (line) => lines.push(line) }));
  return lines.join("");
}

/** The envelope that a Sentry client with its integration for the members of errors sends. */
async function sentryEvent(error: unknown): Promise<string> {
  const sent: string[] = [];
  const client = new ServerRuntimeClient({
    dsn: "https://public@sentry.invalid/1",
    integrations: [extraErrorDataIntegration()],
    stackParser: () => [],
    transport: (options) =>
      createTransport(options, ({ body }) => {
        sent.push(typeof body === "string" ? body : new TextDecoder().decode(body));
        return Promise.resolve({ statusCode: 200 });
      }),
  });
  client.init();
  const scope = new Scope();
  scope.setClient(client);
  scope.captureException(error);
  await client.flush(2_000);
  return sent.join("");
}

async function posted(message: unknown): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(message);
  const [received] = (await once(port2, "message")) as [unknown];
  port1.close();
  return received;
}

const { combine, errors, json: asJson } = winston.format;

/** What each logger makes of an error. */
const loggers: Record<string, (error: TalkableError) => string | Promise<string>> = {
  "pino, { err }": (err) =>
    pinoLine((log) => {
      log.error({ err }, "failed");
    }),
  "pino, the error itself": (error) =>
    pinoLine((log) => {
      log.error(error);
    }),
  "winston, { err }": (err) => winstonLine(asJson(), (log) => log.error("failed", { err })),
  "winston, the error itself": (error) => winstonLine(asJson(), (log) => log.error(error)),
  "winston, format.errors": (error) =>
    winstonLine(combine(errors({ stack: true, cause: true }), asJson()), (log) => log.error(error)),
  "Sentry's normalize": (error) => JSON.stringify(normalize({ error }, 3)),
  "Sentry's client with extraErrorDataIntegration": sentryEvent,
  structuredClone: (error) => JSON.stringify(structuredClone(error.toJSON())),
  postMessage: async (error) => JSON.stringify(await posted(error.toJSON())),
};

describe.each(Object.entries(loggers))("%s", (_, written) => {
  test.each(Object.keys(made))(
    "keeps what a %s knows, and holds nothing of the call",
    async (name) => {
      const error = await made[name]?.();
      if (!(error instanceof TalkableError)) throw new Error(`expected a ${name}`);
      const line = await written(error);
      expect(error.constructor.name).toBe(name);
      // APIUserAbortError goes by the name that aborts have everywhere.
      expect(line).toMatch(new RegExp(`\\b(${name}|${error.name})\\b`));
      const { code, attempts, outcome } = error;
      const facts = { code, operation, attempts, outcome };
      for (const [member, value] of Object.entries(facts)) {
        expect(line).toContain(`"${member}":${JSON.stringify(value)}`);
      }
      if ("status" in error) expect(line).toContain(`"status":${String(error.status)}`);
      expect(line).not.toMatch(secret);
    },
  );
});

test("the causes that loggers follow hold nothing of the call", async () => {
  const failed = () => {
    const inner = new Error(`${address} at https://a.example/?key=${apiKey}`);
    return Promise.reject(new TypeError("fetch failed", { cause: inner }));
  };
  const error = await failedIn(failed);
  const lines = [
    pinoLine((log) => {
      log.error(error);
    }),
    await sentryEvent(error),
    inspect(error, { depth: Infinity }),
  ];
  for (const line of lines) {
    expect(line).toContain("fetch failed");
    expect(line).not.toMatch(secret);
  }
});

test("the reason of an abort is the caller's own: pino writes it, the error as data masks addresses in it", async () => {
  const signal = AbortSignal.abort(new Error(`${address} has left`));
  const error = await rejection(update(clientOf({ url: "https://talkable.invalid" }), signal));
  const line = pinoLine((log) => {
    log.error(error);
  });
  expect(line).toContain(`${address} has left`);
  expect(JSON.stringify(error)).toContain("[e-mail address] has left");
});

test("OpenTelemetry's recordException names the code and holds nothing of the call", async () => {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  const span = new BasicTracerProvider({ spanProcessors }).getTracer("test").startSpan("import");
  const error = await made["DuplicateError"]?.();
  if (!(error instanceof TalkableError)) throw new Error("expected a DuplicateError");
  span.recordException(error);
  span.end();
  const [event] = exporter.getFinishedSpans()[0]?.events ?? [];
  expect(event?.attributes).toMatchObject({ "exception.type": "duplicate" });
  expect(event?.attributes?.["exception.stacktrace"]).toMatch(/^DuplicateError: PUT/);
  expect(JSON.stringify(event)).not.toMatch(secret);
});

test("loggers name the classes of a minified bundle as they are called here", async () => {
  const contents = `
    import { createClient } from "./index.js";
    const answer = '{"ok":false,"error_message":"Duplicate entity: ${address}"}';
    const talkable = createClient({ apiKey: "${apiKey}", siteSlug: "shop", maxRetries: 0,
      fetch: async () => new Response(answer, { status: 400 }) });
    export const error = await talkable.GET("/api/v2/campaigns").catch((thrown) => thrown);`;
  const resolveDir = fileURLToPath(new URL("../../src", import.meta.url));
  const stdin = { contents, resolveDir, loader: "ts" } as const;
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  const bundle = outputFiles.map((file) => file.text).join("");
  const { error } = (await import(`data:text/javascript,${encodeURIComponent(bundle)}`)) as {
    error: unknown;
  };
  if (!isTalkableError(error)) throw new Error("expected a TalkableError");
  // A data: URL in the stack is the whole bundle, with what this test wrote into it.
  error.stack = "";
  for (const [name, written] of Object.entries(loggers)) {
    if (name === "winston, format.errors") continue;
    const line = await written(error);
    expect(line, name).toContain('"DuplicateError"');
    expect(line, name).not.toMatch(secret);
  }
});
