import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidPathParameterError, isInvalidPathParameterError } from "../../src/index.js";
import { createRequest } from "../../src/request.js";
import { checkQuery } from "../../src/request/url-values.js";
import { publishedOperations } from "../support/operations.js";
import { clientOf, rejection } from "./support/client.js";
import { ok, serve } from "./support/server.js";

const templates = [...new Set(publishedOperations.map(({ path }) => path))];
const withParameters = templates.filter((template) => template.includes("{"));

function namesIn(template: string): string[] {
  return Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? "");
}

/** The URL of a template filled in. */
function urlOf(path: string, parameters: Record<string, unknown>): string {
  const operation = {
    name: `GET ${path}`,
    method: "GET",
    path,
    traits: { siteSlug: "query" },
  } as const;
  const settings = { baseUrl: "https://www.talkable.com", siteSlug: "my-shop", headers: {} };
  const params = { path: parameters, query: {} };
  return createRequest(operation, { params }, settings, {}).url;
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
        let filled: string;
        try {
          filled = urlOf(template, parameters);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidPathParameterError);
          return;
        }
        const url = new URL(filled);
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

test("white space around a value goes out as it is: what it means is for the server to say", async () => {
  const server = await serve(ok({ person: {} }));
  const person_slug = " ann\t";
  await clientOf(server).GET("/api/v2/people/{person_slug}", { params: { path: { person_slug } } });
  expect(server.only().target).toBe("/api/v2/people/%20ann%09?site_slug=my-shop");
});

test("numbers that digits hold exactly go out as those digits, in paths and queries", () => {
  const exact = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -0, 0.1, -1.5, 2 ** 53 - 1));
  fc.assert(
    fc.property(exact, (id) => {
      expect(urlOf("/api/v2/assets/{id}", { id })).toContain(`/assets/${id}?`);
    }),
  );
});

test("every other number is refused, in paths and queries", () => {
  const inexact = fc
    .double()
    .filter((value) => /[ef]|NaN/.test(String(value)) || Math.abs(value) > Number.MAX_SAFE_INTEGER);
  fc.assert(
    fc.property(inexact, (value) => {
      expect(() => urlOf("/api/v2/assets/{id}", { id: value })).toThrow(/finite|plain digits/);
      expect(() => {
        checkQuery({ page: value }, {});
      }).toThrow(/finite|plain digits/);
    }),
  );
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
    ["a number beyond 2⁵³, which may stand for its neighbour", 2 ** 53],
    ["a number below -2⁵³", -(2 ** 53)],
    ["a number that is written with an exponent", 1e21],
    ["a fraction that is written with an exponent", 1e-7],
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
    expect(String(error)).toMatch(
      /person_slug (has to be a string or a number, not empty|would lead to another endpoint|is not .+)\.$/,
    );
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
    expect(String(error)).toContain("has to be a template, such as /api/v2/assets/{id}");
    expect(String(error)).not.toContain("ann");
    expect(server.requests).toHaveLength(0);
  });
});
