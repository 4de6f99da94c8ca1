import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeType, hasFormat } from "../../src/check/value-type.js";

const ajv = new Ajv2020();
addFormats.default(ajv);

const texts = fc.oneof(
  fc.emailAddress(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom("2026-02-30", "2024-02-29", "2026-02-30T00:00:00Z", "ann@localhost", "ann"),
  fc.constantFrom("https://a.example/a b", "https://a.example/ä", "https://a.example/%zz", "a:b"),
  fc.constantFrom("a:[", "a:#b#c", "http://a@b@c/", "http://a:b/", "https://a.example/?c[]=1"),
  fc.constantFrom("2026-02-03T04:05:06.000-07:00", "2026-02-03T04:05:06", "2026-02-03 04:05:06Z"),
  fc.string(),
);

describe("the formats of the document", () => {
  test.each(["email", "uri", "date", "date-time"])("%s: what Ajv refuses is refused", (format) => {
    const validate = ajv.compile({ type: "string", format });
    fc.assert(
      fc.property(texts, (text) => {
        expect(validate(text) || !hasFormat(text, format)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["email", "ann.archer+shop@mail.example.com"],
    ["email", "a@b.c"],
    ["email", "1.b@x-1.b2"],
    ["uri", "https://shop.example.com/x/an4n2x?utm_source=a%20b&c%5B%5D=1#top"],
    ["date", "2024-02-29"],
    ["date-time", "2026-02-03T04:05:06.000-07:00"],
    ["date-time", "2026-02-03T04:05:06Z"],
    ["ipv4", "what no format of the document is"],
  ])("%s passes: %s", (format, text) => {
    expect(hasFormat(text, format)).toBe(true);
  });

  test("are those of the whole text: with more around it, it is refused", () => {
    for (const text of [" a@b.c", "a@b.c.", "a@-b.c", "a@b.c-"]) {
      expect(hasFormat(text, "email"), text).toBe(false);
    }
    for (const text of [" https://b.c", "https://b.c/ x"]) {
      expect(hasFormat(text, "uri"), text).toBe(false);
    }
  });
});

describe("what a text is called", () => {
  test.each([
    ["2026-02-03T04:05:06.000-07:00", "date-time"],
    ["2026-02-03", "date"],
    ["2026-02-03 04:05:06 -0800", "date of another format"],
    ["2026-02-03T04:05:06", "date of another format"],
    ["2/3/26 - 2/9/26", "date of another format"],
    ["03.02.2026", "date of another format"],
    ["Tue, 03 Feb 2026 04:05:06 GMT", "date of another format"],
    ["12.5", "number as text"],
    ["-0.125", "number as text"],
    ["12.", "text"],
    ["-7", "number as text"],
    ["TRUE", "boolean as text"],
    ["untrue", "text"],
    ["falsehood", "text"],
    ["", "empty text"],
    ["Utrecht", "text"],
    ["on 2026-02-03 04:05", "text"],
    ["about 1/2/2026", "text"],
    ["1/2/26", "date of another format"],
    ["since Tue, 03 Feb 2026", "text"],
  ])("%s is «%s»", (text, name) => {
    expect(describeType(text)).toBe(name);
  });
});
