import { getEventListeners, setMaxListeners } from "node:events";
import { describe, expect, test } from "vitest";
import {
  type Clock,
  type Permit,
  SiteThrottle,
  ThrottledError,
  throttledFor,
} from "../../src/throttle.js";
import { VirtualTime } from "../bench/support/virtual-time.js";

/** A signal that is never aborted. */
const never = () => new AbortController().signal;

function setUp(): { time: VirtualTime; throttle: SiteThrottle } {
  const time = new VirtualTime();
  return { time, throttle: new SiteThrottle({ clock: time, random: () => 0.5 }) };
}

/** A throttle that has granted 100 calls and then throttled one: it is closed for a moment. */
async function setUpThrottled(
  retryAfter?: number,
): Promise<{ time: VirtualTime; throttle: SiteThrottle; previous: Permit }> {
  const { time, throttle } = setUp();
  for (let call = 0; call < 100; call += 1) (await throttle.acquire(never())).accepted();
  const previous = await throttle.acquire(never());
  previous.throttled(retryAfter);
  return { time, throttle, previous };
}

/** Acquires, and answers with a grant as soon as the call may pass. */
async function pass(throttle: SiteThrottle, signal = never()): Promise<void> {
  (await throttle.acquire(signal)).accepted();
}

describe("while the API throttles nothing", () => {
  test("ten thousand calls pass at the same time", async () => {
    const { time, throttle } = setUp();
    const permits = Array.from({ length: 10_000 }, () => throttle.acquire(never()));
    expect(await Promise.all(permits)).toHaveLength(10_000);
    expect(time.pending).toBe(0);
  });

  test("a signal aborted before is respected", async () => {
    const { throttle } = setUp();
    const reason = new Error("changed my mind");
    await expect(throttle.acquire(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe("a burst larger than any before", () => {
  /** A throttle with calls on their way, made at 0. */
  async function setUpBurst(size: number) {
    const { time, throttle } = setUp();
    const calls = Array.from({ length: size }, () => throttle.acquire(never()));
    const permits = await Promise.all(calls);
    const [first, ...rest] = permits;
    if (first === undefined) throw new Error("There is no burst.");
    return { time, throttle, first, rest, burst: permits };
  }

  /** A call that is made now; resolves to when it passes, by the clock. */
  const makeNext = (time: VirtualTime, throttle: SiteThrottle): Promise<number> =>
    throttle.acquire(never()).then(() => time.now());

  test("is answered before the next calls pass: a 429 in it holds them up", async () => {
    const { time, throttle, first, rest } = await setUpBurst(50);
    first.accepted();
    const next = makeNext(time, throttle);
    await time.advance(50);
    for (const permit of rest) permit.throttled();
    expect(await time.run(next, 600_000)).toBeGreaterThan(500);
  });

  test("lets the next calls pass as soon as its last answer is there", async () => {
    const { time, throttle, first, rest } = await setUpBurst(50);
    first.accepted();
    const next = makeNext(time, throttle);
    await time.advance(50);
    for (const permit of rest) permit.accepted();
    expect(await time.run(next, 600_000)).toBe(50);
    expect(time.pending).toBe(0);
  });

  test("keeps the next calls for 100 ms at most", async () => {
    const { time, throttle, first } = await setUpBurst(50);
    first.accepted();
    expect(await time.run(makeNext(time, throttle), 1_000)).toBe(100);
  });

  test("lets a call pass that has less time left than that", async () => {
    const { time, throttle, first } = await setUpBurst(50);
    first.accepted();
    await time.run(throttle.acquire(never(), { within: 20 }), 0);
  });

  test("is over when nothing of it is on its way any more, answered or not", async () => {
    const { time, throttle, first, rest } = await setUpBurst(50);
    first.accepted();
    for (const permit of rest) permit.unanswered();
    expect(await time.run(makeNext(time, throttle), 1_000)).toBe(0);
  });

  test("is waited for once: the next one only when it is twice as large", async () => {
    const { time, throttle, burst } = await setUpBurst(50);
    for (const permit of burst) permit.accepted();
    const holdsAfter = async (size: number) => {
      const calls = Array.from({ length: size }, () => throttle.acquire(never()));
      const permits = await Promise.all(calls);
      const before = time.now();
      permits[0]?.accepted();
      const hold = (await time.run(makeNext(time, throttle), 1_000)) - before;
      for (const permit of permits) permit.accepted();
      return hold;
    };
    expect(await holdsAfter(80)).toBe(0);
    expect(await holdsAfter(120)).toBe(100);
  });

  test("of slow calls that pile up holds up hardly any of the others", async () => {
    const { time, throttle } = setUp();
    let held = 0;
    for (let call = 0; call < 3_000; call += 1) {
      const before = time.now();
      const permit = await time.run(throttle.acquire(never()), Infinity);
      if (time.now() > before) held += 1;
      // Every tenth call hangs for good.
      if (call % 10 > 0) permit.accepted();
      await time.advance(5);
    }
    expect(held).toBeLessThan(10);
  });

  test("is one of more than eight calls", async () => {
    const { time, throttle, first } = await setUpBurst(8);
    first.accepted();
    expect(await time.run(makeNext(time, throttle), 1_000)).toBe(0);
  });

  test("is left by an abort at once", async () => {
    const { time, throttle, first } = await setUpBurst(50);
    first.accepted();
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const next = throttle.acquire(controller.signal);
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(time.pending).toBe(0);
  });
});

describe("calls that are held up", () => {
  test("pass first in, first out", async () => {
    const { time, throttle } = await setUpThrottled();
    const order: number[] = [];
    const calls = Array.from({ length: 50 }, async (_, call) => {
      await pass(throttle);
      order.push(call);
    });
    await time.run(Promise.all(calls), 10_000);
    expect(order).toEqual(Array.from({ length: 50 }, (_, call) => call));
  });

  test("let one that was throttled go before those that have not begun", async () => {
    const { time, throttle, previous } = await setUpThrottled();
    const order: string[] = [];
    const newcomer = pass(throttle).then(() => order.push("newcomer"));
    const returning = throttle.acquire(never(), { previous }).then(() => order.push("returning"));
    await time.run(Promise.all([newcomer, returning]), 10_000);
    expect(order).toEqual(["returning", "newcomer"]);
  });

  test("take turns at probing: after a failed probe it is another's turn", async () => {
    const { time, throttle, previous } = await setUpThrottled();
    const probers: string[] = [];
    const call = async (name: string, before?: Permit) => {
      let last = before;
      for (let probe = 0; probe < 3; probe += 1) {
        last = await throttle.acquire(never(), { previous: last });
        probers.push(name);
        last.throttled();
      }
    };
    await time.run(Promise.all([call("a", previous), call("b"), call("c")]), 600_000);
    expect(probers.join("")).toBe("abcabcabc");
  });

  test("need not wait out the patience for a probe that was granted", async () => {
    const { time, throttle } = await setUpThrottled();
    (await time.run(throttle.acquire(never()), 10_000)).throttled();
    const probe = await time.run(throttle.acquire(never()), 10_000);
    const next = throttle.acquire(never());
    const before = time.now();
    await time.advance(20);
    probe.accepted();
    await time.run(next, 60_000);
    expect(time.now() - before).toBeLessThan(100);
  });

  test("pass only when the gate opens", async () => {
    const { time, throttle } = await setUpThrottled(5_000);
    let passed = false;
    void pass(throttle).then(() => {
      passed = true;
    });
    await time.advance(4_999);
    expect(passed).toBe(false);
    await time.advance(1);
    expect(passed).toBe(true);
  });

  test("all pass in the end when a permit is never settled", async () => {
    const { time, throttle } = await setUpThrottled();
    const waiting = Array.from({ length: 10 }, () => throttle.acquire(never()));
    await time.run(Promise.all(waiting), 60_000);
  });

  test("all pass in the end when every probe is aborted", async () => {
    const { time, throttle } = await setUpThrottled();
    (await time.run(throttle.acquire(never()), 10_000)).throttled();
    const calls = Array.from({ length: 20 }, async () => {
      (await throttle.acquire(never())).unanswered();
    });
    await time.run(Promise.all(calls), 60_000);
  });
});

describe("an abort", () => {
  test("ends the wait at once, with the signal's reason", async () => {
    const { time, throttle } = await setUpThrottled();
    const before = time.now();
    const controller = new AbortController();
    const waiting = throttle.acquire(controller.signal);
    const reason = new Error("changed my mind");
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(time.now()).toBe(before);
  });

  test("of one call leaves the others in order", async () => {
    const { time, throttle } = await setUpThrottled();
    const order: number[] = [];
    const controllers = Array.from({ length: 10 }, () => new AbortController());
    const calls = controllers.map(async ({ signal }, call) => {
      await pass(throttle, signal).then(
        () => order.push(call),
        () => undefined,
      );
    });
    for (const controller of controllers.slice(3, 6)) controller.abort();
    await time.run(Promise.all(calls), 10_000);
    expect(order).toEqual([0, 1, 2, 6, 7, 8, 9]);
  });

  test("in the very moment a probe may pass ends the call, and another probes at once", async () => {
    const time = new VirtualTime();
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const clock: Clock = {
      now: () => time.now(),
      after: (delay, callback) =>
        time.after(delay, () => {
          callback();
          controller.abort(reason);
        }),
    };
    const throttle = new SiteThrottle({ clock, random: () => 0.5 });
    const burst = Array.from({ length: 10 }, () => throttle.acquire(never()));
    for (const permit of await Promise.all(burst)) permit.throttled();
    const unlucky = expect(throttle.acquire(controller.signal)).rejects.toBe(reason);
    const next = throttle.acquire(never());
    await time.run(unlucky, 1_000);
    const before = time.now();
    await time.run(next, 10_000);
    expect(time.now() - before).toBeLessThan(1_000);
  });
});

describe("a call with little time left", () => {
  test("is refused at once when the gate stays closed for longer", async () => {
    const { time, throttle } = await setUpThrottled(60_000);
    const before = time.now();
    const refusal = await throttle
      .acquire(never(), { within: 59_000 })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ThrottledError);
    expect(refusal).toMatchObject({ name: "ThrottledError", retryAfter: 60_000 });
    expect(time.now()).toBe(before);
  });

  test("is refused with what any copy of the package reads, and takes nothing else for", () => {
    const refusal = new ThrottledError(5);
    expect(String(refusal)).toBe("ThrottledError: throttled");
    expect(throttledFor(refusal)).toBe(5);
    expect(throttledFor({ name: "ThrottledError", retryAfter: 5 })).toBe(5);
    for (const other of [
      { name: "RateLimitError", retryAfter: 5 },
      { name: "ThrottledError", retryAfter: "5" },
      undefined,
    ]) {
      expect(throttledFor(other)).toBeUndefined();
    }
  });

  test("waits when the gate opens in time", async () => {
    const { time, throttle } = await setUpThrottled(60_000);
    await time.run(throttle.acquire(never(), { within: 61_000 }), 60_000);
  });

  test("is refused as soon as the gate closes for longer while it waits", async () => {
    const { time, throttle } = await setUpThrottled();
    const probe = await time.run(throttle.acquire(never()), 10_000);
    const impatient = throttle.acquire(never(), { within: 5_000 });
    const patient = throttle.acquire(never(), { within: 500_000 });
    const before = time.now();
    probe.throttled(60_000);
    await expect(impatient).rejects.toBeInstanceOf(ThrottledError);
    expect(time.now()).toBe(before);
    await time.run(patient, 100_000);
  });

  test("is refused as soon as a probe's answer leaves the gate closed for longer", async () => {
    const { time, throttle } = await setUpThrottled();
    (await time.run(throttle.acquire(never()), 10_000)).throttled();
    const probe = await time.run(throttle.acquire(never()), 10_000);
    const impatient = throttle.acquire(never(), { within: 300 });
    const before = time.now();
    probe.throttled();
    await expect(impatient).rejects.toBeInstanceOf(ThrottledError);
    expect(time.now()).toBe(before);
  });

  test("is not refused while a probe may still open the gate in time", async () => {
    const { time, throttle } = await setUpThrottled();
    (await time.run(throttle.acquire(never()), 10_000)).throttled();
    const probe = await time.run(throttle.acquire(never()), 10_000);
    expect(throttle.wait()).toBe(0);
    const impatient = throttle.acquire(never(), { within: 500 });
    await time.advance(100);
    probe.accepted();
    await time.run(impatient, 400);
  });

  test("is not refused for a queue that may still become quicker", async () => {
    const { time, throttle } = await setUpThrottled();
    const calls = Array.from({ length: 2_000 }, async () => {
      (await throttle.acquire(never(), { within: 15_000 })).accepted();
    });
    await time.run(Promise.all(calls), 15_000);
  });
});

describe("a permit", () => {
  test("counts once: what is said after the first answer changes nothing", async () => {
    const { time, throttle } = setUp();
    const permit = await throttle.acquire(never());
    permit.accepted();
    permit.throttled(60_000);
    permit.unanswered();
    await time.run(throttle.acquire(never()), 0);
  });

  test.each([Number.NaN, -1_000])("takes a Retry-After of %d for none", async (retryAfter) => {
    const { time, throttle } = await setUpThrottled(retryAfter);
    await time.run(throttle.acquire(never()), 1_000);
  });

  test("closes the site for a day at most, whatever Retry-After says", async () => {
    const day = 24 * 60 * 60 * 1_000;
    const { time, throttle } = await setUpThrottled(365 * day);
    await time.run(throttle.acquire(never()), day);
    expect(time.now()).toBe(day);
  });
});

describe("nothing is left behind", () => {
  test("no timer when nobody waits, however the waits ended", async () => {
    const { time, throttle } = await setUpThrottled(1_000);
    const controllers = Array.from({ length: 1_000 }, () => new AbortController());
    const calls = controllers.map(({ signal }, call) =>
      throttle.acquire(signal, { within: call % 2 === 0 ? 3_000 : 300_000 }),
    );
    const settled = Promise.allSettled(calls);
    await time.advance(1_050);
    const [probe] = await Promise.all(calls.slice(0, 1));
    probe?.throttled(10_000);
    for (const controller of controllers) controller.abort();
    const outcomes = await settled;
    expect(outcomes.filter(({ status }) => status === "rejected").length).toBeGreaterThan(900);
    expect(time.pending).toBe(0);
  });

  test("but one listener on a signal that many calls share", async () => {
    const { time, throttle } = await setUpThrottled();
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    await time.run(
      Promise.all(Array.from({ length: 1_000 }, () => pass(throttle, signal))),
      60_000,
    );
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
  });
});

test("the platform's clock is used unless another is given", async () => {
  const throttle = new SiteThrottle();
  (await throttle.acquire(never())).throttled();
  const start = performance.now();
  await throttle.acquire(AbortSignal.timeout(5_000));
  expect(performance.now() - start).toBeGreaterThan(500);
});
