import type { Throttle } from "../throttle.js";

/** How many sites are remembered: those that were called last. */
const most = 1_000;

/** One throttle per site. */
export class SiteThrottles {
  readonly #create: () => Throttle;
  readonly #own: ReadonlyMap<string, Throttle>;
  readonly #made = new Map<string, Throttle>();

  constructor(create: () => Throttle, own: ReadonlyMap<string, Throttle> = new Map()) {
    this.#create = create;
    this.#own = own;
  }

  /** Throttles made alike, of which none is shared, and one that is kept for good. */
  withOwn(site: string, throttle: Throttle): SiteThrottles {
    return new SiteThrottles(this.#create, new Map([[site, throttle]]));
  }

  of(site: string): Throttle {
    const throttle = this.#own.get(site) ?? this.#made.get(site) ?? this.#create();
    this.#made.delete(site);
    this.#made.set(site, throttle);
    const [leastRecent] = this.#made.keys();
    if (leastRecent !== undefined && this.#made.size > most) this.#made.delete(leastRecent);
    return throttle;
  }
}
