import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { canonical, documentYaml } from "../../scripts/document/canonical.js";
import { isArray, isObject, type Json, type JsonObject } from "../../scripts/document/json.js";

const document: JsonObject = {
  components: {
    schemas: {
      Zebra: { properties: { type: { type: "string" }, description: {} }, type: "object" },
      Ant: {
        examples: [{ zoo: 1, age: 2 }],
        default: { b: 1, a: 2 },
        enum: ["b", "a"],
        "x-extensible-enum": ["d", "c"],
        required: ["zoo", "age"],
        description: "An ant.",
        "x-note": 1,
      },
    },
  },
  paths: {
    "/b": { get: { responses: { "404": {}, "200": {} }, tags: ["z", "a"], operationId: "b" } },
    "/a": { get: { parameters: [{ in: "query", name: "q" }, { name: "p" }] } },
  },
  info: { version: "1", title: "Zoo" },
  openapi: "3.1.0",
};

function at(root: Json, ...path: string[]): JsonObject {
  const value = path.reduce<Json | undefined>(
    (node, key) => (isObject(node) ? node[key] : undefined),
    root,
  );
  if (!isObject(value)) throw new Error(`Nothing at ${path.join(".")}`);
  return value;
}

function keysAt(...path: string[]): string[] {
  return Object.keys(at(canonical(document), ...path));
}

/** The same JSON, with the keys of every object in reverse order. */
function reversed(object: JsonObject): JsonObject {
  const turn = (value: Json): Json =>
    isArray(value) ? value.map(turn) : isObject(value) ? reversed(value) : value;
  return Object.fromEntries(
    Object.entries(object)
      .reverse()
      .map(([key, value]) => [key, turn(value)]),
  );
}

function parsed(yaml: string): JsonObject {
  const value: unknown = parse(yaml);
  if (!isObject(value)) throw new Error("No mapping");
  return value;
}

describe("the canonical document", () => {
  it("starts with what it is and ends with the components", () => {
    expect(keysAt()).toEqual(["openapi", "info", "paths", "components"]);
  });

  it("has keywords in a fixed order, and those it does not know last", () => {
    expect(keysAt("components", "schemas", "Ant")).toEqual([
      ...["description", "required", "enum", "x-extensible-enum", "default", "examples", "x-note"],
    ]);
    expect(keysAt("paths", "/b", "get")).toEqual(["tags", "operationId", "responses"]);
  });

  it("has names sorted: paths, schemas, properties, statuses", () => {
    expect(keysAt("paths")).toEqual(["/a", "/b"]);
    expect(keysAt("components", "schemas")).toEqual(["Ant", "Zebra"]);
    expect(keysAt("paths", "/b", "get", "responses")).toEqual(["200", "404"]);
  });

  it("sorts properties by name even where they are called like keywords", () => {
    expect(keysAt("components", "schemas", "Zebra", "properties")).toEqual(["description", "type"]);
  });

  it("sorts required members", () => {
    expect(at(canonical(document), "components", "schemas", "Ant")["required"]).toEqual([
      "age",
      "zoo",
    ]);
  });

  it("keeps the order of data and of lists: examples, defaults, known values, parameters, tags", () => {
    const before = at(document, "components", "schemas", "Ant");
    const after = at(canonical(document), "components", "schemas", "Ant");
    for (const keyword of ["examples", "default", "enum", "x-extensible-enum"]) {
      expect(JSON.stringify(after[keyword])).toBe(JSON.stringify(before[keyword]));
    }
    expect(at(canonical(document), "paths", "/b", "get")["tags"]).toEqual(["z", "a"]);
    expect(at(canonical(document), "paths", "/a", "get")["parameters"]).toEqual([
      { name: "q", in: "query" },
      { name: "p" },
    ]);
  });

  it("takes a property called examples or required for a property", () => {
    const properties = {
      required: { type: "string", title: "R" },
      examples: { items: {}, type: "array" },
    };
    const schema = canonical({ properties });
    expect(Object.keys(at(schema, "properties", "examples"))).toEqual(["type", "items"]);
    expect(Object.keys(at(schema, "properties", "required"))).toEqual(["title", "type"]);
  });
});

describe("the YAML of a document", () => {
  it("says that it is generated and holds the same data", () => {
    const yaml = documentYaml(canonical(document));
    expect(yaml).toMatch(/^# Written by `npm run generate`; do not edit by hand/);
    expect(parse(yaml)).toEqual(canonical(document));
  });

  it("repeats what stands in two places instead of using anchors", () => {
    const shared: JsonObject = { type: "string" };
    expect(documentYaml({ properties: { a: shared, b: shared } })).not.toMatch(/[&*]a/);
  });

  it("keeps a long description on one line, where every formatter leaves it", () => {
    const description = "word ".repeat(60).trim();
    expect(documentYaml({ description }).split("\n")).toContain(`description: ${description}`);
  });

  it("does not depend on the order in which keys came in", () => {
    const words = ["type", "properties", "required", "items", "description", "paths", "a", "b"];
    const { documents } = fc.letrec<{ documents: JsonObject; values: Json }>((tie) => ({
      documents: fc.dictionary(fc.constantFrom(...words), tie("values"), { maxKeys: 4 }),
      values: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom("x", 1, null),
        fc.array(fc.constantFrom("x", "y"), { maxLength: 3 }),
        tie("documents"),
      ),
    }));
    fc.assert(
      fc.property(documents, (given) => {
        expect(documentYaml(canonical(reversed(given)))).toBe(documentYaml(canonical(given)));
      }),
    );
  });

  it("stays the same when it is read and written again", () => {
    const yaml = documentYaml(canonical(document));
    expect(documentYaml(canonical(parsed(yaml)))).toBe(yaml);
  });
});
