import { describe, expect, test } from "vitest";
import { getAt, setAt } from "../../scripts/document/at.js";

describe("a value set at a path", () => {
  test.each([
    ["replaces what is there", { a: { b: 1 } }, ["a", "b"], 2, { a: { b: 2 } }],
    ["makes the objects on its way", {}, ["a", "b"], 2, { a: { b: 2 } }],
    ["takes the place of what is no object", { a: 1 }, ["a", "b"], 2, { a: { b: 2 } }],
    ["replaces an item", { a: [1, 2] }, ["a", "0"], 3, { a: [3, 2] }],
    ["follows the last item", { a: [1] }, ["a", "1"], 2, { a: [1, 2] }],
    ["beyond the last item changes nothing", { a: [1] }, ["a", "5"], 2, { a: [1] }],
    [
      "takes away when it is undefined",
      { a: { b: 1, c: 2 } },
      ["a", "b"],
      undefined,
      { a: { c: 2 } },
    ],
    ["takes an item away when it is undefined", { a: [1, 2] }, ["a", "0"], undefined, { a: [2] }],
    ["takes the place of the whole", { a: 1 }, [], { b: 2 }, { b: 2 }],
    ["leaves the whole when it is no object", { a: 1 }, [], 2, { a: 1 }],
  ])("%s", (_, root, path, value, expected) => {
    const before = structuredClone(root);
    expect(setAt(root, path, value)).toEqual(expected);
    expect(root).toEqual(before);
  });
});

test("nothing stands at a path that leads through a scalar, or by the name of a method", () => {
  expect(getAt({ a: "text" }, ["a", "length"])).toBeUndefined();
  expect(getAt({ a: [] }, ["a", "push"])).toBeUndefined();
  expect(getAt({}, ["toString"])).toBeUndefined();
});
