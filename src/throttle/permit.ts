import type { Ticket } from "./state.js";

/** The right to make one attempt. One of its methods is to be called, once; more change nothing. */
export interface Permit {
  /** The API answered with anything but 429. */
  accepted(): void;
  /** The API answered 429, perhaps saying for how long (milliseconds, a day at most) to stay away. */
  throttled(retryAfter?: number): void;
  /** No answer came: aborted, timed out, or the connection failed. */
  unanswered(): void;
}

/** What became of an attempt; `retryAfter` in milliseconds, 0 if the API did not say. */
export type Report = "accepted" | "unanswered" | { readonly retryAfter: number };
type OnReport = (permit: SitePermit, report: Report) => void;

/** Milliseconds: no single answer closes a site for longer. */
const day = 86_400_000;

/** Passes on the first report and no other. */
export class SitePermit implements Permit {
  readonly ticket: Ticket;
  #onReport: OnReport | undefined;

  constructor(ticket: Ticket, onReport: OnReport) {
    this.ticket = ticket;
    this.#onReport = onReport;
  }

  accepted(): void {
    this.#settle("accepted");
  }

  throttled(retryAfter = 0): void {
    this.#settle({ retryAfter: retryAfter > 0 ? Math.min(retryAfter, day) : 0 });
  }

  unanswered(): void {
    this.#settle("unanswered");
  }

  #settle(report: Report): void {
    const onReport = this.#onReport;
    this.#onReport = undefined;
    onReport?.(this, report);
  }
}
