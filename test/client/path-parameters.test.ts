import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operationTable } from "../../generated/operations.js";
import { InvalidPathParameterError, isInvalidPathParameterError } from "../../src/index.js";
import { fillPath } from "../../src/request/path.js";
import { clientOf, rejection } from "./support/client.js";
import { ok, serve } from "./support/server.js";

const templates = [...new Set(Object.keys(operationTable).map((key) => key.split(" ")[1] ?? ""))];
const withParameters = templates.filter((template) => template.includes("{"));

function namesIn(template: string): string[] {
  return Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? "");
}

/** The values a URL carries in the places where its template has parameters, or undefined. */
function match(template: string, pathname: string): string[] | undefined {
  const expected = template.split("/");
  const segments = pathname.split("/");
  if (segments.length !== expected.length) return undefined;
  const values: string[] = [];
  for (const [index, part] of expected.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) values.push(decodeURIComponent(segment));
    else if (part !== segment) return undefined;
  }
  return values;
}

const hostile = fc.constantFrom(
  ...["", ".", "..", "%2e", "%2E%2e", ".%2e", "/", "../..", "a/../b", "\\", "..\\", "?", "#", "%"],
  ...["%00", "\u0000", "\n", "\t.\t.", " ", "a b", "ann@example.com", "+12025550100", "ü", "😀"],
  ...["\ud800", "{id}", "__proto__", "//evil.example", ";a=b", "&", "%252e%252e", "．．"],
);
const anyText = fc.oneof(hostile, fc.string(), fc.string({ unit: "binary" }), fc.webPath());

test.each(withParameters)(
  "%s is reached with exactly the values given, or not at all",
  (template) => {
    const names = namesIn(template);
    const values = fc.array(anyText, { minLength: names.length, maxLength: names.length });
    fc.assert(
      fc.property(values, (given) => {
        const parameters = Object.fromEntries(names.map((name, index) => [name, given[index]]));
        let path: string;
        try {
          path = fillPath(template, parameters);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidPathParameterError);
          return;
        }
        const url = new URL(`https://www.talkable.com${path}?site_slug=my-shop`);
        expect(match(template, url.pathname)).toEqual(given);
        expect(url.host).toBe("www.talkable.com");
        expect(url.search).toBe("?site_slug=my-shop");
        expect(url.hash).toBe("");
      }),
    );
  },
);

test("what a server sees is the value, decoded once", async () => {
  const slugs = ["ann@example.com", "+12025550100", "a/b", "50%", "C++", "ü ü", "a?b#c"];
  const server = await serve(ok({ person: {} }));
  const talkable = clientOf(server);
  for (const person_slug of slugs) {
    await talkable.GET("/api/v2/people/{person_slug}", { params: { path: { person_slug } } });
  }
  const seen = server.requests.map(({ target }) => new URL(target, server.url).pathname.split("/"));
  expect(seen.map((segments) => decodeURIComponent(segments.at(-1) ?? ""))).toEqual(slugs);
  expect(new Set(seen.map((segments) => segments.length))).toEqual(new Set([5]));
});

describe("refused before anything is sent, naming the parameter and not its value", () => {
  const values: [string, unknown][] = [
    ["an empty string", ""],
    ["white space", " \t"],
    ["a dot", "."],
    ["two dots", ".."],
    ["an encoded dot", "%2e"],
    ["encoded dots", "%2E%2e"],
    ["a dot and an encoded dot", ".%2e"],
    ["undefined", undefined],
    ["null", null],
    ["an object", { slug: "ann" }],
    ["a list", ["ann"]],
    ["a boolean", true],
    ["NaN", NaN],
    ["infinity", Infinity],
    ["half a surrogate pair", "ann\ud800"],
  ];
  test.each(values)("%s", async (_, value) => {
    const server = await serve(ok({ person: {} }));
    const path = { person_slug: value as string };
    const error = await rejection(
      clientOf(server).GET("/api/v2/people/{person_slug}", { params: { path } }),
    );
    expect(isInvalidPathParameterError(error)).toBe(true);
    expect(error).toMatchObject({
      parameter: "person_slug",
      operation: "GET /api/v2/people/{person_slug}",
      attempts: 0,
    });
    expect(String(error)).not.toContain("ann");
    expect(server.requests).toHaveLength(0);
  });

  test("params left out altogether", async () => {
    const server = await serve(ok({ person: {} }));
    const init = {} as { params: { path: { person_slug: string } } };
    const error = await rejection(clientOf(server).GET("/api/v2/people/{person_slug}", init));
    expect(isInvalidPathParameterError(error)).toBe(true);
    expect(server.requests).toHaveLength(0);
  });

  test("a path that is already filled in, without repeating it", async () => {
    const server = await serve(ok({ person: {} }));
    const path = "/api/v2/people/ann@example.com" as "/api/v2/campaigns";
    const error = await rejection(clientOf(server).GET(path));
    expect(error).toMatchObject({ code: "configuration" });
    expect(String(error)).not.toContain("ann");
    expect(server.requests).toHaveLength(0);
  });
});
