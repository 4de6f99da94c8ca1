import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  type ClientOptions,
  isAPIConnectionError,
  isAPITimeoutError,
  isInternalServerError,
  isTalkableError,
  isUnexpectedResponseError,
} from "../../src/index.js";
import { openAnswer } from "../../src/answer.js";
import { apiKey, clientOf, rejection } from "./support/client.js";
import { closedPort } from "./support/server.js";

const stray: unknown[] = [];
const note = (error: unknown) => stray.push(error);

beforeAll(() => {
  process.on("unhandledRejection", note).on("uncaughtException", note);
});

afterAll(() => {
  process.off("unhandledRejection", note).off("uncaughtException", note);
  expect(stray).toEqual([]);
});

/** A TCP server on 127.0.0.1 that does as told once a request has arrived, and ends with the test. */
async function socketServer(
  onRequest: (socket: Socket) => void,
  protocol = "http",
): Promise<{ url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      onRequest(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${protocol}://127.0.0.1:${port}` };
}

const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const body = '{"ok":true,"result":{"offer":null}}';

function post(server: { url: string }, options: ClientOptions = {}): Promise<unknown> {
  const data = { email: "ann@example.com", order_number: "1001", subtotal: 49.9 };
  const talkable = clientOf(server, { timeout: 2_000, maxRetries: 0, ...options });
  return talkable.POST("/api/v2/origins/purchase", { body: { data } });
}

const lost: [string, (socket: Socket) => void][] = [
  ["reset before the headers", (socket) => socket.resetAndDestroy()],
  ["closed before the headers", (socket) => socket.end()],
  ["reset within the headers", (socket) => socket.write(head, () => socket.resetAndDestroy())],
  [
    "reset within the body",
    (socket) =>
      socket.write(`${head}content-length: 100\r\n\r\n{"ok"`, () => socket.resetAndDestroy()),
  ],
  ["closed within the body", (socket) => socket.end(`${head}content-length: 100\r\n\r\n{"ok"`)],
  [
    "closed within a chunk",
    (socket) => socket.end(`${head}transfer-encoding: chunked\r\n\r\n50\r\n{"ok"`),
  ],
  [
    "a chunk of no length",
    (socket) => socket.end(`${head}transfer-encoding: chunked\r\n\r\nzz\r\n`),
  ],
  ["garbage instead of HTTP", (socket) => socket.end("\u0000\u0001 what is this?\r\n\r\n")],
  ["another protocol's greeting", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")],
  [
    "a header flood",
    (socket) => {
      const flood = `x-flood: ${"a".repeat(1_000)}\r\n`.repeat(200);
      socket.end(`${head}${flood}\r\n${body}`);
    },
  ],
  [
    "a header that contradicts itself",
    (socket) => socket.end(`${head}content-length: 1\r\ncontent-length: 2\r\n\r\n${body}`),
  ],
];

describe("a connection that fails once the request is out", () => {
  test.each(lost)("%s: an APIConnectionError whose effect is unknown", async (_, act) => {
    const error = await rejection(post(await socketServer(act)));
    expect(isAPIConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ code: "connection_error", outcome: "unknown", attempts: 1 });
    expect(error).toHaveProperty("connectionCode", expect.stringMatching(/^[A-Z_0-9]+$/));
    expect((error as Error).cause).toMatchObject({ message: expect.stringMatching(/./) as string });
  });
});

describe("a connection that is never made", () => {
  test("refused", async () => {
    const error = await rejection(post({ url: await closedPort() }));
    expect(error).toMatchObject({ connectionCode: "ECONNREFUSED", outcome: "not-processed" });
  });

  test("a name that does not resolve", async () => {
    const error = await rejection(post({ url: "https://talkable.invalid" }));
    expect(isAPIConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ code: "connection_error", outcome: "not-processed" });
    expect(error).toHaveProperty("connectionCode", expect.stringMatching(/ENOTFOUND|EAI_AGAIN/));
  });

  test("TLS to a port that speaks plain HTTP", async () => {
    const server = await socketServer((socket) => {
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    }, "https");
    const error = await rejection(post(server));
    expect(error).toMatchObject({ code: "connection_error", outcome: "not-processed" });
  });
});

describe("an answer that is odd, but an answer", () => {
  test("half-closed by the server before it answers in full", async () => {
    const server = await socketServer((socket) => {
      socket.end(`${head}connection: close\r\n\r\n${body}`);
    });
    expect(await post(server)).toEqual({ offer: null });
  });

  test("a content-length shorter than the body cuts the JSON off", async () => {
    const server = await socketServer((socket) => {
      socket.end(`${head}content-length: 10\r\n\r\n${body}`);
    });
    const error = await rejection(post(server));
    expect(isUnexpectedResponseError(error)).toBe(true);
    expect(error).toMatchObject({ status: 200, outcome: "unknown" });
  });

  test("a content-length longer than the body waits, but no longer than its timeout", async () => {
    const server = await socketServer((socket) => {
      socket.write(`${head}content-length: 1000\r\n\r\n${body}`);
    });
    const error = await rejection(post(server, { timeout: 100 }));
    expect(isAPITimeoutError(error)).toBe(true);
  });

  test("a gzip that is none ends at the latest with the timeout, where the platform stalls", async () => {
    const server = await socketServer((socket) => {
      socket.end(`${head}content-encoding: gzip\r\nconnection: close\r\n\r\n${body}`);
    });
    const error = await rejection(post(server, { timeout: 200 }));
    expect(isAPIConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ outcome: "unknown" });
  });

  test("a 100 MB error body is not read, nor kept", async () => {
    let sent = 0;
    const server = await socketServer((socket) => {
      const chunk = Buffer.alloc(64 * 1024, "x");
      const size = 100 * 1024 * 1024;
      socket.write(`HTTP/1.1 500 Oops\r\ncontent-length: ${size}\r\n\r\n`);
      const more = () => {
        while (sent < size && !socket.destroyed) {
          sent += chunk.length;
          if (!socket.write(chunk)) return void socket.once("drain", more);
        }
      };
      more();
    });
    const error = await rejection(post(server));
    expect(isInternalServerError(error)).toBe(true);
    expect(sent).toBeLessThan(50 * 1024 * 1024);
    expect(error).toHaveProperty("body", undefined);
  });

  test("an error body of 100 kB is read whole", async () => {
    const message = "x".repeat(100_000);
    const sent = JSON.stringify({ ok: false, error_message: message });
    const server = await socketServer((socket) => {
      socket.end(`HTTP/1.1 400 Bad\r\ncontent-length: ${sent.length}\r\n\r\n${sent}`);
    });
    expect(await rejection(post(server))).toMatchObject({ status: 400, errorMessage: message });
  });
});

