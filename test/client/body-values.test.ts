import fc from "fast-check";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { isConfigurationError } from "../../src/index.js";
import { toJson } from "../../src/request/body.js";
import { clientOf, rejection } from "./support/client.js";
import { ok, serve } from "./support/server.js";

const facts = { operation: "POST /api/v2/origins/purchase", outcome: "not-processed" } as const;

const changed: [string, unknown][] = [
  ["an invalid date", new Date(NaN)],
  ["an invalid date of another realm", runInNewContext("new Date(NaN)")],
  ["what writes itself as null, as invalid dates of libraries do", { toJSON: () => null }],
  ["what writes itself as nothing", { toJSON: () => undefined }],
  ["what writes itself as a number that is not finite", { toJSON: () => Infinity }],
  ["a list with undefined", [undefined]],
  ["a list with a hole", Object.assign([1, 2], { length: 3 })],
  ["a list with a function", [() => 1]],
  ["a function", () => 1],
  ["a symbol", Symbol("x")],
  ["a list with a symbol", [Symbol("x")]],
  ["NaN", NaN],
  ["infinity", -Infinity],
  ["a BigInt", 1n],
  ["a Map", new Map([["a", 1]])],
  ["a Map of another realm", runInNewContext("new Map([[1, 2]])")],
  ["a Set", new Set([1])],
  ["a WeakMap", new WeakMap()],
  ["bytes", new Uint8Array([1])],
  ["a Buffer, which writes itself", Buffer.from("x")],
  ["a view of bytes", new DataView(new ArrayBuffer(1))],
  ["a buffer of bytes", new ArrayBuffer(1)],
  ["a Blob", new Blob(["x"])],
  ["a form", new FormData()],
  ["parameters of a URL", new URLSearchParams("a=1")],
  ["headers", new Headers({ a: "1" })],
  ["a regular expression", /x/],
  ["an error", new Error("x")],
  ["a promise, for want of an await", Promise.resolve(1)],
  ["half a surrogate pair", "ann\ud800"],
  ["half a surrogate pair in a name", { "ann\udc00": 1 }],
];

describe("what JSON would drop or change is refused, wherever it is, and nothing is sent", () => {
  const places: [string, (value: unknown) => unknown][] = [
    ["a member", (value) => ({ data: { custom: value } })],
    ["an item", (value) => ({ data: { items: [{ ok: true }, value] } })],
    ["what toJSON returns", (value) => ({ data: { toJSON: () => ({ deep: [value] }) } })],
  ];
  test.each(
    changed.flatMap(([what, value]) =>
      places.map(([where, put]) => [what, where, put(value)] as const),
    ),
  )("%s, as %s", (_, __, body) => {
    expect(() => toJson(body as Record<string, unknown>, facts)).toThrow(
      expect.objectContaining({ code: "configuration", outcome: "not-processed" }) as Error,
    );
  });

  test("over the wire, naming the member and not the value", async () => {
    const server = await serve(ok({ offer: null }));
    const data = {
      email: "ann@example.com",
      order_number: "1",
      subtotal: 1,
      traffic_source: "ann\ud800",
    };
    const error = await rejection(
      clientOf(server).POST("/api/v2/origins/purchase", { body: { data } }),
    );
    expect(isConfigurationError(error)).toBe(true);
    expect(String(error)).toContain("traffic_source is not well-formed Unicode");
    expect(String(error)).not.toContain("ann\ud800");
    expect(server.requests).toHaveLength(0);
  });

  test("what cannot be read, without repeating what it throws", () => {
    const cycle: Record<string, unknown> = {};
    cycle["cycle"] = cycle;
    const throwing = {
      toJSON(): never {
        throw new RangeError("ann@example.com");
      },
    };
    for (const data of [cycle, throwing]) {
      expect(() => toJson({ data }, facts)).toThrow(/body: a value cannot be written as JSON\.$/);
    }
  });

  test("a name that is an e-mail address is not repeated", () => {
    expect(() => toJson({ "ann@example.com": NaN }, facts)).toThrow(/\[e-mail address\] is not/);
  });

  test.each([
    ["half a surrogate pair", "\ud800"],
    ["NaN", NaN],
    ["a list", []],
    ["a date", new Date()],
  ])("in a form: %s", async (_, value) => {
    const server = await serve(ok({ asset: null }));
    const body = { file: new Blob(["x"]), name: value };
    const post = clientOf(server).POST as (path: string, init: unknown) => Promise<unknown>;
    expect(isConfigurationError(await rejection(post("/api/v2/assets", { body })))).toBe(true);
    expect(server.requests).toHaveLength(0);
  });
});

describe("what JSON has goes out as JSON.stringify writes it", () => {
  class Purchase {
    readonly order_number = "1001";
    readonly note = undefined;
  }
  test.each([
    ["undefined members, which are absent", { a: undefined, b: 1 }],
    ["a valid date", { at: new Date(0) }],
    ["a class of one's own", new Purchase()],
    ["an object without a prototype", Object.assign(Object.create(null) as object, { a: 1 })],
    ["an object of another realm", runInNewContext("({ a: [1, { b: null }] })") as object],
    ["what writes itself as text", { amount: { toJSON: () => "49.90" } }],
    ["a URL", { url: new URL("https://example.com") }],
    ["a whole surrogate pair", { name: "😀", "😀": 1 }],
    ["null, in an object and in a list", { a: null, b: [null] }],
    ["minus zero", { a: -0 }],
    ["a frozen object", Object.freeze({ a: Object.freeze([1]) })],
    [
      "an object twice, which is no cycle",
      [{ a: 1 }]
        .flatMap((same) => [same, same])
        .reduce((all, item) => ({ ...all, item, again: item }), {}),
    ],
  ])("%s", (_, value) => {
    expect(toJson({ data: value }, facts)).toBe(JSON.stringify({ data: value }));
  });

  test("whatever JSON there is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const written = JSON.stringify({ data: value });
        fc.pre(!/\\ud[89a-f]/.test(written));
        expect(toJson({ data: value }, facts)).toBe(written);
      }),
    );
  });

  test("and reads back as what was given, or is refused", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withDate: true,
          withSparseArray: true,
          withNullPrototype: true,
          withBigInt: true,
          withBoxedValues: true,
        }),
        (value) => {
          let written: string;
          try {
            written = toJson({ data: value }, facts);
          } catch (error) {
            expect(isConfigurationError(error)).toBe(true);
            return;
          }
          const known = JSON.parse(JSON.stringify({ data: value })) as unknown;
          expect(JSON.parse(written)).toEqual(known);
          if (value !== undefined) expect(known).toEqual(JSON.parse(JSON.stringify(known)));
          expect(written).not.toMatch(
            /[:[,]null(?=[,\]}])/.test(written) && !hasNull(value) ? /null/ : /^$/,
          );
        },
      ),
    );
  });
});

/** Whether null was given, anywhere. */
function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value).some(hasNull);
}
