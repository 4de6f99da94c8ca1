import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { publicFaces } from "../../scripts/changes/surface.js";
import { operationsOf, resolve, rewrite, type Document } from "../../scripts/document/document.js";
import { collectExamples } from "../../scripts/document/examples.js";
import { isObject, objectAt, omit, type Json } from "../../scripts/document/json.js";
import { pullDocument } from "../../scripts/pull.js";
import { undescribed } from "../../scripts/report/undescribed.js";
import { unknownFields } from "../../scripts/report/unknown-fields.js";
import { validatorOf } from "../../scripts/verify.js";
import { pointer } from "../../scripts/document/document.js";
import { publishedOperations } from "../support/operations.js";
import { isPublishedHere, publishedDocs, suiteName } from "./published.js";

const root = new URL("../../", import.meta.url);

async function committed(name: string): Promise<Document> {
  const document = parse(await readFile(new URL(`openapi/${name}.yaml`, root), "utf8")) as Document;
  return document;
}

describe("the committed documents", () => {
  test("hold all 44 operations and all 9 webhooks", async () => {
    expect(operationsOf(await committed("v2"))).toHaveLength(44);
    expect(operationsOf(await committed("webhooks"))).toHaveLength(9);
  });

  test("type every success, and every documented error as the error envelope", async () => {
    const document = await committed("v2");
    for (const { id, object } of operationsOf(document)) {
      for (const [status, response] of Object.entries(objectAt(object, "responses"))) {
        const content = isObject(response) ? objectAt(response, "content") : {};
        const { schema } = objectAt(content, "application/json");
        if (!status.startsWith("2")) {
          expect(schema, `${id} ${status}`).toEqual({ $ref: "#/components/schemas/ErrorEnvelope" });
          continue;
        }
        const envelope = resolve(document, schema);
        const properties = isObject(envelope) ? objectAt(envelope, "properties") : {};
        expect(properties["ok"], id).toMatchObject({ const: true });
        const { result } = properties;
        if (result === undefined) continue;
        expect(Object.keys(isObject(result) ? result : {}), id).not.toEqual([]);
      }
    }
  });

  test("send site_slug in the query for 25 operations and in the body for 19", () => {
    const places = publishedOperations.map(({ traits }) => traits.siteSlug);
    expect(places.filter((place) => place === "query")).toHaveLength(25);
    expect(places.filter((place) => place === "body")).toHaveLength(19);
  });

  test("leave three fields of unknown type, whose descriptions say why", async () => {
    const document = await committed("v2");
    const unknown = ["LoyaltyAction.event", "Person.last_invited_by", "Person.referred_by"];
    expect(unknownFields(document)).toEqual(unknown);
    expect(unknownFields(await committed("webhooks"))).toEqual([]);
    const schemas = objectAt(objectAt(document, "components"), "schemas");
    for (const [entity = "", field = ""] of unknown.map((place) => place.split("."))) {
      const schema = objectAt(objectAt(objectAt(schemas, entity), "properties"), field);
      expect(schema["description"]).toMatch(/[Uu]nknown|no source/);
    }
  });

  test("describe every operation, parameter and member", async () => {
    expect(undescribed(await committed("v2"), publicFaces.v2)).toEqual([]);
    expect(undescribed(await committed("webhooks"), publicFaces.webhooks)).toEqual([]);
  });

  test("describe no shape twice, envelopes aside", async () => {
    for (const name of ["v2", "webhooks"]) {
      const shapes = shapesIn(await committed(name));
      const repeated = shapes.filter((shape, index) => shapes.indexOf(shape) !== index);
      expect(repeated, name).toEqual([]);
    }
  });

  test("require the body of every operation that takes one", async () => {
    const document = await committed("v2");
    for (const { id, object } of operationsOf(document)) {
      if (!("requestBody" in object)) continue;
      expect(objectAt(object, "requestBody")["required"], id).toBe(true);
    }
  });
});

/** Members and required ones of every object with at least two members, without words. */
function shapesIn(document: Document): string[] {
  const shapes: string[] = [];
  const bare = rewrite(document, (object) => omit(object, ["description", "summary", "examples"]));
  rewrite(bare, (object) => {
    const properties = objectAt(object, "properties");
    const isEnvelope = "ok" in properties;
    if (Object.keys(properties).length > 1 && !isEnvelope) {
      shapes.push(JSON.stringify([properties, object["required"] ?? null]));
    }
    return object;
  });
  return shapes;
}

describe.skipIf(!isPublishedHere)(suiteName("the published documents"), () => {
  test("all 106 examples validate against openapi/v2.yaml", async () => {
    const document = await committed("v2");
    const validate = validatorOf(document);
    const operations = new Map(
      operationsOf(document).map((operation) => [operation.id, operation]),
    );
    const { document: published } = await pullDocument(publishedDocs, "v2/openapi.yaml");
    const examples = collectExamples(published);
    expect(examples).toHaveLength(106);
    for (const { operationId, status, mediaType, value } of examples) {
      const operation = operations.get(operationId);
      if (operation === undefined) throw new Error(`no operation ${operationId}`);
      const { path, method } = operation;
      const schema = pointer(
        "paths",
        path,
        method,
        "responses",
        status,
        "content",
        mediaType,
        "schema",
      );
      expect(
        validate(schema, value).map(({ message }) => message),
        `${operationId} ${status}`,
      ).toEqual([]);
    }
  });

  test("lend the project no sentence and no example value", async () => {
    const published = await Promise.all(
      ["v2", "webhooks"].map((name) => pullDocument(publishedDocs, `${name}/openapi.yaml`)),
    );
    const foreign = published.flatMap(({ document }) => [
      ...proseOf(document),
      ...exampleTexts(document),
    ]);
    for (const [file, text] of await projectTexts()) {
      const found = foreign.filter((piece) => text.includes(piece));
      expect(found, file).toEqual([]);
    }
  });
});

/** Descriptions and summaries long enough to be somebody's sentence. */
function proseOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(proseOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    ["description", "summary"].includes(key) && typeof member === "string"
      ? sentences(member)
      : proseOf(member),
  );
}

function sentences(text: string): string[] {
  return flat(text)
    .split(/(?<=[.!?])\s/)
    .filter((sentence) => sentence.length >= 45);
}

/** String values of examples that are long and particular enough to be recognised. */
function exampleTexts(document: Document): string[] {
  const texts = collectExamples(document).flatMap(({ value, status }) =>
    status.startsWith("2") ? stringsIn(value) : [],
  );
  return [...new Set(texts)].filter((text) => /\d/.test(text) && text.length >= 12).map(flat);
}

function stringsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}

async function projectTexts(): Promise<[string, string][]> {
  const folders = ["openapi", "generated", "src", "scripts", "test"];
  const files = await Promise.all(
    folders.map((folder) =>
      readdir(new URL(folder, root), { recursive: true, withFileTypes: true }),
    ),
  );
  // Some folders of tests have packages of their own, once they were run.
  const texts = files
    .flat()
    .filter((entry) => entry.isFile() && !/[/\\]node_modules([/\\]|$)/.test(entry.parentPath));
  return Promise.all(
    texts.map(async (entry): Promise<[string, string]> => {
      const path = `${entry.parentPath}/${entry.name}`;
      return [path.slice(fileURLToPath(root).length), flat(await readFile(path, "utf8"))];
    }),
  );
}
