import type { Burst } from "./pace.js";
import type { Dormant } from "./state.js";

const second = 1_000;
/** Milliseconds that calls wait at most for the rest of a burst to be answered. */
const patience = 100;

/** A call was granted at `now`, while `underWay` others have no answer yet. */
export function grantedWhileDormant(gate: Dormant, now: number, underWay: number): Dormant {
  return awaitBurst(count(gate, now), now, underWay);
}

function count(gate: Dormant, now: number): Dormant {
  if (now - gate.since < second) return { ...gate, granted: gate.granted + 1 };
  const grantedBefore = now - gate.since < 2 * second ? gate.granted : 0;
  return { ...gate, since: now, granted: 1, grantedBefore };
}

/**
 * The first answers to a burst say nothing of its last calls. If those meet the limit, so do the calls
 * that follow on the first answers; so these wait, once for each burst that is larger than any before.
 */
function awaitBurst(gate: Dormant, now: number, underWay: number): Dormant {
  if (underWay === 0) return { ...gate, heldUntil: -Infinity };
  const burst = underWay + 1;
  if (burst <= gate.largestBurst) return gate;
  return { ...gate, largestBurst: burst, heldUntil: now + patience };
}

/** What was granted in the second before `now`, or in the last whole one if that was more. */
export function recentlyGranted({ since, granted, grantedBefore }: Dormant, now: number): Burst {
  if (grantedBefore > granted) return { granted: grantedBefore, span: second };
  return { granted, span: granted === 0 ? 0 : Math.min(second, now - since) };
}
