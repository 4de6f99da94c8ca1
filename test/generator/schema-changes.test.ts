import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change } from "../../scripts/changes.js";
import type { Document } from "../../scripts/document/document.js";
import type { JsonObject } from "../../scripts/document/json.js";
import {
  answers,
  changes,
  documentOf,
  exchanging,
  number,
  object,
  operation,
  reading,
  text,
  thing,
  writing,
} from "./support/documents.js";
import { schemas } from "./support/schemas.js";

/** The verdict on a schema that changes, for those who read it and for those who write it. */
function verdicts(before: JsonObject, after: JsonObject): { reading: boolean; writing: boolean } {
  const found = [reading, writing].map((use) =>
    changes(use(object({ it: before }, ["it"])), use(object({ it: after }, ["it"]))),
  );
  expect(found[0]).not.toEqual([]);
  expect(found[1]?.map(({ place }) => place)).toEqual(found[0]?.map(({ place }) => place));
  const [isReading = false, isWriting = false] = found.map((list) =>
    list.some(({ breaking }) => breaking),
  );
  return { reading: isReading, writing: isWriting };
}

const harmless = { reading: false, writing: false };
const breaksReading = { reading: true, writing: false };
const breaksWriting = { reading: false, writing: true };
const breaksBoth = { reading: true, writing: true };

describe("members", () => {
  const before = object({ id: number, name: text }, ["id"]);

  test("a new one breaks no reader, required or not", () => {
    const after = object({ id: number, name: text, size: number }, ["id", "size"]);
    expect(changes(reading(before), reading(after))).toEqual([
      { place: "Thing.size", kind: "added", breaking: false, detail: "number, required" },
    ]);
  });

  test("a new optional one breaks no writer, a new required one does", () => {
    const optional = object({ id: number, name: text, size: number }, ["id"]);
    const required = object({ id: number, name: text, size: number }, ["id", "size"]);
    expect(changes(writing(before), writing(optional))).toMatchObject([{ breaking: false }]);
    expect(changes(writing(before), writing(required))).toMatchObject([{ breaking: true }]);
  });

  test.each([reading, writing])("a removed one breaks: $name", (use) => {
    expect(changes(use(before), use(object({ id: number }, ["id"])))).toMatchObject([
      { place: "Thing.name", kind: "removed", breaking: true },
    ]);
  });

  test("one that becomes optional breaks readers alone", () => {
    const after = object({ id: number, name: text });
    const optional = { place: "Thing.id", kind: "changed", detail: "optional, was required" };
    expect(changes(reading(before), reading(after))).toEqual([{ ...optional, breaking: true }]);
    expect(changes(writing(before), writing(after))).toEqual([{ ...optional, breaking: false }]);
  });

  test("one that becomes required breaks writers alone", () => {
    const after = object({ id: number, name: text }, ["id", "name"]);
    expect(changes(reading(before), reading(after))).toMatchObject([{ breaking: false }]);
    expect(changes(writing(before), writing(after))).toMatchObject([{ breaking: true }]);
  });

  test("one that is called like something every object has is a member as any other", () => {
    const after = object({ id: number, name: text, constructor: text }, ["id"]);
    expect(changes(reading(before), reading(after))).toMatchObject([
      { place: "Thing.constructor", kind: "added" },
    ]);
  });

  test("an entity that is read and written is judged in both directions, and reported once", () => {
    const required = object({ id: number, name: text }, ["id", "name"]);
    const optional = object({ id: number, name: text });
    expect(changes(exchanging(before), exchanging(required))).toMatchObject([{ breaking: true }]);
    expect(changes(exchanging(before), exchanging(optional))).toMatchObject([{ breaking: true }]);
  });

  test("an entity that other entities hold is reported once, at the entity", () => {
    const holding = (schema: JsonObject): Document => {
      const holder = object({ things: { type: "array", items: thing } });
      const paths = {
        "/a": { get: operation("a", answers({ $ref: "#/components/schemas/Holder" })) },
        "/b": { get: operation("b", answers(object({ thing }))) },
      };
      return documentOf({ paths, schemas: { Thing: schema, Holder: holder } });
    };
    expect(changes(holding(before), holding(object({ id: number }, ["id"])))).toHaveLength(1);
  });

  test("an entity that holds itself is compared all the same", () => {
    const tree = (value: JsonObject): Document => reading(object({ value, child: thing }));
    expect(changes(tree(text), tree(number))).toMatchObject([{ place: "Thing.value" }]);
  });
});

