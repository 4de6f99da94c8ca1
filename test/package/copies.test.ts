import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, inject, onTestFinished, test } from "vitest";
import { jsonDelivery } from "../webhooks/deliveries.js";
import { install } from "./packed.js";

type Client = typeof import("../../src/index.js");
type Webhooks = typeof import("../../src/webhooks/index.js");

async function copyOf<Entry>(ky: "ky" | "ky-2", entry: string): Promise<Entry> {
  const project = await install(inject("tarball"), ky);
  onTestFinished(() => project.remove());
  const file = join(project.folder, "node_modules/talkable-client/dist/src", entry);
  return (await import(pathToFileURL(file).href)) as Entry;
}

function guardsOf(entry: object): Map<string, (value: unknown) => boolean> {
  const members = Object.entries(entry) as [string, (value: unknown) => boolean][];
  return new Map(members.filter(([name]) => /^is\w*Error$/.test(name)));
}

/** One error of each kind, as its client throws it. */
async function errorsOf({ createClient }: Client): Promise<unknown[]> {
  const person = "/api/v2/people/{person_slug}";
  const call = (fetch: () => Promise<Response>, init: object = {}, person_slug = "ann") => {
    const talkable = createClient({ apiKey: "key", siteSlug: "shop", maxRetries: 0, fetch });
    return talkable
      .GET(person, { params: { path: { person_slug } }, ...init })
      .catch((error: unknown) => error);
  };
  const answer = (status: number, error_message = "no") =>
    call(() => Promise.resolve(Response.json({ ok: false, error_message }, { status })));
  const silence = () => new Promise<never>(() => undefined);
  return Promise.all([
    ...[400, 401, 403, 404, 418, 422, 429, 500].map((status) => answer(status)),
    answer(400, "Duplicate entity: Purchase"),
    call(() => Promise.reject(new TypeError("fetch failed"))),
    call(silence, { timeout: 1 }),
    call(silence, { signal: AbortSignal.abort() }),
    call(() => Promise.resolve(new Response("<html>"))),
    call(() => Promise.reject(new RangeError("a mistake"))),
    call(silence, {}, ".."),
  ]);
}

test("each guard recognises the errors of another copy in the process as it does its own", async () => {
  const [one, other] = await Promise.all([
    copyOf<Client>("ky", "index.js"),
    copyOf<Client>("ky-2", "index.js"),
  ]);
  expect(other.TalkableError).not.toBe(one.TalkableError);
  const recognised = new Set<string>();
  for (const error of await errorsOf(one)) {
    expect(error).toBeInstanceOf(one.TalkableError);
    for (const [name, guard] of guardsOf(other)) {
      expect(guard(error), `${name} of ${String(error)}`).toBe(guardsOf(one).get(name)?.(error));
      if (guard(error)) recognised.add(name);
    }
  }
  expect(recognised).toEqual(new Set(guardsOf(one).keys()));
});

test("isWebhookError recognises the errors of another copy", async () => {
  const [one, other] = await Promise.all([
    copyOf<Webhooks>("ky", "webhooks/index.js"),
    copyOf<Webhooks>("ky", "webhooks/index.js"),
  ]);
  const errors = await Promise.all(
    ["{", jsonDelivery().body].map((body) =>
      one
        .parseWebhookBody(body, { key: "other", contentType: "application/json" })
        .catch((error: unknown) => error),
    ),
  );
  const names = errors.map((error) => other.isWebhookError(error) && error.name);
  expect(names).toEqual(["WebhookParseError", "WebhookVerificationError"]);
});