describe("a compressed answer that is cut short is a lost connection", () => {
  const answer = `{"ok":true,"result":{"offers":[${'{"code":"[\\"x\\"]","a":{}},'.repeat(2_000)}{}]}}`;
  const encodings: [string, (text: string) => Buffer][] = [
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ];

  /** A server that sends so much of the answer, compressed, the first time, and all of it from then on. */
  async function cutting(encoding: string, whole: Buffer, length: number) {
    let times = 0;
    return socketServer((socket) => {
      times += 1;
      const sent = times === 1 ? whole.subarray(0, length) : whole;
      const headers = `content-encoding: ${encoding}\r\ncontent-length: ${sent.length}\r\n`;
      socket.end(Buffer.concat([Buffer.from(`${head}${headers}connection: close\r\n\r\n`), sent]));
    });
  }

  for (const [encoding, compress] of encodings) {
    const whole = compress(answer);
    test.each([0.1, 0.5, 0.8])(`${encoding}, after %s of it`, async (part) => {
      const length = Math.floor(whole.length * part);
      const error = await rejection(post(await cutting(encoding, whole, length)));
      expect(isAPIConnectionError(error)).toBe(true);
      expect(error).toMatchObject({ code: "connection_error", outcome: "unknown" });
      const retried = clientOf(await cutting(encoding, whole, length), { timeout: 2_000 });
      expect(await retried.GET("/api/v2/campaigns")).toHaveProperty("offers");
    });
  }

  test("wherever JSON stops; what is whole, or none, is not taken for a part of it", () => {
    const facts = { operation: "GET /api/v2/campaigns", attempts: 1 };
    const headers = new Headers({ "content-encoding": "gzip" });
    const isLost = (text: string) => {
      const read = () =>
        openAnswer({ status: 200, headers, retryAfter: undefined, text, apiKey }, true, facts);
      try {
        read();
      } catch (error) {
        return isAPIConnectionError(error);
      }
      return false;
    };
    const json = fc.json({ noUnicodeString: false }).filter((text) => /^[[{]/.test(text));
    fc.assert(
      fc.property(json, fc.double({ min: 0, max: 0.999, noNaN: true }), (text, part) => {
        expect(isLost(text)).toBe(false);
        expect(isLost(text.slice(0, Math.floor(text.length * part)))).toBe(true);
      }),
    );
    for (const text of ["<html>", "Bad Gateway", '"x"', "null"]) expect(isLost(text)).toBe(false);
    expect(isLost(`{"a":"${"x".repeat(5_000_000)}`)).toBe(true);
  });

  test("while other text that was compressed is still not the API's answer", async () => {
    const server = await socketServer((socket) => {
      const page = gzipSync("<html>Bad gateway</html>");
      const headers = `content-encoding: gzip\r\ncontent-length: ${page.length}\r\n\r\n`;
      socket.end(Buffer.concat([Buffer.from(head + headers), page]));
    });
    expect(isUnexpectedResponseError(await rejection(post(server)))).toBe(true);
  });
});

describe("a fetch of the caller's", () => {
  test.each([
    [
      "throws at once",
      () => {
        throw new Error("no");
      },
    ],
    ["rejects with nothing", () => Promise.reject(undefined as unknown as Error)],
    ["resolves to nothing", () => Promise.resolve(undefined as unknown as Response)],
    ["resolves to an error response", () => Promise.resolve(Response.error())],
    [
      "has a body that fails",
      () => {
        const source = {
          pull: (stream: ReadableStreamController<unknown>) => {
            stream.error(new Error("no"));
          },
        };
        return Promise.resolve(new Response(new ReadableStream(source)));
      },
    ],
  ])("that %s ends in a TalkableError", async (_, fetch) => {
    const error = await rejection(post({ url: "https://talkable.invalid" }, { fetch }));
    expect(isTalkableError(error)).toBe(true);
  });

  test("with a dispatcher of another undici is told what is wrong", async () => {
    const cause = Object.assign(new Error("invalid onRequestStart method"), {
      code: "UND_ERR_INVALID_ARG",
    });
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const error = await rejection(post({ url: "https://talkable.invalid" }, { fetch }));
    expect(String(error)).toMatch(/dispatcher.*same undici/);
  });
});
