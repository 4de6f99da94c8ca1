import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Document } from "../../scripts/document/document.js";
import { Findings, type Finding } from "../../scripts/findings.js";
import { checkPublished } from "../../scripts/normalise/check-published.js";

interface Checked {
  readonly document: Document;
  readonly findings: readonly Finding[];
}

/** Checks what is published as `paths` (and components), in YAML. */
function checked(yaml: string, remembered: Record<string, string> = {}): Checked {
  const findings = new Findings();
  const document = checkPublished(parse(yaml) as Document, {
    findings,
    at: (...path) => ({ file: path.join(" "), line: 1 }),
    operations: new Map(Object.entries(remembered)),
  });
  return { document, findings: findings.all() };
}

const subjects = ({ findings }: Checked): string[] => findings.map(({ subject }) => subject);

describe("an operation", () => {
  const twins = `paths:
  /pets: {get: {operationId: listPets}}
  /cats: {get: {operationId: listPets}}`;

  test("keeps the operationId that is its own", () => {
    const document = "paths: {/pets: {get: {operationId: listPets}}}";
    expect(checked(document)).toEqual({ document: parse(document) as Document, findings: [] });
  });

  test("without an operationId is named by its method and path", () => {
    const result = checked("paths: {/api/pets/{id}: {get: {}}}".replace("{id}", "id"));
    expect(result.document).toHaveProperty("paths./api/pets/id.get.operationId", "getApiPetsId");
    expect(result.findings).toMatchObject([
      { subject: "GET /api/pets/id", problem: "has no operationId." },
    ]);
  });

  test("with the operationId of another gets a name of its own, and both are named", () => {
    const result = checked(twins);
    expect(result.document).toHaveProperty("paths./pets.get.operationId", "listPets");
    expect(result.document).toHaveProperty("paths./cats.get.operationId", "getCats");
    expect(result.findings).toMatchObject([
      {
        subject: "listPets",
        problem: "is the operationId of GET /pets and of GET /cats.",
        at: [{ file: "paths /cats get operationId" }],
      },
    ]);
  });

  test("gets back the name by which it is remembered, unless that is taken by now", () => {
    const known = checked(twins, { listCats: "GET /cats" });
    expect(known.document).toHaveProperty("paths./cats.get.operationId", "listCats");
    const taken = checked(twins, { listPets: "GET /cats" });
    expect(taken.document).toHaveProperty("paths./cats.get.operationId", "getCats");
  });

  test("whose body the client cannot send is left out, and its neighbour stays", () => {
    const result = checked(`paths:
  /pets:
    post: {operationId: importPets, requestBody: {content: {text/csv: {}}}}
    get: {operationId: listPets}`);
    expect(result.document["paths"]).toEqual({ "/pets": { get: { operationId: "listPets" } } });
    expect(result.findings).toMatchObject([{ subject: "POST /pets", at: [{ line: 1 }] }]);
    expect(result.findings[0]?.problem).toContain("text/csv");
  });

  test.each(["application/json", "application/vnd.pets+json", "multipart/form-data"])(
    "whose body is %s stays",
    (type) => {
      const body = `{content: {text/csv: {}, ${type}: {}}}`;
      const result = checked(`paths: {/pets: {post: {operationId: a, requestBody: ${body}}}}`);
      expect(result.findings).toEqual([]);
      expect(result.document).toHaveProperty("paths./pets.post");
    },
  );

  test("whose success the client cannot read is named, and stays; its errors may be anything", () => {
    const responses = `{"200": {content: {text/csv: {}}}, "400": {content: {text/html: {}}}, "500": none}`;
    const result = checked(`paths: {/pets: {get: {operationId: a, responses: ${responses}}}}`);
    expect(result.findings).toMatchObject([
      {
        subject: "GET /pets",
        problem: "answers with text/csv, which the client cannot read.",
        at: [{ file: "paths /pets get responses 200 content text/csv" }],
      },
    ]);
    expect(result.document).toHaveProperty("paths./pets.get");
  });
});

describe("a value where a schema belongs", () => {
  const body = (properties: string): string =>
    `{content: {application/json: {schema: {type: object, properties: ${properties}}}}}`;

  test("is of unknown type, and named with what stands there", () => {
    const result = checked(`paths:
  /pets:
    summary: no operation
    post:
      operationId: a
      requestBody: ${body("{name: Zoe, tags: {items: 7}}")}
      parameters: [{name: page, in: query, schema: 1}, {name: per_page, in: query}, none]
components:
  schemas: {pet: [1]}`);
    expect(result.document).toHaveProperty("components.schemas.pet", {});
    const post = "paths./pets.post";
    expect(result.document).toHaveProperty(`${post}.parameters.0.schema`, {});
    const schema = `${post}.requestBody.content.application/json.schema.properties`;
    expect(result.document).toHaveProperty(schema, { name: {}, tags: { items: {} } });
    expect(subjects(result).sort()).toEqual([
      "POST /pets, body member name",
      "POST /pets, body member tags[]",
      "POST /pets, query parameter page",
      "pet",
    ]);
    expect(result.findings.map(({ now }) => now).sort()).toEqual(['"Zoe"', "1", "7", "[1]"]);
  });

  test("is called by its component in the payload of a webhook", () => {
    const payload = "{payload: {type: object, properties: {badge: 7}}}";
    const path = "/your_api_badge_web_hook_path";
    const result = checked(
      `paths: {${path}: {post: {operationId: b, requestBody: ${body(payload)}}}}`,
    );
    expect(subjects(result)).toEqual(["badge_webhook_payload.badge"]);
  });

  test("is no finding when it is a boolean, which is a schema", () => {
    const result = checked("components: {schemas: {pet: true}}");
    expect(result.document).toHaveProperty("components.schemas.pet", {});
    expect(result.findings).toEqual([]);
  });
});

describe("a reference", () => {
  test("into nothing is of unknown type, and named", () => {
    const result = checked(`components:
  schemas: {pet: {type: object, properties: {owner: {$ref: "#/components/schemas/owner"}}}}`);
    expect(result.document).toHaveProperty("components.schemas.pet.properties.owner", {});
    expect(result.findings).toMatchObject([
      {
        subject: "pet.owner",
        now: "#/components/schemas/owner",
        at: [{ file: "components schemas pet properties owner $ref" }],
      },
    ]);
  });

  test.each(["#/components/schemas/owner", "#components/schemas/owner", "../schemas.yaml#/owner"])(
    "%s stays as it is",
    (reference) => {
      const result = checked(`components:
  schemas: {owner: {type: string}, pet: {properties: {owner: {$ref: "${reference}"}}}}`);
      expect(result.findings).toEqual([]);
      const kept = "components.schemas.pet.properties.owner.$ref";
      expect(result.document).toHaveProperty(kept, reference);
    },
  );
});
