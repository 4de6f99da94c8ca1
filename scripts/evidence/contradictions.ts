import type { Applied } from "../facts.js";
import type { Widening } from "./widen.js";

export interface Contradiction extends Applied {
  readonly detail: string;
  /** How the fact would say so. */
  readonly mend: string;
}

/**
 * The facts that answers contradict: what had to be widened with them, and not without.
 *
 * @param plain - what the same answers widen in the document without facts
 */
export function contradictions(
  applied: readonly Applied[],
  widenings: readonly Widening[],
  plain: readonly Widening[],
): Contradiction[] {
  const needed = new Set(plain.map(keyOf));
  return widenings
    .filter((widening) => !needed.has(keyOf(widening)))
    .flatMap(({ path, detail, mend }) => {
      if (mend === undefined) return [];
      const about = applied.filter((one) => one.path.every((key, index) => key === path[index]));
      const closest = Math.max(...about.map((one) => one.path.length));
      return about
        .filter((one) => one.path.length === closest)
        .map((one) => ({ ...one, mend, detail: detailAt(one.path, path, detail) }));
    });
}

function keyOf({ path, detail }: Widening): string {
  return JSON.stringify([path, detail]);
}

/** For a fact on a whole schema, the member comes in front. */
function detailAt(fact: readonly string[], path: readonly string[], detail: string): string {
  const keywords = ["properties", "items", "additionalProperties", "anyOf", "oneOf"];
  const rest = path.slice(fact.length).filter((key) => !keywords.includes(key));
  return rest.length === 0 ? detail : `${rest.join(".")}: ${detail}`;
}
