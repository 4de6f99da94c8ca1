import type { Throttle } from "../throttle.js";

/** One throttle per site. Those that know nothing of their site any more are let go. */
export class SiteThrottles {
  readonly #create: () => Throttle;
  readonly #own: ReadonlyMap<string, Throttle>;
  readonly #made = new Map<string, Throttle>();
  #roomFor = 100;

  constructor(create: () => Throttle, own: ReadonlyMap<string, Throttle> = new Map()) {
    this.#create = create;
    this.#own = own;
  }

  /** Throttles made alike, of which none is shared, and one that is kept for good. */
  withOwn(site: string, throttle: Throttle): SiteThrottles {
    return new SiteThrottles(this.#create, new Map([[site, throttle]]));
  }

  of(site: string): Throttle {
    const known = this.#own.get(site) ?? this.#made.get(site);
    if (known !== undefined) return known;
    if (this.#made.size >= this.#roomFor) this.#letGo();
    const throttle = this.#create();
    this.#made.set(site, throttle);
    return throttle;
  }

  /** How many sites have a throttle. */
  get size(): number {
    return this.#own.size + this.#made.size;
  }

  /** Looks at every throttle, so it waits until there are twice as many as had to be kept. */
  #letGo(): void {
    for (const [site, throttle] of this.#made) if (throttle.isIdle()) this.#made.delete(site);
    this.#roomFor = Math.max(100, 2 * this.#made.size);
  }
}
