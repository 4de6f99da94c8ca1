import {
  createClient,
  isNotFoundError,
  isTalkableError,
  type TalkableClient,
} from "talkable-client";
import { isWebhookError, parseWebhook } from "talkable-client/webhooks";
import { formDelivery, jsonDelivery, key, requestFor } from "../webhooks/deliveries.js";

/** Where the scenario's servers are. */
export interface Addresses {
  /** Answers by the first part of the path, which is the name of a step. */
  readonly server: string;
  /** Speaks TLS with a certificate that nobody trusts. */
  readonly untrusted: string;
  /** A port where nobody listens. */
  readonly closed: string;
}

/** What one step saw, as JSON. */
export type Observed = Readonly<Record<string, unknown>>;
type Step = (clientOf: ClientOf, addresses: Addresses) => Promise<Observed>;
type ClientOf = (baseUrl: string, options?: Parameters<typeof createClient>[0]) => TalkableClient;

const person = "/api/v2/people/{person_slug}";
const ann = { path: { person_slug: "ann@example.com" } };
const purchase = { data: { email: "ann@example.com", order_number: "1001", subtotal: 49.9 } };

const steps = {
  call: async (clientOf, { server }) => {
    const { result, response } = await clientOf(`${server}/call`).withResponse.GET(person, {
      params: ann,
    });
    return { name: result.person.first_name, requestId: response.requestId };
  },
  throttled: async (clientOf, { server }) => {
    const retries: string[] = [];
    const talkable = clientOf(`${server}/throttled`, {
      onRetry: ({ error }) => retries.push(error.code),
    });
    const { attempts } = await talkable.withResponse.POST("/api/v2/origins/purchase", {
      body: purchase,
    });
    return { attempts, retries };
  },
  missing: async (clientOf, { server }) => {
    const error = await rejection(clientOf(`${server}/missing`).GET(person, { params: ann }));
    return { ...facts(error), guarded: isNotFoundError(error) };
  },
  upload: async (clientOf, { server }) => {
    const file = new File([new Uint8Array(70_000).fill(7)], "bänner.png", { type: "image/png" });
    const asset = await clientOf(`${server}/upload`).POST("/api/v2/assets", { body: { file } });
    return { ...asset };
  },
  aborted: async (clientOf, { server }) => {
    const controller = new AbortController();
    const call = clientOf(`${server}/silent`).GET(person, {
      params: ann,
      signal: controller.signal,
    });
    setTimeout(() => {
      controller.abort();
    }, 50);
    return facts(await rejection(call));
  },
  stalled: async (clientOf, { server }) => {
    const talkable = clientOf(`${server}/stalled`, { timeout: 300 });
    return facts(await rejection(talkable.GET(person, { params: ann, maxRetries: 0 })));
  },
  truncatedError: (clientOf, { server }) => failedPurchase(clientOf(`${server}/truncated-error`)),
  lost: async (clientOf, { server }) => {
    // So that there is a connection that can be used again.
    await clientOf(`${server}/call`).GET(person, { params: ann });
    return failedPurchase(clientOf(`${server}/lost`));
  },
  refused: (clientOf, { closed }) => failedPurchase(clientOf(closed)),
  // No label of a host name is that long, so this fails without asking a name server.
  noSuchHost: (clientOf) => failedPurchase(clientOf(`https://${"a".repeat(64)}.example`)),
  untrusted: (clientOf, { untrusted }) => failedPurchase(clientOf(untrusted)),
  notTls: (clientOf, { server }) => failedPurchase(clientOf(server.replace("http:", "https:"))),
  webhooks: async () => {
    const deliveries = [jsonDelivery(), formDelivery()];
    const events = await Promise.all(
      deliveries.map((delivery) => parseWebhook(requestFor(delivery), { key })),
    );
    const [json, form] = events.map((event) => JSON.stringify(event));
    const forged = await rejection(parseWebhook(requestFor(jsonDelivery()), { key: "other" }));
    return {
      types: events.map(({ type }) => type),
      alike: json === form,
      forged: isWebhookError(forged) && forged.code,
    };
  },
} satisfies Record<string, Step>;

export type Observations = Readonly<Record<keyof typeof steps, Observed>>;

/** Goes through the scenario with nothing but web-standard APIs, and tells what it saw. */
export async function observe(addresses: Addresses): Promise<Observations> {
  const clientOf: ClientOf = (baseUrl, options) =>
    createClient({
      apiKey: "scenario-key",
      siteSlug: "my-shop",
      baseUrl,
      timeout: 5_000,
      dangerouslyAllowBrowser: true,
      ...options,
    });
  const observations = Object.entries<Step>(steps).map(async ([name, step]) => [
    name,
    await step(clientOf, addresses).catch((error: unknown) => ({ failed: String(error) })),
  ]);
  return Object.fromEntries(await Promise.all(observations)) as Observations;
}

async function failedPurchase(talkable: TalkableClient): Promise<Observed> {
  return facts(await rejection(talkable.POST("/api/v2/origins/purchase", { body: purchase })));
}

/** What is the same on every runtime of a failure, and whether anything was sent. */
function facts(error: unknown): Observed {
  if (!isTalkableError(error)) return { foreign: String(error) };
  const status = "status" in error ? { status: error.status } : {};
  return { code: error.code, outcome: error.outcome, ...status };
}

function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => `resolved to ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );
}