test("an entity that gets another name is compared with what it was, even when it holds itself", () => {
  const named = (name: string, value: JsonObject): Document => {
    const self = { $ref: `#/components/schemas/${name}` };
    const paths = { "/thing": { get: operation("findThing", answers(self)) } };
    return documentOf({ paths, schemas: { [name]: object({ value, child: self }) } });
  };
  expect(changes(named("Thing", text), named("Item", number))).toEqual([
    {
      place: "GET /thing, result.value",
      kind: "changed",
      breaking: true,
      detail: "number, was string",
    },
    { place: "Thing", kind: "removed", breaking: true, detail: "exported type" },
    { place: "Item", kind: "added", breaking: false, detail: "exported type" },
  ]);
});

describe("types", () => {
  test("null beside a value widens: it breaks readers", () => {
    expect(verdicts(text, { type: ["string", "null"] })).toEqual(breaksReading);
    expect(verdicts(thing, { anyOf: [thing, { type: "null" }] })).toEqual(breaksReading);
  });

  test("null that goes away narrows: it breaks writers", () => {
    expect(verdicts({ type: ["string", "null"] }, text)).toEqual(breaksWriting);
  });

  test("another type breaks both", () => {
    expect(verdicts(text, number)).toEqual(breaksBoth);
    expect(verdicts(text, { type: "array", items: text })).toEqual(breaksBoth);
    expect(verdicts(text, { type: "string", format: "binary" })).toEqual(breaksBoth);
  });

  test("a union that gains a type widens, one that loses a type narrows", () => {
    expect(verdicts(text, { anyOf: [text, number] })).toEqual(breaksReading);
    expect(verdicts({ oneOf: [text, number] }, text)).toEqual(breaksWriting);
  });

  test("what was unknown and gets a type narrows; what has one and becomes unknown widens", () => {
    expect(verdicts({}, text)).toEqual(breaksWriting);
    expect(verdicts(text, {})).toEqual(breaksReading);
    expect(verdicts({ type: "object" }, object({ id: number }))).toEqual(breaksWriting);
    expect(verdicts(object({ id: number }), { type: "object" })).toEqual(breaksReading);
  });

  test("a union of entities that gains a variant breaks its readers: a complete switch no longer is", () => {
    const variants = (...names: string[]): JsonObject => ({
      oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    });
    const union = (...names: string[]): Document => {
      const document = reading(variants(...names));
      const entities = { Cat: object({ purrs: text }), Dog: object({ barks: text }) };
      return documentOf({
        paths: document["paths"] as JsonObject,
        schemas: { Thing: variants(...names), ...entities },
      });
    };
    expect(changes(union("Cat"), union("Cat", "Dog"))).toEqual([
      { place: "Thing", kind: "changed", breaking: true, detail: "Cat | Dog, was Cat" },
    ]);
    expect(changes(union("Cat", "Dog"), union("Cat"))).toMatchObject([{ breaking: false }]);
  });

  test("whole numbers and decimals are both numbers", () => {
    const schema = (type: string): Document => reading(object({ it: { type } }));
    expect(changes(schema("integer"), schema("number"))).toEqual([]);
  });

  test("formats, limits and patterns are no types", () => {
    const limited = { type: "string", format: "date-time", maxLength: 3, pattern: "x" };
    expect(changes(writing(object({ it: text })), writing(object({ it: limited })))).toEqual([]);
  });

  test("a type that moves into a component of its own is the same type", () => {
    const get = (result: JsonObject): JsonObject => ({
      "/thing": { get: operation("findThing", answers(result)) },
    });
    const inPlace = documentOf({ paths: get(object({ id: number })) });
    const named = documentOf({ paths: get(thing), schemas: { Thing: object({ id: number }) } });
    expect(changes(inPlace, named)).toEqual([
      { place: "Thing", kind: "added", breaking: false, detail: "exported type" },
    ]);
    expect(changes(named, inPlace)).toEqual([
      { place: "Thing", kind: "removed", breaking: true, detail: "exported type" },
    ]);
  });

  test("a map whose values change is named by `[key]`", () => {
    const map = (values: JsonObject): Document =>
      reading(object({ counts: { type: "object", additionalProperties: values } }));
    expect(changes(map(number), map(text))).toMatchObject([{ place: "Thing.counts[key]" }]);
  });

  test("the parts of an `allOf` count together", () => {
    const whole = object({ id: number, name: text }, ["id"]);
    const parts = { allOf: [object({ id: number }, ["id"]), object({ name: text })] };
    expect(changes(reading(whole), reading(parts))).toEqual([]);
  });

  test("alternatives that only say which members are required are no types", () => {
    const plain = object({ email: text, uuid: text });
    const either = { ...plain, anyOf: [{ required: ["email"] }, { required: ["uuid"] }] };
    expect(changes(writing(plain), writing(either))).toEqual([]);
    const map = { type: "object", additionalProperties: text };
    const mapWithId = { ...map, anyOf: [{ required: ["id"] }] };
    expect(changes(writing(map), writing(mapWithId))).toEqual([]);
  });
});

