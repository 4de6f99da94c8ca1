import { describe, expect, test } from "vitest";
import { disclosureOf } from "../../src/check/disclosure.js";
import type { JsonObject } from "../../src/check/json.js";

const document: JsonObject = {
  components: {
    schemas: {
      Person: {
        properties: { first_name: { type: "string" }, total: { type: "number" } },
      },
      Status: { type: "string", "x-extensible-enum": ["Paid", "Unpaid"] },
    },
  },
};
const answers = [{ first_name: "Ann", status: "Overdue", tag: "loyal", city: "Utrecht" }];
const disclosure = disclosureOf(document, answers, ["sk-key", "acme-shop"]);

describe("the name of an unknown member", () => {
  test.each([
    ...["loyalty_tier", "loyaltyTier", "segment1", "total_of_all", "first"],
    ...["line2_total", "a".repeat(40)],
  ])("is shown: %s", (name) => {
    expect(disclosure.showsName(name)).toBe(true);
  });

  test.each([
    ["an e-mail address", "ann@example.com"],
    ["a value of an answer", "ann"],
    ["a word of a value in it", "rewards_of_ann"],
    ["a word of a value in it, in camel case", "rewardsOfAnn"],
    ["a word of the site's slug", "acme_total"],
    ["a word of the key", "sk_total"],
    ["a code", "SAVE10"],
    ["a number", "48151"],
    ["a date", "2026-02-03"],
    ["with blanks", "loyalty tier"],
    ["in another script", "имя"],
    ["longer than names are", "a".repeat(41)],
    ["with a mark in it", "total_of!"],
    ["a prototype's", "__proto__"],
    ["empty", ""],
  ])("is not shown when it is %s", (_, name) => {
    expect(disclosure.showsName(name)).toBe(false);
  });
});

describe("a new value of an enum", () => {
  test("is shown when it is a short word that is nothing else in the answers", () => {
    expect(disclosure.showsValue("Overdue", "status")).toBe(true);
    expect(disclosure.showsValue("not_yet_paid", "status")).toBe(true);
    expect(disclosure.showsValue(`${"x".repeat(20)}_${"y".repeat(19)}`, "status")).toBe(true);
  });

  test.each([
    ["a value of another member", "Ann"],
    ["with digits", "CODE10"],
    ["of several words", "As Ann likes it"],
    ["an e-mail address", "ann@example.com"],
    ["a single letter", "A"],
    ["long", "x".repeat(30)],
    ["long, of several words", `${"x".repeat(20)}_${"y".repeat(20)}`],
  ])("is not shown when it is %s", (_, value) => {
    expect(disclosure.showsValue(value, "status")).toBe(false);
  });
});

describe("an object that no schema describes", () => {
  test("is a record when its names are words of the document, or beside such words", () => {
    expect(disclosure.isRecord({ total: 1, since: "2026" })).toBe(true);
    expect(disclosure.isRecord({ lifetime_total: 1 })).toBe(true);
  });

  test.each([
    ["one name is a value", { total: 1, ann: 2 }],
    ["no name has a word of the document", { bob: 1, cleo: 2 }],
    ["one name is none", { total: 1, "bob@example.com": 2 }],
    ["it is empty", {}],
  ])("is a map when %s", (_, value) => {
    expect(disclosure.isRecord(value)).toBe(false);
  });
});
