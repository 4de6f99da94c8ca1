import type { PurchaseQueue } from "../purchase-queue.js";

/** How far a queue has come, whoever added to it and worked on it, and however often they were restarted. */
interface Progress {
  /** Purchases that were sent, or failed for good. */
  readonly done: number;
  readonly total: number;
}

export async function progressOf(queue: PurchaseQueue): Promise<Progress> {
  const counts = await queue.getJobCounts();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { done: (counts["completed"] ?? 0) + (counts["failed"] ?? 0), total };
}

export function progressBar({ done, total }: Progress, width = 40): string {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.floor(share * width);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  return `${bar} ${`${Math.floor(share * 100)}`.padStart(3)} %  ${done} of ${total}`;
}

interface Summary {
  readonly sent: number;
  readonly duplicates: number;
  /** Numbers of the orders that failed, by reason. */
  readonly failed: ReadonlyMap<string, readonly string[]>;
}

export async function summaryOf(queue: PurchaseQueue): Promise<Summary> {
  const completed = await queue.getCompleted(0, -1);
  const duplicates = completed.filter(({ returnvalue }) => returnvalue === "duplicate").length;
  const failed = new Map<string, string[]>();
  for (const { data, failedReason } of await queue.getFailed(0, -1)) {
    failed.set(failedReason, [...(failed.get(failedReason) ?? []), data.order_number]);
  }
  return { sent: completed.length - duplicates, duplicates, failed };
}

export function summaryText({ sent, duplicates, failed }: Summary): string {
  const count = [...failed.values()].flat().length;
  const lines = [`sent        ${sent}`, `duplicates  ${duplicates}`, `failed      ${count}`];
  for (const [reason, orders] of failed) {
    const more = orders.length > 3 ? `, and ${orders.length - 3} more` : "";
    lines.push(`  ${reason} (order ${orders.slice(0, 3).join(", ")}${more})`);
  }
  return lines.join("\n");
}
