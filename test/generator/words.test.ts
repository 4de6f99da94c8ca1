import { describe, expect, it } from "vitest";
import { getAt } from "../../scripts/document/at.js";
import { applyWords, readWords, type WithWords } from "../../scripts/words.js";
import { documentOf, object, operation, query } from "./support/documents.js";
import { finderOf } from "./support/facts.js";
import { sourceOf } from "./support/sources.js";

const text = { type: "string" };
const pets = documentOf({
  paths: {
    "/pets": { get: operation("listPets", { parameters: [query("page"), query("kind")] }) },
  },
  schemas: { Cat: object({ name: text, nick: text }) },
});

function say(yaml: string, document = pets): WithWords {
  const words = readWords(sourceOf("openapi/pets.words.yaml", yaml));
  return applyWords(document, words, finderOf(document));
}

describe("words", () => {
  it("are keyed by what the report calls a place", () => {
    const { document, toDelete } = say(`words:
  Cat.name: What it answers to.
  GET /pets: { summary: Lists pets., description: All of them. }
  GET /pets, query parameter kind: Which kind.
  query parameter page: Which page.`);
    expect(toDelete).toEqual([]);
    expect(getAt(document, ["components", "schemas", "Cat", "properties", "name"])).toEqual({
      ...text,
      description: "What it answers to.",
    });
    const get = getAt(document, ["paths", "/pets", "get"]);
    expect(get).toMatchObject({
      summary: "Lists pets.",
      description: "All of them.",
      parameters: [{ description: "Which page." }, { description: "Which kind." }],
    });
  });

  it("are left out where what they describe is gone, and named with their line and the likely new name", () => {
    const { document, toDelete } = say("words:\n  Cat.name: Its name.\n  Cat.title: Its title.");
    expect(JSON.stringify(document)).not.toContain("title");
    expect(toDelete).toEqual(["Cat.title (openapi/pets.words.yaml:3); renamed to Cat.nick?"]);
  });

  it("follow an operation to another path", () => {
    const moved = documentOf({ paths: { "/v3/pets": { get: operation("listPets") } } });
    const { document, toDelete } = say("words:\n  GET /pets: { summary: Lists pets. }", moved);
    expect(toDelete).toEqual([]);
    expect(getAt(document, ["paths", "/v3/pets", "get", "summary"])).toBe("Lists pets.");
  });
});
