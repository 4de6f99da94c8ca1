import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { typeDeliveries, webhookOf } from "../../scripts/normalise/deliveries.js";
import { operationsOf } from "../../scripts/document/document.js";
import { emitWebhooks } from "../../scripts/emit.js";
import { arrayAt, isObject, objectAt, type JsonObject } from "../../scripts/document/json.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

function documentOf(
  payload: JsonObject,
  schemas: JsonObject = {},
  description = "Sent at night.",
): JsonObject {
  const properties = { type: { type: "string" }, payload };
  const content = { "application/json": { schema: { type: "object", properties } } };
  const operation = {
    operationId: "meow",
    summary: "A cat was heard.",
    description,
    requestBody: { content },
    responses: { "200": { description: "Received." } },
  };
  return typeDeliveries({
    openapi: "3.1.0",
    info: { title: "Cats", version: "1" },
    paths: { "/your_api_meow_web_hook_path": { post: operation } },
    components: { schemas },
  });
}

describe("the types of webhooks", () => {
  it("list every payload by the type of its webhook, with what it is about", async () => {
    const source = await emitWebhooks(documentOf({ type: "object", properties: { a: {} } }));
    expect(source).toContain(`export interface WebhookPayloads {
  /**
   * A cat was heard.
   *
   * Sent at night.
   */
  meow_web_hook: MeowWebhookPayload;
}`);
  });

  it("refer to each other by name, each with its description in plain words", async () => {
    const source = await emitWebhooks(
      documentOf(
        {
          type: "object",
          description: "What a meow carries.",
          required: ["house_cat"],
          properties: {
            house_cat: { $ref: "#/components/schemas/house_cat", description: "Who it was." },
            kittens: { type: "array", items: { $ref: "#/components/schemas/house_cat" } },
            heard_by: { anyOf: [{ $ref: "#/components/schemas/house_cat" }, { type: "null" }] },
          },
        },
        { house_cat: { type: "object", properties: { name: { type: "string" } } } },
      ),
    );
    expect(source).toContain(`export type HouseCat = {
  name?: string | undefined;
};`);
    expect(source).toContain(`/** What a meow carries. */
export type MeowWebhookPayload = {
  /** Who it was. */
  house_cat: HouseCat;
  kittens?: HouseCat[] | undefined;
  heard_by?: HouseCat | null | undefined;
};`);
    expect(source).not.toMatch(/components|operations|paths/);
  });

  it("mark what is deprecated, keep known values open, and type what is never there", async () => {
    const source = await emitWebhooks(
      documentOf({
        type: "object",
        properties: {
          colour: { type: "string", description: "Fur.", deprecated: true },
          mood: { type: "string", enum: ["fine", "hungry"] },
          wings: { not: {} },
        },
      }),
    );
    expect(source).toContain(`  /**
   * Fur.
   * @deprecated
   */
  colour?: string | undefined;
  mood?: "fine" | "hungry" | (string & {}) | undefined;
  wings?: undefined;`);
  });

  it("cannot be broken out of by a description", async () => {
    const description = "*/ export const x = 1; /*";
    const payload: JsonObject = { type: "object", description, properties: { a: {} } };
    const source = await emitWebhooks(documentOf(payload, {}, description));
    const { statements } = ts.createSourceFile("w.ts", source, ts.ScriptTarget.Latest);
    expect(statements.map(({ kind }) => ts.SyntaxKind[kind])).toEqual([
      "InterfaceDeclaration",
      "TypeAliasDeclaration",
    ]);
  });
});

describe("our example of a webhook", async () => {
  const yaml: unknown = parse(await readFile(`${root}openapi/webhooks.yaml`, "utf8"));
  const document = isObject(yaml) ? yaml : {};
  const examples = operationsOf(document).flatMap(({ object }) => {
    const webhook = webhookOf(object);
    if (webhook === undefined) return [];
    const schema = objectAt(objectAt(objectAt(document, "components"), "schemas"), webhook.payload);
    return [{ type: webhook.type, values: arrayAt(schema, "examples") }];
  });

  it("is there for all nine", () => {
    expect(examples).toHaveLength(9);
    expect(examples.filter(({ values }) => values.length === 0)).toEqual([]);
  });

  it("is assignable to the type of its payload", () => {
    const constants = examples.flatMap(({ type, values }) =>
      values.map(
        (value, index) =>
          `export const ${type}_${index}: WebhookPayloads["${type}"] = ${JSON.stringify(value)};`,
      ),
    );
    const imports = 'import type { WebhookPayloads } from "../../generated/webhooks.js";';
    expect(errorsIn([imports, ...constants].join("\n"))).toEqual([]);
    expect(
      errorsIn(`${imports}\nexport const x: WebhookPayloads["reward_web_hook"] = {};`),
    ).toEqual([expect.stringContaining("missing the following properties")]);
  });
});

/** The type errors of a module that stands beside this test. */
function errorsIn(text: string): string[] {
  const file = `${root}test/generator/examples.virtual.ts`;
  const options: ts.CompilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"] },
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
        : disk.getSourceFile(name, ...rest),
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
