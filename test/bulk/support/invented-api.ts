import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Limit } from "../../bench/support/limits.js";

/**
 * `"lost"`: recorded, but the connection ends without an answer. `"silent"`: recorded, and never answered.
 * `"invalid"`: refused. `"down"`: a 503.
 */
export type Incident = "lost" | "silent" | "invalid" | "down";

export interface InventedApiOptions {
  /** Milliseconds from a purchase to its answer. Default: 0. */
  readonly latency?: number;
  /** The limit, which its callers do not know. Default: none. */
  readonly limit?: Limit;
  /** What an identical repeat gets; Talkable's documents do not say. Default: "success". */
  readonly identicalRepeat?: "success" | "duplicate";
  /** Numbers that other purchases have. Default: none. */
  readonly taken?: readonly string[];
  /** What goes wrong with an order that arrived before so many times. Default: nothing. */
  readonly incident?: (orderNumber: string, before: number) => Incident | undefined;
}

/** A purchase that arrived and was not answered 429. */
export interface Arrival {
  readonly orderNumber: string;
  /** As it was sent. */
  readonly body: string;
  readonly userAgent: string;
  isAnswered: boolean;
}

export interface InventedApi {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Numbers and bodies of what was recorded. */
  readonly recorded: ReadonlyMap<string, string>;
  /** How many requests were answered 429 so far. */
  throttled(): number;
  stop(): Promise<void>;
}

/** Takes purchases as Talkable does, on 127.0.0.1. */
export async function startInventedApi(options: InventedApiOptions = {}): Promise<InventedApi> {
  const { latency = 0, limit, identicalRepeat = "success", taken = [], incident } = options;
  const arrivals: Arrival[] = [];
  const recorded = new Map<string, string>();
  const started = performance.now();
  let throttled = 0;

  const outcomeOf = (orderNumber: string, body: string, before: number): Incident | Answer => {
    const trouble = incident?.(orderNumber, before);
    if (trouble === "invalid" || trouble === "down") return answers[trouble];
    const known = taken.includes(orderNumber) ? "another" : recorded.get(orderNumber);
    const isRefused = known !== undefined && (known !== body || identicalRepeat === "duplicate");
    if (isRefused) return answers.duplicate;
    recorded.set(orderNumber, body);
    return trouble ?? answers.success;
  };

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const now = performance.now() - started;
    if (limit?.grants(now) === false) {
      throttled += 1;
      const retryAfter = limit.retryAfter?.(now);
      if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
      response.writeHead(429).end();
      return;
    }
    const orderNumber = /"order_number":"([^"]*)"/.exec(body)?.[1] ?? "";
    const before = arrivals.filter((arrival) => arrival.orderNumber === orderNumber).length;
    const userAgent = request.headers["user-agent"] ?? "";
    const arrival: Arrival = { orderNumber, body, userAgent, isAnswered: false };
    arrivals.push(arrival);
    const outcome = outcomeOf(orderNumber, body, before);
    if (latency > 0) await sleep(latency);
    if (outcome === "lost") request.socket.destroy();
    if (typeof outcome === "string") return;
    const { status, ...envelope } = outcome;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(envelope));
    arrival.isAnswered = true;
  };

  const server = createServer((request, response) => {
    // Requests of workers that are killed end in the middle.
    receive(request, response).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    recorded,
    throttled: () => throttled,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_message?: string;
}

const answers = {
  success: { status: 201, ok: true, result: { origin: { id: 1, type: "Purchase" }, offer: null } },
  invalid: { status: 400, ok: false, error_message: "Email isn't valid" },
  duplicate: {
    status: 400,
    ok: false,
    error_message:
      "Duplicate entity: Talkable already has existing Purchase with the same order_number but different data\n",
  },
  down: { status: 503, ok: false, error_message: "" },
} satisfies Record<string, Answer>;
