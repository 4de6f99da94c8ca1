import { describe, expect, test } from "vitest";
import { accepted, pass, throttled, unanswered } from "../../src/throttle/gate.js";
import { type Active, dormant, type Gate, opensAt, type Ticket } from "../../src/throttle/state.js";

/** A gate, the time, and the calls on their way through it. */
class Drive {
  gate: Gate = dormant;
  now = 100_000;
  /** Chance: 0 makes waits shortest. */
  chance = 0;
  callers = 1;

  /** Waits until the gate lets a call pass, and sends it. */
  send(): Ticket {
    const opens = opensAt(this.gate);
    const held = opens > this.now;
    this.now = Math.max(this.now, opens);
    const { gate, ticket } = pass(this.gate, this.now, held);
    this.gate = gate;
    return ticket;
  }

  sendMany(count: number): Ticket[] {
    return Array.from({ length: count }, () => this.send());
  }

  grant(ticket: Ticket, underWay = 0): void {
    this.gate = accepted(this.gate, ticket, { now: this.now, random: this.#random, underWay });
  }

  throttle(ticket: Ticket, retryAfter = 0): void {
    const { now, callers } = this;
    const at = { now, random: this.#random, underWay: 0, retryAfter, callers };
    this.gate = throttled(this.gate, ticket, at);
  }

  lose(ticket: Ticket): void {
    this.gate = unanswered(this.gate, ticket, {
      now: this.now,
      random: this.#random,
      underWay: 0,
    });
  }

  /** Milliseconds until the next call may pass. */
  get wait(): number {
    return opensAt(this.gate) - this.now;
  }

  get active(): Active {
    if (this.gate.phase === "dormant") throw new Error("The gate is dormant.");
    return this.gate;
  }

  /** Calls per second. */
  get rate(): number {
    return this.active.pace.rate * 1_000;
  }

  readonly #random = () => this.chance;
}

/** 20 calls granted, then one throttled; none on its way. */
function paused(): Drive {
  const drive = new Drive();
  for (const ticket of drive.sendMany(20)) drive.grant(ticket);
  drive.throttle(drive.send());
  return drive;
}

function open(): Drive {
  const drive = paused();
  for (const ticket of drive.sendMany(10)) drive.grant(ticket);
  return drive;
}

function closed(): Drive {
  const drive = paused();
  drive.throttle(drive.send());
  return drive;
}

function probing(): { drive: Drive; probe: Ticket } {
  const drive = closed();
  return { drive, probe: drive.send() };
}

describe("each phase, and where each event leads from it", () => {
  const early: Ticket = { call: 1, sentAt: 0, clock: 0, speed: 1 };
  const from = {
    dormant: () => new Drive(),
    open,
    paused,
    closed,
    probing: () => probing().drive,
  } as const;
  /** The events; "new" is the answer to a call that passes now, "old" one sent long before. */
  const events = {
    pass: (drive: Drive) => void drive.send(),
    "new grant": (drive: Drive) => {
      drive.grant(drive.send());
    },
    "new 429": (drive: Drive) => {
      drive.throttle(drive.send());
    },
    "new call lost": (drive: Drive) => {
      drive.lose(drive.send());
    },
    "old grant": (drive: Drive) => {
      drive.grant(early);
    },
    "old 429": (drive: Drive) => {
      drive.throttle(early);
    },
    "old call lost": (drive: Drive) => {
      drive.lose(early);
    },
  } as const;
  type Phase = Gate["phase"];
  const table: Record<Phase, Record<keyof typeof events, Phase>> = {
    dormant: {
      pass: "dormant",
      "new grant": "dormant",
      "new 429": "paused",
      "new call lost": "dormant",
      "old grant": "dormant",
      "old 429": "paused",
      "old call lost": "dormant",
    },
    open: {
      pass: "open",
      "new grant": "open",
      "new 429": "paused",
      "new call lost": "open",
      "old grant": "open",
      "old 429": "open",
      "old call lost": "open",
    },
    paused: {
      pass: "open",
      "new grant": "open",
      "new 429": "closed",
      "new call lost": "open",
      "old grant": "paused",
      "old 429": "paused",
      "old call lost": "paused",
    },
    closed: {
      pass: "probing",
      "new grant": "open",
      "new 429": "closed",
      "new call lost": "closed",
      "old grant": "closed",
      "old 429": "closed",
      "old call lost": "closed",
    },
    probing: {
      pass: "probing",
      "new grant": "open",
      "new 429": "closed",
      "new call lost": "closed",
      "old grant": "probing",
      "old 429": "probing",
      "old call lost": "probing",
    },
  };
  const cases = (Object.keys(table) as Phase[]).flatMap((phase) =>
    (Object.keys(events) as (keyof typeof events)[]).map(
      (event) => [phase, event, table[phase][event]] as const,
    ),
  );
  test.each(cases)("%s, %s: %s", (phase, event, next) => {
    const drive = from[phase]();
    expect(drive.gate.phase).toBe(phase);
    events[event](drive);
    expect(drive.gate.phase).toBe(next);
  });
});

describe("the first 429", () => {
  test("until then, every call passes at once", () => {
    const drive = new Drive();
    const before = drive.now;
    for (const ticket of drive.sendMany(1_000)) drive.grant(ticket);
    expect(drive.now).toBe(before);
  });

  test("closes the gate for a moment: shorter for a quick site than for a slow one", () => {
    const quick = paused();
    expect(quick.wait).toBeLessThan(100);
    const quickest = new Drive();
    for (const ticket of quickest.sendMany(1_000)) quickest.grant(ticket);
    quickest.throttle(quickest.send());
    expect(quickest.wait).toBeGreaterThan(12);
    const slow = new Drive();
    slow.throttle(slow.send());
    expect(slow.wait).toBeGreaterThanOrEqual(500);
    expect(slow.wait).toBeLessThanOrEqual(1_000);
  });

  test("and those of the same burst count as one", () => {
    const drive = new Drive();
    const burst = drive.sendMany(50);
    for (const ticket of burst.slice(0, 20)) drive.grant(ticket);
    for (const ticket of burst.slice(20, 21)) drive.throttle(ticket);
    const { rate } = drive;
    for (const ticket of burst.slice(21)) drive.throttle(ticket);
    expect(drive.rate).toBe(rate);
    expect(drive.active.failures).toBe(0);
    expect(drive.wait).toBeLessThan(100);
  });

  test("sets the pace from what was granted in the second before", () => {
    const drive = new Drive();
    for (let i = 0; i < 50; i += 1) {
      drive.grant(drive.send());
      drive.now += 20;
    }
    drive.throttle(drive.send());
    expect(drive.rate).toBe(125);
  });

  test("is known to follow a burst, and how long that took", () => {
    const drive = new Drive();
    const burst = drive.sendMany(50);
    for (const ticket of burst.slice(0, 15)) {
      drive.now += 4;
      drive.grant(ticket);
    }
    drive.throttle(drive.send());
    drive.now += 10;
    for (const ticket of burst.slice(15, 20)) drive.grant(ticket);
    expect(drive.active.pace.burst).toEqual({ granted: 20, span: 66 });
  });

  test("sets the pace from the last whole second when a new one has just begun", () => {
    const drive = new Drive();
    for (const ticket of drive.sendMany(50)) drive.grant(ticket);
    drive.now += 1_000;
    drive.grant(drive.send());
    drive.throttle(drive.send());
    expect(drive.rate).toBe(125);
  });

  test("counts calls as granted whose answers come after it", () => {
    const drive = new Drive();
    const burst = drive.sendMany(50);
    for (const ticket of burst.slice(20, 21)) drive.throttle(ticket);
    for (const ticket of burst.slice(0, 20)) drive.grant(ticket);
    expect(drive.rate).toBeCloseTo(50);
  });

  test("measures the limit from the end of its burst, in whatever order that was answered", () => {
    const measured = [20, 48].map((first) => {
      const drive = new Drive();
      const burst = drive.sendMany(50);
      for (const ticket of burst.slice(0, 19)) drive.grant(ticket);
      for (const ticket of burst.slice(first)) drive.throttle(ticket);
      for (const ticket of burst.slice(20, first)) drive.throttle(ticket);
      drive.now += 100;
      drive.grant(drive.send());
      drive.now += 200;
      for (const ticket of drive.sendMany(20)) drive.grant(ticket);
      drive.throttle(drive.send());
      return drive.rate;
    });
    expect(measured[0]).toBe(measured[1]);
  });
});

describe("after a moment", () => {
  test("calls go on at a pace when few were throttled", () => {
    const drive = new Drive();
    const burst = drive.sendMany(50);
    for (const ticket of burst.slice(0, 20)) drive.grant(ticket);
    for (const ticket of burst.slice(20, 21)) drive.throttle(ticket);
    for (const ticket of burst.slice(21)) drive.grant(ticket);
    drive.send();
    expect(drive.gate.phase).toBe("open");
    expect(drive.wait).toBeLessThan(100);
  });

  test("calls go on at a pace when several were, but more were granted", () => {
    const drive = open();
    const burst = drive.sendMany(20);
    for (const ticket of burst.slice(0, 5)) drive.throttle(ticket);
    for (const ticket of burst.slice(5)) drive.grant(ticket);
    drive.send();
    expect(drive.gate.phase).toBe("open");
  });

  test("the pause begins anew with every 429 of the burst", () => {
    const drive = new Drive();
    const burst = drive.sendMany(10);
    for (const ticket of burst) {
      drive.throttle(ticket);
      expect(drive.wait).toBeGreaterThan(100);
      drive.now += 100;
    }
    expect(drive.wait).toBeGreaterThan(0);
  });

  test("a single one probes when most of the burst were", () => {
    const drive = new Drive();
    const burst = drive.sendMany(50);
    for (const ticket of burst.slice(0, 20)) drive.grant(ticket);
    for (const ticket of burst.slice(20)) drive.throttle(ticket);
    drive.send();
    expect(drive.gate.phase).toBe("probing");
    expect(drive.wait).toBeGreaterThanOrEqual(1_000);
  });
});

describe("a probe", () => {
  test("that is granted opens the gate", () => {
    const { drive, probe } = probing();
    drive.now += 30;
    drive.grant(probe);
    expect(drive.gate.phase).toBe("open");
    expect(drive.wait).toBeLessThan(1_000 / drive.rate);
  });

  test("that is throttled doubles the wait of a lone call, from 2 s to a minute", () => {
    const drive = closed();
    const waits = [drive.wait];
    for (let i = 0; i < 7; i += 1) {
      drive.throttle(drive.send());
      waits.push(drive.wait);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test.each([
    [0, 0.5],
    [0.999, 0.9995],
  ])("waits for 50 to 100 %% of that: with chance %d, %d", (chance, share) => {
    const drive = paused();
    drive.chance = chance;
    drive.throttle(drive.send());
    expect(drive.wait).toBeCloseTo(2_000 * share);
  });

  test("is nobody's burden alone: with ten callers the wait doubles after ten turns", () => {
    const drive = paused();
    drive.callers = 10;
    const start = drive.now;
    for (let turn = 1; turn <= 20; turn += 1) {
      drive.throttle(drive.send());
      const expected = 500 * 2 ** Math.floor(turn / 10);
      expect(drive.wait).toBeCloseTo(Math.max(expected, (drive.now - start) / 4));
    }
  });

  test("comes ever more rarely in a long outage, but at least once a minute", () => {
    const drive = paused();
    drive.callers = 1_000;
    const start = drive.now;
    let probes = 0;
    let longest = 0;
    while (drive.now < start + 3_600_000) {
      drive.throttle(drive.send());
      longest = Math.max(longest, drive.wait);
      probes += 1;
    }
    expect(probes).toBeLessThan(100);
    expect(longest).toBeCloseTo(60_000);
  });

  test("that is aborted or times out makes room for the next within a second", () => {
    const { drive, probe } = probing();
    drive.lose(probe);
    expect(drive.wait).toBeLessThan(1_000);
    drive.grant(drive.send());
    expect(drive.gate.phase).toBe("open");
  });

  test("that is never heard of again makes room for the next, too", () => {
    const { drive } = probing();
    expect(drive.wait).toBe(1_000);
    drive.grant(drive.send());
    expect(drive.gate.phase).toBe("open");
  });

  test("opens the gate no less for a grant that took longer than the next probe", () => {
    const drive = new Drive();
    for (const ticket of drive.sendMany(10)) drive.throttle(ticket);
    const slow = drive.send();
    drive.send();
    expect(drive.gate.phase).toBe("probing");
    drive.grant(slow);
    expect(drive.gate.phase).toBe("open");
  });

  test("is not needed when a later call is granted while the gate is closed", () => {
    const drive = paused();
    const [first, second] = [drive.send(), drive.send()];
    drive.throttle(first);
    expect(drive.gate.phase).toBe("closed");
    drive.grant(second);
    expect(drive.gate.phase).toBe("open");
  });

  test("that was given up opens the gate when it is granted after all", () => {
    const { drive, probe } = probing();
    drive.send();
    drive.grant(probe);
    expect(drive.gate.phase).toBe("open");
  });
});

describe("Retry-After", () => {
  test("is never undercut", () => {
    const drive = open();
    drive.throttle(drive.send(), 7_000);
    expect(drive.wait).toBe(7_000);
    drive.throttle(drive.send(), 90_000);
    expect(drive.wait).toBeCloseTo(90_000);
  });

  test("holds also when it comes with the answer to an old call", () => {
    const drive = open();
    const old = drive.send();
    drive.throttle(drive.send());
    drive.throttle(old, 7_000);
    expect(drive.wait).toBe(7_000);
  });

  test("holds also when a probe is granted meanwhile", () => {
    const { drive, probe } = probing();
    drive.throttle({ ...probe, call: 1 }, 7_000);
    drive.grant(probe);
    expect(drive.gate.phase).toBe("open");
    expect(drive.wait).toBe(7_000);
  });

  test("shorter than the gate's own wait changes nothing", () => {
    const drive = paused();
    drive.throttle(drive.send(), 10);
    expect(drive.wait).toBe(1_000);
  });
});

describe("quiet", () => {
  test("of ten seconds makes the gate dormant", () => {
    const drive = open();
    drive.now += 20_000;
    drive.sendMany(100);
    expect(drive.gate.phase).toBe("dormant");
    expect(drive.wait).toBe(-Infinity);
  });

  test("is not the time in which calls were held up", () => {
    const drive = open();
    const start = drive.now;
    while (drive.now < start + 20_000) {
      drive.sendMany(50).forEach((ticket) => {
        drive.grant(ticket);
      });
      drive.now += 5_000;
    }
    expect(drive.gate.phase).toBe("open");
  });

  test("does not forget a closed gate: the next call is a probe", () => {
    const drive = closed();
    drive.now += 60_000;
    drive.send();
    expect(drive.gate.phase).toBe("probing");
  });
});
