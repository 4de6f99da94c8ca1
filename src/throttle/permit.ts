import { accepted, throttled, type Throttling, unanswered } from "./gate.js";
import type { Gate, Ticket } from "./state.js";

/** The right to make one attempt. One of its methods is to be called, once; more change nothing. */
export interface Permit {
  /** The API answered with anything but 429. */
  accepted(): void;
  /** The API answered 429, perhaps saying for how long (milliseconds, a day at most) to stay away. */
  throttled(retryAfter?: number): void;
  /** No answer came: aborted, timed out, or the connection failed. */
  unanswered(): void;
}

/** How the gate changes with what became of an attempt. */
export type Step = (gate: Gate, ticket: Ticket, at: Omit<Throttling, "retryAfter">) => Gate;

/** Milliseconds: no single answer closes a site for longer. */
const day = 86_400_000;

/** Passes on the first report and no other. */
export class SitePermit implements Permit {
  readonly ticket: Ticket;
  #onReport: ((permit: SitePermit, step: Step) => void) | undefined;

  constructor(ticket: Ticket, onReport: (permit: SitePermit, step: Step) => void) {
    this.ticket = ticket;
    this.#onReport = onReport;
  }

  accepted(): void {
    this.#report(accepted);
  }

  throttled(retryAfter = 0): void {
    const asked = retryAfter > 0 ? Math.min(retryAfter, day) : 0;
    this.#report((gate, ticket, at) => throttled(gate, ticket, { ...at, retryAfter: asked }));
  }

  unanswered(): void {
    this.#report(unanswered);
  }

  #report(step: Step): void {
    const onReport = this.#onReport;
    this.#onReport = undefined;
    onReport?.(this, step);
  }
}
