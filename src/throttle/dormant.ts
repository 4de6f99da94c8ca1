import type { Burst } from "./pace.js";
import type { Dormant } from "./state.js";

const second = 1_000;
/**
 * Milliseconds that calls wait at most for the rest of a burst to be answered. The first answers say
 * nothing of its last calls: if those meet the limit, so do calls that follow on the first answers.
 * They wait only when a burst is twice the size of the last that was waited for, or slow calls that
 * pile up would hold up the others time and again.
 */
const patience = 100;

/** A call was granted at `now`, while `underWay` others have no answer yet. */
export function grantedWhileDormant(gate: Dormant, now: number, underWay: number): Dormant {
  const counted = count(gate, now);
  return underWay < gate.usualBurst
    ? unheld(counted, underWay)
    : { ...counted, usualBurst: 2 * underWay, heldUntil: now + patience };
}

/** The gate after an answer, or none: with no call under way there is nothing to wait for. */
export function unheld(gate: Dormant, underWay: number): Dormant {
  return underWay === 0 ? { ...gate, heldUntil: -Infinity } : gate;
}

function count(gate: Dormant, now: number): Dormant {
  if (now - gate.since < second) return { ...gate, granted: gate.granted + 1 };
  const before = now - gate.since < 2 * second ? gate.granted : 0;
  return { ...gate, since: now, granted: 1, before };
}

/** What was granted in the second before `now`, or in the last whole one if that was more. */
export function recentlyGranted({ since, granted, before }: Dormant, now: number): Burst {
  if (before > granted) return { granted: before, span: second };
  return { granted, span: granted === 0 ? 0 : Math.min(second, now - since) };
}
