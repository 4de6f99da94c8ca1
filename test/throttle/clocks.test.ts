import fc from "fast-check";
import { mock } from "node:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient, SiteThrottle } from "../../src/index.js";
import { Queue } from "../../src/throttle/queue.js";
import { VirtualTime } from "../bench/support/virtual-time.js";

afterEach(() => {
  vi.useRealTimers();
  mock.timers.reset();
});

/** A client of an API that answers 429, with what it asks, and then with success. */
function throttledOnce(headers: Record<string, string> = {}): {
  call: () => Promise<unknown>;
  attempts: number[];
} {
  const attempts: number[] = [];
  const fetch = () => {
    attempts.push(attempts.length + 1);
    const isFirst = attempts.length === 1;
    const body = JSON.stringify({ ok: true, result: { campaigns: [] } });
    return Promise.resolve(
      isFirst ? new Response("", { status: 429, headers }) : new Response(body),
    );
  };
  const talkable = createClient({ apiKey: "key", siteSlug: "shop", fetch });
  return { call: () => talkable.GET("/api/v2/campaigns"), attempts };
}

describe("fake timers that leave the clock alone: a call that was throttled gets through when they ring", () => {
  const kinds: [string, () => void, (time: number) => Promise<unknown>][] = [
    [
      "vitest, timers alone",
      () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }),
      (time) => vi.advanceTimersByTimeAsync(time),
    ],
    [
      "vitest, all it fakes by default",
      () => vi.useFakeTimers(),
      (time) => vi.advanceTimersByTimeAsync(time),
    ],
    [
      "vitest, the clock alone",
      () => vi.useFakeTimers({ toFake: ["performance"] }),
      () => new Promise((resolve) => setTimeout(resolve, 1_000)),
    ],
    [
      "node:test",
      () => {
        mock.timers.enable({ apis: ["setTimeout", "Date"] });
      },
      async (time) => {
        for (let passed = 0; passed < time; passed += 10) {
          mock.timers.tick(10);
          for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
        }
      },
    ],
  ];
  test.each(kinds)("%s", async (_, fake, advance) => {
    fake();
    const { call, attempts } = throttledOnce();
    const promise = call();
    await advance(1_000);
    expect(await promise).toEqual({ campaigns: [] });
    expect(attempts).toEqual([1, 2]);
  });

  test.each(kinds.filter(([kind]) => !kind.includes("clock")))(
    "%s, and no earlier than Retry-After",
    async (_, fake, advance) => {
      fake();
      const { call, attempts } = throttledOnce({ "retry-after": "60" });
      const promise = call();
      await advance(59_900);
      expect(attempts).toEqual([1]);
      await advance(200);
      expect(await promise).toEqual({ campaigns: [] });
    },
  );
});

test("clocks that run at another speed than the timers, stand still or jump hold nobody up for ever", async () => {
  const clocks = fc.record({
    speed: fc.constantFrom(0, 0.001, 0.5, 1, 2),
    jumps: fc.array(
      fc.record({ at: fc.nat({ max: 5_000 }), by: fc.integer({ min: -100_000, max: 100_000 }) }),
      { maxLength: 3 },
    ),
    throttled: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
    retryAfter: fc.constantFrom(0, 100, 5_000),
  });
  await fc.assert(
    fc.asyncProperty(clocks, async ({ speed, jumps, throttled, retryAfter }) => {
      const time = new VirtualTime();
      const jumped = () =>
        jumps.filter(({ at }) => at <= time.now()).reduce((sum, { by }) => sum + by, 0);
      const clock = {
        now: () => time.now() * speed + jumped(),
        after: (delay: number, callback: () => void) => time.after(delay, callback),
      };
      const throttle = new SiteThrottle({ clock, random: () => 0.5 });
      const { signal } = new AbortController();
      const call = async (isThrottled: boolean): Promise<void> => {
        const permit = await throttle.acquire(signal);
        if (!isThrottled) {
          permit.accepted();
          return;
        }
        permit.throttled(retryAfter);
        const delay = throttle.wait(permit);
        await time.sleep(delay);
        (await throttle.acquire(signal, { previous: permit })).accepted();
      };
      await time.run(Promise.all(throttled.map(call)), 10_000_000);
      expect(time.pending).toBe(0);
    }),
  );
});

describe("a place in the queue", () => {
  const never = () => new AbortController().signal;

  /** A throttle that is closed for a second, and the permit of the call that was throttled. */
  async function closed() {
    const time = new VirtualTime();
    const throttle = new SiteThrottle({ clock: time, random: () => 0.5 });
    const permit = await throttle.acquire(never());
    permit.throttled(1_000);
    const order: string[] = [];
    const pass = async (name: string, previous?: typeof permit) => {
      const next = await throttle.acquire(never(), { previous });
      order.push(`${name} at ${Math.round(time.now())}`);
      next.accepted();
    };
    return { time, throttle, permit, order, pass };
  }

  test("is kept for a call that comes back, even a little late", async () => {
    const { time, throttle, permit, order, pass } = await closed();
    throttle.wait(permit);
    const later = pass("new");
    const back = time.sleep(1_015).then(() => pass("throttled", permit));
    await time.run(Promise.all([later, back]), 10_000);
    expect(order[0]).toBe("throttled at 1015");
  });

  test("is given up when the call does not come back, so that nobody waits for it", async () => {
    const { time, throttle, permit, order, pass } = await closed();
    throttle.wait(permit);
    await time.run(pass("new"), 10_000);
    expect(order).toEqual(["new at 1020"]);
    expect(time.pending).toBe(0);
  });

  test("is kept when the whole process was late, and others were asked for first", async () => {
    let now = 0;
    const timers = new Set<() => void>();
    const clock = {
      now: () => now,
      after: (_: number, callback: () => void) => {
        timers.add(callback);
        return () => timers.delete(callback);
      },
    };
    const throttle = new SiteThrottle({ clock, random: () => 0.5 });
    const permit = await throttle.acquire(never());
    permit.throttled(1_000);
    expect(throttle.wait(permit)).toBe(1_000);
    const order: string[] = [];
    const pass = async (name: string, previous?: typeof permit) => {
      (await throttle.acquire(never(), { previous })).accepted();
      order.push(name);
    };
    const later = pass("new");
    const ring = () => {
      const [callback] = timers;
      timers.clear();
      callback?.();
    };
    now = 1_400;
    ring();
    const back = pass("throttled", permit);
    for (const start = now; now < start + 100; now += 10) {
      ring();
      await Promise.resolve();
    }
    await Promise.all([later, back]);
    expect(order).toEqual(["throttled", "new"]);
  });

  test("holds nobody up while its time has not come", async () => {
    const { permit } = await closed();
    const queue = new Queue();
    queue.expect(permit, 30_000);
    expect(queue.heldUntil(1_000)).toBe(-Infinity);
  });

  test("sets no timer of its own: the call that is away has one", async () => {
    const { time, throttle, permit } = await closed();
    throttle.wait(permit);
    expect(time.pending).toBe(0);
  });
});
