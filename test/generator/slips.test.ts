import { readFile } from "node:fs/promises";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { buildDocument } from "../../scripts/build-document.js";
import { compareDocuments } from "../../scripts/changes.js";
import { publicFaces } from "../../scripts/changes/surface.js";
import { operationsOf, type Document } from "../../scripts/document/document.js";
import { readEntityMap } from "../../scripts/document/entity-map.js";
import { isObject, type Json } from "../../scripts/document/json.js";
import { Findings } from "../../scripts/findings.js";
import { Problem } from "../../scripts/problem.js";
import { sourceOf } from "./support/sources.js";

vi.setConfig({ testTimeout: 180_000 });

const read = (path: string): Promise<string> =>
  readFile(new URL(`fixtures/${path}`, import.meta.url), "utf8");
const entities = sourceOf("entities.yaml", await read("project/openapi/entities.yaml"));

/** Every place of a document, as its path. */
function pathsIn(value: Json): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    [key],
    ...pathsIn(member ?? null).map((path) => [key, ...path]),
  ]);
}

function withValueAt(value: Json, [key, ...rest]: readonly string[], put: Json): Json {
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) =>
      String(index) === key ? withValueAt(item, rest, put) : item,
    );
  }
  return isObject(value) ? { ...value, [key]: withValueAt(value[key] ?? null, rest, put) } : put;
}

describe.each(["v2", "webhooks"] as const)(
  "whatever stands anywhere in the %s document",
  (name) => {
    const misplaced: Json[] = [7, [null], { x: {} }];

    test("it is built, or refused in words, and compares with what was before", async () => {
      const text = await read(`published/${name}/openapi.yaml`);
      const facts = sourceOf("facts", await read(`project/openapi/${name}.facts.yaml`));
      const words = sourceOf("words", await read(`project/openapi/${name}.words.yaml`));
      const build = (published: Json): Document => {
        const source = sourceOf(`${name}/openapi.yaml`, text);
        const pulled = { document: published as Document, source, sha256: "" };
        const map = readEntityMap(entities);
        const given = { name, pulled, map, facts, words, sharedSchemas: undefined };
        return buildDocument({ ...given, evidence: undefined }, new Findings()).document;
      };
      const published = parse(text) as Json;
      const before = build(published);
      for (const path of pathsIn(published)) {
        for (const put of misplaced) {
          const slip = `${JSON.stringify(put)} at ${path.join(" ")}`;
          try {
            const after = build(withValueAt(published, path, put));
            compareDocuments(before, after, publicFaces[name]);
            const ids = operationsOf(after).map(({ id }) => id);
            expect(new Set(ids).size, slip).toBe(ids.length);
          } catch (error) {
            expect(error, slip).toBeInstanceOf(Problem);
          }
        }
      }
    });
  },
);

describe("a member of a request that has a name", () => {
  /** What is found, and noted, when that name is for `place`. */
  async function foundFor(place: string) {
    const text = await read("published/v2/openapi.yaml");
    const source = sourceOf("v2/openapi.yaml", text);
    const named = `${await read("project/openapi/entities.yaml")}requestMembers:\n  Alias: ${place}\n`;
    const findings = new Findings();
    const { notes } = buildDocument(
      {
        name: "v2",
        pulled: { document: parse(text) as Document, source, sha256: "" },
        map: readEntityMap(sourceOf("entities.yaml", named)),
        facts: sourceOf("facts", await read("project/openapi/v2.facts.yaml")),
        words: sourceOf("words", await read("project/openapi/v2.words.yaml")),
        sharedSchemas: undefined,
        evidence: undefined,
      },
      findings,
    );
    return { found: findings.all().filter(({ subject }) => subject === "Alias"), notes };
  }

  test.each([
    ["updateMember.data.alias", "takes site_slug, data"],
    ["findMember.data", "takes "],
  ])(
    "and is taken no more is a finding, with what its operation takes now: %s",
    async (place, now) => {
      const { found } = await foundFor(place);
      expect(found).toHaveLength(1);
      expect(found[0]?.problem).toBe(`is the name of ${place}, which is not taken any more.`);
      expect(found[0]?.now).toContain(now);
    },
  );

  test("of an operation that is gone is only noted", async () => {
    const { found, notes } = await foundFor("adoptMember.data");
    expect(found).toEqual([]);
    expect(notes.join("\n")).toContain("adoptMember.data");
  });
});
