import { describe, expect, test } from "vitest";
import { operationsOf } from "../../scripts/document/document.js";
import { collectExamples } from "../../scripts/document/examples.js";
import { pullDocument } from "../../scripts/pull.js";
import { checkTypes } from "../support/type-check.js";
import {
  isPublishedHere,
  publishedDocs,
  resultOf,
  successExamples,
  suiteName,
} from "./published.js";

const file = "test/published/examples-as-values.ts";

describe.skipIf(!isPublishedHere)(suiteName("the published examples, as TypeScript"), () => {
  test("each of the 55 success examples is assignable to the ResultOf of its operation", async () => {
    const { document } = await pullDocument(publishedDocs, "v2/openapi.yaml");
    const operations = new Map(
      operationsOf(document).map((operation) => [operation.id, operation]),
    );
    const values = successExamples(collectExamples(document)).map((example, index) => {
      const operation = operations.get(example.operationId);
      if (operation === undefined) throw new Error(`no operation ${example.operationId}`);
      const result = JSON.stringify(resultOf(example)) as string | undefined;
      const { method, path } = operation;
      return `export const value${index}: ResultOf<"${method}", "${path}"> = ${result ?? "undefined"};`;
    });
    expect(values).toHaveLength(55);
    const source = `import type { ResultOf } from "../../src/index.js";\n${values.join("\n")}\n`;
    expect(checkTypes(file, source).errors).toEqual([]);
  }, 60_000);

  test("a value that no operation returns is not", () => {
    const source = `import type { ResultOf } from "../../src/index.js";
export const value: ResultOf<"get", "/api/v2/campaigns"> = { campaigns: [{ id: "one" }] };`;
    expect(checkTypes(file, source).errors).not.toEqual([]);
  }, 60_000);
});
