import { describe, expect, it } from "vitest";
import { getAt } from "../../scripts/document/at.js";
import type { Json, JsonObject } from "../../scripts/document/json.js";
import { readFacts } from "../../scripts/facts/read-facts.js";
import { documentOf, operation, query, takes, object } from "./support/documents.js";
import { factsFile, withFacts, type Tried } from "./support/facts.js";
import { sourceOf } from "./support/sources.js";

const text = { type: "string" };

const pets = documentOf({
  paths: {
    "/pets": {
      get: operation("listPets", { parameters: [query("page"), query("kind")] }),
      post: operation("createPet", takes(object({ data: object({ name: text }) }))),
    },
  },
  schemas: {
    Cat: {
      type: "object",
      required: ["name", "born"],
      properties: {
        name: text,
        born: {},
        lives: { type: ["number", "null"] },
        owner: { $ref: "#/components/schemas/Owner" },
        tags: { type: "array", items: text },
        size: { type: "string", enum: ["S", "L"] },
        home: { anyOf: [text, { type: "null" }] },
      },
    },
    Owner: object({ name: text }),
  },
});

function cat({ document }: Tried): JsonObject {
  return getAt(document, ["components", "schemas", "Cat"]) as JsonObject;
}

function member(tried: Tried, name: string): Json | undefined {
  return getAt(cat(tried), ["properties", name]);
}

describe("a fact that refines", () => {
  it.each<[string, string, JsonObject, JsonObject]>([
    [
      "types what nobody knew",
      "born",
      { type: "string", nullable: true },
      { type: ["string", "null"] },
    ],
    [
      "picks the narrower number, and leaves null",
      "lives",
      { type: "integer" },
      { type: ["integer", "null"] },
    ],
    ["lets null in", "name", { nullable: true }, { type: ["string", "null"] }],
    ["adds a format", "name", { format: "uri" }, { type: "string", format: "uri" }],
    [
      "adds known values",
      "name",
      { "x-extensible-enum": ["Tom"] },
      { ...text, "x-extensible-enum": ["Tom"] },
    ],
    [
      "lets null in beside a reference",
      "owner",
      { nullable: true },
      { anyOf: [{ $ref: "#/components/schemas/Owner" }, { type: "null" }] },
    ],
    [
      "deprecates, also beside a reference",
      "owner",
      { deprecated: true },
      { $ref: "#/components/schemas/Owner", deprecated: true },
    ],
    [
      "takes a keyword away, and replaces it",
      "tags",
      { items: null, maxItems: 3 },
      { type: "array", maxItems: 3 },
    ],
  ])("%s", (_, name, refinement, expected) => {
    const tried = withFacts(pets, { refine: { [`Cat.${name}`]: refinement } });
    expect(member(tried, name)).toEqual(expected);
    expect(tried.findings).toEqual([]);
  });

  it.each<[string, string, JsonObject]>([
    ["null, where it is allowed by its type", "lives", { nullable: true }],
    ["null, where it is an alternative", "home", { nullable: true }],
    ["the set that is published", "size", { enum: ["S", "L"] }],
  ])("has nothing to say of %s", (_, name, refinement) => {
    const tried = withFacts(pets, { refine: { [`Cat.${name}`]: refinement } });
    expect(tried.document).toEqual(pets);
    expect(tried.obsolete).toHaveLength(1);
  });

  it("says of a parameter whether it has to be passed", () => {
    const tried = withFacts(pets, {
      refine: { "listPets, query parameter kind": { required: true } },
    });
    const parameter = getAt(tried.document, ["paths", "/pets", "get", "parameters", "1"]);
    expect(parameter).toEqual({ ...query("kind"), required: true });
    const again = withFacts(tried.document, {
      refine: { "listPets, query parameter kind": { required: true } },
    });
    expect(again.obsolete).toHaveLength(1);
  });

  it("says member by member what may be missing, and what never is", () => {
    const tried = withFacts(pets, {
      refine: { "Cat.born": { optional: true }, "Cat.tags": { required: true } },
    });
    expect(cat(tried)["required"]).toEqual(["name", "tags"]);
  });

  it.each<[string, string, JsonObject]>([
    ["an id has become text", "name", { type: "integer" }],
    ["text has become a number", "lives", { format: "uri" }],
    ["a value has become an object", "owner", { type: "string" }],
    ["a value has become an entity", "owner", { description: "Its owner." }],
    ["items have got a type", "tags", { items: { type: "integer" } }],
    ["a set has been closed", "size", { "x-extensible-enum": ["M"] }],
    ["another set is published", "size", { enum: ["M"] }],
    ["a list of kinds has gone", "tags", { discriminator: { propertyName: "kind" } }],
  ])("is left out and named where it does not fit: %s", (_, name, refinement) => {
    const tried = withFacts(pets, { refine: { [`Cat.${name}`]: refinement } });
    expect(tried.document).toEqual(pets);
    expect(tried.findings).toMatchObject([
      { subject: `Cat.${name}`, at: [{ file: factsFile, line: 3 }] },
    ]);
  });

  it("is dropped with the member, and names what may be its new name", () => {
    const renamed = documentOf({ schemas: { Cat: object({ newName: text }) } });
    const tried = withFacts(renamed, { refine: { "Cat.name": { format: "uri" } } });
    expect(tried.document).toEqual(renamed);
    expect(tried.findings).toMatchObject([{ subject: "Cat.name" }]);
    expect(tried.findings[0]?.advice).toContain("Cat.newName");
  });

  it("is one finding with all its fellows where a whole entity or operation is gone", () => {
    const tried = withFacts(documentOf({}), {
      refine: { "Cat.name": { format: "uri" }, "Cat.born": { type: "string" } },
      add: { "listPets, query parameter size": text },
    });
    expect(tried.findings.map(({ subject, at }) => [subject, at.length])).toEqual([
      ["Cat", 2],
      ["GET /pets", 1],
    ]);
  });

  it("is obsolete when the document says so by itself", () => {
    const tried = withFacts(pets, { refine: { "Cat.name": { type: "string" } } });
    expect(tried.obsolete.map(({ place }) => place)).toEqual(["Cat.name"]);
    expect(tried.findings).toEqual([]);
  });
});

