import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type ClientOptions, createClient, type PurchaseData } from "../../src/index.js";
import { tokenBucket } from "../bench/support/limits.js";
import {
  enqueuePurchases,
  jobIdOf,
  type PurchaseQueue,
  startPurchaseWorker,
} from "./purchase-queue.js";
import type { InventedApi } from "./support/invented-api.js";
import {
  apiOfTest,
  isRedisHere,
  queueOfTest,
  redisOfTest,
  suiteName,
  untilDone,
} from "./support/suite.js";
import { summaryOf } from "./support/summary.js";

const purchase: PurchaseData = {
  order_number: "1001",
  email: "ann@example.com",
  subtotal: 49.9,
  created_at: "2026-01-02T03:04:05Z",
};
const purchases = (count: number): PurchaseData[] =>
  Array.from({ length: count }, (_, index) => ({ ...purchase, order_number: `${2001 + index}` }));
const taken =
  "POST /api/v2/origins/purchase: 400 Duplicate entity: Talkable already has existing Purchase with the same order_number but different data.";

describe.skipIf(!isRedisHere)(suiteName("enqueuing on a real Redis"), () => {
  test("what is sent is the purchase as it was when it was enqueued", async () => {
    const { queue, api, work } = await shop();
    const changing = { ...purchase };
    await enqueuePurchases(queue, [changing]);
    changing.subtotal = 1;
    await work();
    expect(api.arrivals.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { data: purchase, site_slug: "acme-shop" },
    ]);
  });

  test("an order is queued once, and orders with other data are named", async () => {
    const { queue } = await shop();
    const other = { ...purchase, order_number: "1002" };
    const enqueued = await enqueuePurchases(queue, [purchase, other, purchase]);
    expect(enqueued).toEqual({ added: 2, known: 1, changed: [] });
    const dearer = { ...purchase, subtotal: 50 };
    expect(await enqueuePurchases(queue, [dearer, other])).toEqual({
      added: 0,
      known: 2,
      changed: ["1001"],
    });
    expect((await queue.getJob("purchase-1001"))?.data).toEqual(purchase);
  });

  test("any order number makes a job", async () => {
    const { queue } = await shop();
    const numbers = ["7", "a:b", "a%3Ab", "№ 8", "x y", "../z", "0"];
    const orders = numbers.map((order_number) => ({ ...purchase, order_number }));
    expect(await enqueuePurchases(queue, orders)).toMatchObject({ added: numbers.length });
    for (const each of orders) {
      expect((await queue.getJob(jobIdOf(each)))?.data.order_number).toBe(each.order_number);
    }
  });

  test("a number that JSON cannot hold is refused, and nothing is enqueued", async () => {
    const { queue } = await shop();
    const bad = { ...purchase, order_number: "1002", subtotal: Number("49,90") };
    await expect(enqueuePurchases(queue, [purchase, bad])).rejects.toThrow(
      "Order 1002: subtotal is NaN.",
    );
    expect(await queue.getJobCountByTypes("waiting")).toBe(0);
  });
});

