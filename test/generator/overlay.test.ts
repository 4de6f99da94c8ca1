import { stringify } from "yaml";
import { describe, expect, it } from "vitest";
import { objectAt, type Json, type JsonObject } from "../../scripts/document/json.js";
import { applyOverlay, type Overlaid } from "../../scripts/overlay.js";
import { Findings, type Finding } from "../../scripts/findings.js";
import { sourceOf } from "./support/sources.js";

const file = "openapi/pets.overlay.yaml";
const description = "All examples of the pets document.";

const pets: JsonObject = {
  openapi: "3.1.0",
  paths: {},
  components: {
    schemas: {
      Cat: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, born: {}, owner: { $ref: "#/o" } },
      },
      Dog: { type: "object", properties: { name: { type: "string" }, born: {} } },
    },
  },
};

function overlay(actions: Json, sharedSchemasPublished = false): Promise<Overlaid> {
  const overlay = sourceOf(file, stringify({ actions }));
  return applyOverlay(pets, { overlay, findings: new Findings(), sharedSchemasPublished });
}

async function problemOf(actions: Json): Promise<Finding | undefined> {
  const findings = new Findings();
  const overlay = sourceOf(file, stringify({ actions }));
  await applyOverlay(pets, { overlay, findings, sharedSchemasPublished: false });
  return findings.all()[0];
}

function cat({ document }: Overlaid): JsonObject {
  return objectAt(objectAt(objectAt(document, "components"), "schemas"), "Cat");
}

describe("an overlay", () => {
  it("merges into what it targets and leaves the rest, and the document it was given, alone", async () => {
    const before = structuredClone(pets);
    const overlaid = await overlay([
      {
        target: "$.components.schemas.Cat.properties.born",
        description,
        update: { type: "integer" },
      },
    ]);
    expect(cat(overlaid)).toEqual({
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, born: { type: "integer" }, owner: { $ref: "#/o" } },
    });
    expect(overlaid.obsolete).toEqual([]);
    expect(pets).toEqual(before);
  });

  it("fails when it describes a member without a type that is not there any more", async () => {
    const run = overlay([
      {
        target: "$.components.schemas.Cat",
        description,
        update: { properties: { weight: { description: "In kilograms." } } },
      },
    ]);
    await expect(run).rejects.toThrow(/gone or renamed.*components\.schemas\.Cat\.weight/);
  });

  it("applies its actions in order, so that one may remove what the next one replaces", async () => {
    const owner = "$.components.schemas.Cat.properties.owner";
    const overlaid = await overlay([
      { target: `${owner}['$ref']`, description, remove: true },
      { target: owner, description, update: { anyOf: [{ $ref: "#/o" }, { type: "null" }] } },
    ]);
    expect(cat(overlaid)).toMatchObject({
      properties: { owner: { anyOf: [{ $ref: "#/o" }, { type: "null" }] } },
    });
    expect(JSON.stringify(overlaid.document)).not.toContain('"owner":{"$ref"');
  });

  it("reaches several places with one action", async () => {
    const { document } = await overlay([
      {
        target: "$.components.schemas['Cat','Dog'].properties.born",
        description,
        update: { type: "integer" },
      },
    ]);
    expect(JSON.stringify(document).match(/"born":{"type":"integer"}/g)).toHaveLength(2);
  });
});

describe("an action that matches nothing", () => {
  it.each([
    ["an update", { update: { type: "integer" } }],
    ["a removal", { remove: true }],
  ])("is left out, and named with file, line and target: %s", async (_, change) => {
    const fine = {
      target: "$.components.schemas.Cat.properties.born",
      description,
      update: { type: "integer" },
    };
    const target = "$.components.schemas.Cow.properties.born";
    const finding = await problemOf([fine, { target, description, ...change }]);
    expect(finding).toMatchObject({ subject: target, at: [{ file, line: 6 }] });
    expect(finding?.problem).toContain("gone or renamed");
  });

  it("is left out also when only its x-expect would notice", async () => {
    const finding = await problemOf([
      { target: "$.components.schemas.Cow", description, "x-expect": {}, remove: true },
    ]);
    expect(finding?.problem).toContain("gone or renamed");
  });
});