describe("values", () => {
  const closed = (...values: string[]): JsonObject => ({ type: "string", enum: values });
  const open = (...values: string[]): JsonObject => ({
    type: "string",
    "x-extensible-enum": values,
  });

  test("one that a closed enum gains breaks readers, one that it loses breaks writers", () => {
    expect(verdicts(closed("a"), closed("a", "b"))).toEqual(breaksReading);
    expect(verdicts(closed("a", "b"), closed("a"))).toEqual(breaksWriting);
  });

  test("each is named", () => {
    const status = (...values: string[]): Document => reading(object({ it: closed(...values) }));
    expect(changes(status("a", "b"), status("b", "c", "d"))).toEqual([
      { place: "Thing.it", kind: "added", breaking: true, detail: 'values "c", "d"' },
      { place: "Thing.it", kind: "removed", breaking: false, detail: 'value "a"' },
    ]);
  });

  test("an open enum may gain and lose values: any string was and is accepted", () => {
    expect(verdicts(open("a"), open("a", "b"))).toEqual(harmless);
    expect(verdicts(open("a", "b"), open("a"))).toEqual(harmless);
    expect(verdicts(text, open("a"))).toEqual(harmless);
    expect(verdicts(open("a"), text)).toEqual(harmless);
  });

  test("an enum that is opened widens, one that is closed narrows", () => {
    expect(verdicts(closed("a"), open("a"))).toEqual(breaksReading);
    expect(verdicts(open("a"), closed("a"))).toEqual(breaksWriting);
  });
});

test("a document does not differ from itself, whatever its schemas", () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      expect(changes(exchanging(schema), exchanging(structuredClone(schema)))).toEqual([]);
    }),
  );
});

test("a change and its reversal are mirror images: what breaks readers one way breaks writers the other", () => {
  fc.assert(
    fc.property(schemas, schemas, (a, b) => {
      const breaks = (list: Change[]): boolean =>
        list.some(({ kind, breaking }) => breaking && kind === "changed");
      expect(breaks(changes(reading(a), reading(b)))).toBe(breaks(changes(writing(b), writing(a))));
    }),
  );
});