describe.skipIf(!isRedisHere)(suiteName("working on a real Redis"), () => {
  test("a duplicate of a first attempt fails at once, with its reason", async () => {
    const { queue, api, work } = await shop({ taken: ["1001"] });
    await enqueuePurchases(queue, [purchase]);
    await work();
    expect(await summaryOf(queue)).toEqual(failed(taken));
    expect(api.arrivals).toHaveLength(1);
  });

  test.each([
    { where: "within one call", maxRetries: 2 },
    { where: "by the queue", maxRetries: 0 },
  ])("a duplicate of a repeat $where is done, and logged", async ({ maxRetries }) => {
    const { queue, api, work } = await shop({
      identicalRepeat: "duplicate",
      incident: (_, before) => (before === 0 ? "lost" : undefined),
    });
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    onTestFinished(() => {
      warn.mockRestore();
    });
    await enqueuePurchases(queue, [purchase]);
    await work({ maxRetries });
    expect(await summaryOf(queue)).toEqual({ sent: 0, duplicates: 1, failed: new Map() });
    expect(api.arrivals).toHaveLength(2);
    expect(warn.mock.calls).toEqual([
      ["Order 1001 was refused as a duplicate when it was sent again: counted as done."],
    ]);
  });

  test("a duplicate after attempts that certainly recorded nothing is a first one", async () => {
    const { queue, api, work } = await shop({ taken: ["1001"] });
    await enqueuePurchases(queue, [purchase]);
    let refusals = 1;
    await work({
      maxRetries: 0,
      fetch: (url, init) => {
        if (refusals-- > 0) throw refused();
        return fetch(url, init);
      },
    });
    expect(await summaryOf(queue)).toEqual(failed(taken));
    expect(api.arrivals).toHaveLength(1);
  });

  test("a purchase that is refused fails at once", async () => {
    const { queue, api, work } = await shop({ incident: () => "invalid" });
    await enqueuePurchases(queue, [purchase]);
    await work();
    const reason = "POST /api/v2/origins/purchase: 400 Email isn't valid.";
    expect(await summaryOf(queue)).toEqual(failed(reason));
    expect(api.arrivals).toHaveLength(1);
  });

  test("purchases that failed are sent when they are retried, or corrected and added again", async () => {
    const { queue, api, work } = await shop({
      incident: (_, before) => (before === 0 ? "invalid" : undefined),
    });
    const [retried, corrected] = purchases(2);
    if (retried === undefined || corrected === undefined) throw new Error("There are two.");
    await enqueuePurchases(queue, [retried, corrected]);
    await work();
    expect(await queue.getFailedCount()).toBe(2);
    await (await queue.getJob(jobIdOf(corrected)))?.remove();
    await enqueuePurchases(queue, [{ ...corrected, subtotal: 50 }]);
    await queue.retryJobs();
    await untilDone(queue);
    expect(await summaryOf(queue)).toEqual({ sent: 2, duplicates: 0, failed: new Map() });
    expect(api.recorded.get(corrected.order_number)).toContain('"subtotal":50');
  });

  test.each(["down", "lost"] as const)(
    "a purchase whose answer is %s comes back, as it was",
    async (incident) => {
      const { queue, api, work } = await shop({
        incident: (_, before) => (before === 0 ? incident : undefined),
      });
      await enqueuePurchases(queue, [purchase]);
      await work({ maxRetries: 0 });
      expect(await summaryOf(queue)).toEqual({ sent: 1, duplicates: 0, failed: new Map() });
      const [first, second] = api.arrivals;
      expect(api.arrivals).toHaveLength(2);
      expect(second?.body).toBe(first?.body);
    },
  );

  test("429s cost a job none of its attempts", async () => {
    let requests = 0;
    const limit = { grants: () => (requests += 1) > 2, retryAfter: () => 1 };
    const { queue, api, work } = await shop({ limit });
    queue.jobsOpts.attempts = 1;
    await enqueuePurchases(queue, [purchase]);
    await work({ maxRetries: 0 });
    expect(await summaryOf(queue)).toEqual({ sent: 1, duplicates: 0, failed: new Map() });
    expect(api.throttled()).toBe(2);
    const job = await queue.getJob("purchase-1001");
    expect(job?.attemptsMade).toBe(1);
    expect(job?.attemptsStarted).toBeGreaterThan(2);
  });

  test("neither does a turn that does not come within totalTimeout", async () => {
    const { queue, work } = await shop();
    queue.jobsOpts.attempts = 1;
    await enqueuePurchases(queue, purchases(8));
    const limit = tokenBucket(10, 1);
    // Answers at once, so that nothing but turns can take longer than that.
    const grant = { ok: true, result: { offer: null } };
    const answer = (): Response =>
      limit.grants(performance.now())
        ? Response.json(grant, { status: 201 })
        : new Response(null, { status: 429 });
    await work({ totalTimeout: 400, fetch: () => Promise.resolve(answer()) });
    expect(await summaryOf(queue)).toEqual({ sent: 8, duplicates: 0, failed: new Map() });
  });
});

interface Shop {
  readonly queue: PurchaseQueue;
  readonly api: InventedApi;
  /** Works until every purchase was sent, or failed for good. */
  readonly work: (options?: ClientOptions) => Promise<void>;
}

async function shop(options: Parameters<typeof apiOfTest>[0] = {}): Promise<Shop> {
  const redis = await redisOfTest();
  const api = await apiOfTest(options);
  const queue = queueOfTest(redis);
  return {
    queue,
    api,
    work: async (clientOptions = {}) => {
      const baseUrl = api.url;
      const client = { apiKey: "key", siteSlug: "acme-shop", baseUrl, ...clientOptions };
      const connection = { url: redis.url };
      const worker = startPurchaseWorker(createClient(client), { connection });
      onTestFinished(() => worker.close());
      await untilDone(queue);
    },
  };
}

function failed(reason: string): Awaited<ReturnType<typeof summaryOf>> {
  return { sent: 0, duplicates: 0, failed: new Map([[reason, ["1001"]]]) };
}

function refused(): TypeError {
  const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  return new TypeError("fetch failed", { cause });
}