describe("x-expect", () => {
  const target = "$.components.schemas.Cat.properties.name.type";
  const update = ["string", "null"];

  it("lets the action pass while the document is as expected", async () => {
    const overlaid = await overlay([{ target, description, "x-expect": "string", update }]);
    expect(cat(overlaid)).toMatchObject({ properties: { name: { type: ["string", "null"] } } });
  });

  it("lets an action pass when the document says more than is expected", async () => {
    const overlaid = await overlay([
      {
        target: "$.components.schemas.Cat",
        description,
        "x-expect": { type: "object", properties: { name: { type: "string" } } },
        update: { title: "Cat" },
      },
    ]);
    expect(cat(overlaid)).toMatchObject({ title: "Cat" });
  });

  it.each([
    ["another value", target, "integer"],
    ["another shape", target, ["string"]],
    ["a member that is not there", "$.components.schemas.Cat", { properties: { age: {} } }],
    ["a list without the item", "$.components.schemas.Cat", { required: ["age"] }],
  ])("is left out when the document has changed: %s", async (_, place, expected) => {
    const finding = await problemOf([
      { target: place, description, "x-expect": expected, update: { title: "Cat" } },
    ]);
    expect(finding?.problem).toContain("no longer what the action expects it to be");
  });

  it("never gets into the document", async () => {
    const { document } = await overlay([{ target, description, "x-expect": "string", update }]);
    expect(JSON.stringify(document)).not.toContain("x-expect");
  });
});

describe("an obsolete action", () => {
  it("is reported with its file, number and target, and does not fail the run", async () => {
    const target = "$.components.schemas.Cat.properties.name";
    const { obsolete, document } = await overlay([
      { target, description, update: { description: "What it is called." } },
      { target, description, update: { type: "string" } },
    ]);
    expect(obsolete).toEqual([`${file}, action 2 (${target})`]);
    expect(JSON.stringify(document)).toContain("What it is called.");
  });

  it("is one that only repeats what a set already holds", async () => {
    const { obsolete } = await overlay([
      { target: "$.components.schemas.Cat", description, update: { required: ["name"] } },
    ]);
    expect(obsolete).toHaveLength(1);
  });
});

describe("a list that an action adds to", () => {
  it.each([
    ["type", "string", ["string", "null"]],
    ["required", ["name"], ["name", "born"]],
    ["enum", ["a"], ["a", "b"]],
    ["x-extensible-enum", ["a"], ["a", "b"]],
    ["anyOf", [{ type: "null" }], [{ type: "null" }, { type: "string" }]],
    ["oneOf", [{ type: "null" }], [{ type: "null" }, { type: "string" }]],
    ["allOf", [{ type: "null" }], [{ type: "null" }, { type: "string" }]],
    ["tags", ["a"], ["a", "b"]],
  ])("holds every item once where the keyword is a set: %s", async (keyword, had, added) => {
    const target = "$.components.schemas.Cat.properties.born";
    const overlaid = await overlay([
      { target, description, update: { [keyword]: had } },
      { target, description, update: { [keyword]: added } },
    ]);
    expect(cat(overlaid)).toMatchObject({ properties: { born: { [keyword]: added } } });
  });

  it("keeps repeats where the keyword holds data", async () => {
    const target = "$.components.schemas.Cat.properties.born";
    const overlaid = await overlay([
      { target, description, update: { examples: [1] } },
      { target, description, update: { examples: [1] } },
    ]);
    expect(cat(overlaid)).toMatchObject({ properties: { born: { examples: [1, 1] } } });
  });

  it("is left as it is inside an example", async () => {
    const target = "$.components.schemas.Cat";
    const overlaid = await overlay([
      { target, description, update: { examples: [{ tags: ["tabby", "tabby"] }] } },
    ]);
    expect(cat(overlaid)).toMatchObject({ examples: [{ tags: ["tabby", "tabby"] }] });
  });
});

describe("an action without evidence", () => {
  it.each([
    ["no description", { target: "$.components", update: {} }],
    ["no target", { description, update: {} }],
    ["a description that is no text", { target: "$.components", description: 7, update: {} }],
  ])("fails the run: %s", async (_, action) => {
    await expect(overlay([action])).rejects.toThrow(
      /action 1: an action needs a `target` and a `description` with its evidence/,
    );
  });

  it("fails the run when it is no mapping at all", async () => {
    await expect(overlay(["$.components"])).rejects.toThrow(/action 1: a YAML mapping is expected/);
  });

  it("fails the run when the overlay itself is none", async () => {
    const run = applyOverlay(pets, {
      overlay: sourceOf(file, "[]"),
      findings: new Findings(),
      sharedSchemasPublished: false,
    });
    await expect(run).rejects.toThrow(`${file}: a YAML mapping is expected at the top`);
  });
});

describe("an action that stands in for a schema published nowhere", () => {
  const action = {
    target: "$.components.schemas.Cat.properties.born",
    description,
    "x-until-published": "schemas.yaml",
    update: { type: "integer" },
  };

  it("applies while the schema is missing", async () => {
    expect(cat(await overlay([action], false))).toMatchObject({
      properties: { born: { type: "integer" } },
    });
  });

  it("rests, unreported, once the schema is published, and the others keep their numbers", async () => {
    const { document, obsolete } = await overlay(
      [
        action,
        {
          target: "$.components.schemas.Cat.properties.name",
          description,
          update: { type: "string" },
        },
      ],
      true,
    );
    expect(document).toEqual(pets);
    expect(obsolete).toEqual([`${file}, action 2 ($.components.schemas.Cat.properties.name)`]);
  });
});
