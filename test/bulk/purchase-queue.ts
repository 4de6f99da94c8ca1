import {
  DelayedError,
  type Job,
  Queue,
  type QueueOptions,
  UnrecoverableError,
  Worker,
  type WorkerOptions,
} from "bullmq";
import { isDeepStrictEqual } from "node:util";
import {
  isDuplicateError,
  isTalkableError,
  type PurchaseData,
  type TalkableClient,
  type TalkableError,
  type TalkableErrorCode,
} from "../../src/index.js";

/** What became of a purchase: recorded, or refused as recorded already when it was sent again. */
type Delivered = "sent" | "duplicate";
export type PurchaseQueue = Queue<PurchaseData, Delivered>;
type PurchaseJob = Job<PurchaseData, Delivered>;

const queueName = "talkable-purchases";

export function openPurchaseQueue(
  options: Pick<QueueOptions, "connection" | "prefix">,
): PurchaseQueue {
  return new Queue(queueName, {
    ...options,
    defaultJobOptions: {
      // Waits of 1 s, 2 s, 4 s …: the last attempt is made after 17 to 34 minutes.
      attempts: 12,
      backoff: { type: "exponential", delay: 1_000, jitter: 0.5 },
      // The jobs that are kept are the memory of what was sent.
      removeOnComplete: false,
      removeOnFail: false,
    },
  });
}

/** The id of the one job that an order gets. BullMQ refuses `:` and bare integers. */
export function jobIdOf({ order_number }: PurchaseData): string {
  return `purchase-${encodeURIComponent(order_number)}`;
}

interface Enqueued {
  /** How many purchases were added. */
  readonly added: number;
  /** How many the queue had already, waiting, sent or failed. */
  readonly known: number;
  /** Order numbers of the known ones that the queue has with other data. It keeps what it has. */
  readonly changed: readonly string[];
}

/**
 * Adds the purchases that the queue does not have. What is sent, however often, is what they are now.
 * Throws before it adds any when one of their numbers is NaN or infinite.
 */
export async function enqueuePurchases(
  queue: PurchaseQueue,
  purchases: readonly PurchaseData[],
): Promise<Enqueued> {
  const queued = await Promise.all(purchases.map((purchase) => queue.getJob(jobIdOf(purchase))));
  const added = new Map<string, PurchaseData>();
  const changed: string[] = [];
  for (const [index, purchase] of purchases.entries()) {
    const id = jobIdOf(purchase);
    const known = added.get(id) ?? queued[index]?.data;
    if (known === undefined) added.set(id, purchase);
    if (!isDeepStrictEqual(asQueued(known ?? purchase), asQueued(purchase))) {
      changed.push(purchase.order_number);
    }
  }
  await queue.addBulk(
    [...added].map(([jobId, data]) => ({ name: "purchase", data, opts: { jobId } })),
  );
  return { added: added.size, known: purchases.length - added.size, changed };
}

/** What BullMQ makes of it: JSON, in which NaN would become null. */
function asQueued(purchase: PurchaseData): unknown {
  const finite = (name: string, value: unknown): unknown => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    throw new TypeError(`Order ${purchase.order_number}: ${name} is ${value}.`);
  };
  return JSON.parse(JSON.stringify(purchase, finite));
}

/**
 * Sends purchases, as many at a time as `concurrency` says. One worker per process is enough: what it has
 * in hand shares the client's throttle.
 */
export function startPurchaseWorker(
  talkable: TalkableClient,
  options: Pick<
    WorkerOptions,
    "connection" | "prefix" | "concurrency" | "lockDuration" | "stalledInterval"
  >,
): Worker<PurchaseData, Delivered> {
  return new Worker(queueName, (job: PurchaseJob, token) => deliver(talkable, job, token), {
    concurrency: 25,
    // How often a job may lose its worker: BullMQ's default of 1 fails it at the second crash or deployment.
    maxStalledCount: 10,
    ...options,
  });
}

async function deliver(
  talkable: TalkableClient,
  job: PurchaseJob,
  token: string | undefined,
): Promise<Delivered> {
  try {
    await talkable.POST("/api/v2/origins/purchase", {
      body: { data: job.data },
      idempotent: true,
    });
    return "sent";
  } catch (error) {
    if (!isTalkableError(error)) throw error;
    if (isDuplicateError(error) && (error.outcome === "unknown" || isRepeat(job))) {
      const order = `Order ${job.data.order_number}`;
      console.warn(`${order} was refused as a duplicate when it was sent again: counted as done.`);
      return "duplicate";
    }
    if (error.outcome === "not-processed") await job.updateProgress(withoutEffect(job) + 1);
    if (isThrottled(error)) {
      // Back into the queue, which costs the job none of its attempts.
      const delay = error.code === "rate_limited" ? error.retryAfter : undefined;
      await job.moveToDelayed(Date.now() + (delay ?? 1_000), token);
      throw new DelayedError();
    }
    if (refusals.has(error.code)) throw new UnrecoverableError(error.message);
    throw error; // BullMQ repeats it after its backoff.
  }
}

const refusals: ReadonlySet<TalkableErrorCode> = new Set([
  "bad_request",
  "duplicate",
  "unprocessable_entity",
  "api_error",
]);

/** Whether the site was too busy for the purchase: a 429, or a turn that did not come within `totalTimeout`. */
function isThrottled({ code, outcome }: TalkableError): boolean {
  return code === "rate_limited" || (code === "timeout" && outcome === "not-processed");
}

/** Whether the purchase may have been recorded when the job was worked on before, or its worker died. */
function isRepeat(job: PurchaseJob): boolean {
  return job.attemptsStarted - 1 > withoutEffect(job);
}

/** How often the job was worked on with nothing recorded for certain; kept as its progress. */
function withoutEffect({ progress }: PurchaseJob): number {
  return typeof progress === "number" ? progress : 0;
}
