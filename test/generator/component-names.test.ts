import { expect, it } from "vitest";
import { Findings } from "../../scripts/findings.js";
import { renameClashes } from "../../scripts/normalise/component-names.js";
import { documentOf, object, operation, takes } from "./support/documents.js";
import { entityMap } from "./support/sources.js";

const text = { type: "string" };
const map = entityMap({ entities: { Cat: ["cat"] } });
const known = (): ReadonlySet<string> => new Set(["name", "lives"]);

function renamed(properties: Record<string, typeof text>): [document: string, subjects: string[]] {
  const findings = new Findings();
  const document = documentOf({
    paths: {
      "/cats": { post: operation("createCat", takes({ $ref: "#/components/schemas/Cat" })) },
    },
    schemas: { Cat: object(properties) },
  });
  const at = (): { file: string; line: number } => ({ file: "pets/openapi.yaml", line: 7 });
  const result = renameClashes(document, map, known, { findings, at });
  return [JSON.stringify(result), findings.all().map(({ subject }) => subject)];
}

it("a published component that is something else than our entity of that name gets a name of its own", () => {
  const [document, subjects] = renamed({ kind: text });
  expect(document).toContain('"$ref":"#/components/schemas/PublishedCat"');
  expect(document).toContain('"PublishedCat":{');
  expect(subjects).toEqual(["Cat"]);
});

it("a published component that is what ours describes keeps the name", () => {
  const [document, subjects] = renamed({ name: text });
  expect(document).not.toContain("PublishedCat");
  expect(subjects).toEqual([]);
});
