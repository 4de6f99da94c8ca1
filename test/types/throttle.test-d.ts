import { expectTypeOf, test } from "vitest";
import {
  type AcquireOptions,
  type ClientOptions,
  createClient,
  type Permit,
  SiteThrottle,
  type Throttle,
  ThrottledError,
} from "../../src/index.js";

const permit: Permit = {
  accepted: () => undefined,
  throttled: () => undefined,
  unanswered: () => undefined,
};

test("a SiteThrottle is a Throttle, and so is anything with its two methods", () => {
  expectTypeOf<SiteThrottle>().toExtend<Throttle>();
  createClient({ throttle: { acquire: () => Promise.resolve(permit), wait: () => 0 } });
  expectTypeOf<{ acquire: Throttle["acquire"] }>().not.toExtend<ClientOptions["throttle"]>();
});

test("a Throttle may use all that it is told, and say when it is closed", () => {
  const acquire = (signal: AbortSignal, { previous, within }: AcquireOptions = {}) => {
    expectTypeOf(previous).toEqualTypeOf<Permit | undefined>();
    expectTypeOf(within).toEqualTypeOf<number | undefined>();
    return signal.aborted ? Promise.resolve(permit) : Promise.reject(new ThrottledError(1_000));
  };
  expectTypeOf(acquire).toExtend<Throttle["acquire"]>();
});