describe("a fact that adds", () => {
  it("adds members, parameters and components that something refers to", () => {
    const tried = withFacts(pets, {
      add: {
        Vet: text,
        "Cat.vet": { $ref: "#/components/schemas/Vet", required: true },
        "listPets, query parameter size": { type: "integer", required: false },
        "createPet, body.data.chip": text,
      },
    });
    expect(member(tried, "vet")).toEqual({ $ref: "#/components/schemas/Vet" });
    expect(cat(tried)["required"]).toEqual(["name", "born", "vet"]);
    const added = { name: "size", in: "query", required: false, schema: { type: "integer" } };
    expect(getAt(tried.document, ["paths", "/pets", "get", "parameters", "2"])).toEqual(added);
    expect(JSON.stringify(tried.document)).toContain('"chip"');
    expect(tried.findings).toEqual([]);
  });

  it("leaves out a component that nothing refers to", () => {
    expect(withFacts(pets, { add: { Vet: text } }).document).toEqual(pets);
  });

  it("never overwrites what is published: that stays, and is a finding where it differs", () => {
    const same = withFacts(pets, { add: { "Cat.name": text } });
    expect(same.obsolete).toHaveLength(1);
    const other = withFacts(pets, { add: { "Cat.name": { type: "integer" } } });
    expect([same.document, other.document]).toEqual([pets, pets]);
    expect(other.findings).toMatchObject([{ subject: "Cat.name", now: "string" }]);
  });
});

describe("a fact that overrides or removes", () => {
  const by = { type: ["string", "array"], items: text };

  it("does so while the place is published word for word as it was", () => {
    const tried = withFacts(pets, {
      remove: { "Cat.born": {} },
      replace: { "Cat.name": { published: text, by } },
    });
    expect(member(tried, "name")).toEqual(by);
    expect(member(tried, "born")).toBeUndefined();
    expect(cat(tried)["required"]).toEqual(["name"]);
  });

  it.each<[string, JsonObject]>([
    ["says less than before", { ...text, format: "uri" }],
    ["says more than before", {}],
  ])("is left out when what is published %s", (_, published) => {
    const tried = withFacts(pets, { replace: { "Cat.name": { published, by } } });
    expect(tried.document).toEqual(pets);
    expect(tried.findings).toMatchObject([{ subject: "Cat.name" }]);
    expect(tried.findings[0]?.now).toContain("string");
  });

  it("tells what has changed since", () => {
    const published = object({ data: object({ name: text, chip: text }) });
    const tried = withFacts(pets, { replace: { "createPet, body": { published, by } } });
    expect(tried.findings).toMatchObject([{ subject: "POST /pets" }]);
    expect(tried.findings[0]?.now).toContain("removed data.chip");
  });
});

describe("the name of a place", () => {
  it("stands for an operation wherever it has moved", () => {
    const moved = documentOf({
      paths: { "/v3/pets": { get: operation("listPets", { parameters: [query("kind")] }) } },
    });
    const tried = withFacts(moved, {
      refine: { "listPets, query parameter kind": { enum: ["cat"] } },
    });
    expect(tried.findings).toEqual([]);
    expect(JSON.stringify(tried.document)).toContain('"enum":["cat"]');
  });

  it("stands for an operation that has another operationId by now", () => {
    const renamed = documentOf({
      paths: { "/pets": { get: operation("getPets", { parameters: [query("kind")] }) } },
    });
    const tried = withFacts(renamed, {
      refine: { "listPets, query parameter kind": { enum: ["cat"] } },
    });
    expect(JSON.stringify(tried.document)).toContain('"enum":["cat"]');
  });

  it("stands for a shared parameter wherever it is", () => {
    const tried = withFacts(pets, { refine: { "query parameter page": { enum: ["1"] } } });
    expect(JSON.stringify(tried.document)).toContain('"enum":["1"]');
  });

  it("stands for every operation as *", () => {
    const tried = withFacts(pets, { add: { "*, body.chip": text } });
    expect(JSON.stringify(tried.document)).toContain('"chip"');
  });
});

describe("a facts file", () => {
  it.each([
    ["is no list", "because: x", "a YAML list is expected"],
    ["has no evidence", "- refine: {}", `${factsFile}:1: facts need their evidence`],
    ["has an unknown word", "- because: x\n  rename: {}", "`rename` is none of"],
    [
      "overrides without saying what",
      "- because: x\n  replace: { Cat: { by: {} } }",
      "needs `published`",
    ],
  ])("is refused in one line when it %s", (_, yaml, message) => {
    expect(() => readFacts(sourceOf(factsFile, yaml))).toThrow(message);
  });
});
