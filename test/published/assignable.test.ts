import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { operationsOf } from "../../scripts/document.js";
import { collectExamples, resultOf, successExamples } from "../../scripts/examples.js";
import { pullDocument } from "../../scripts/pull.js";
import { isPublishedHere, publishedDocs, suiteName } from "./published.js";

const virtualFile = fileURLToPath(new URL("examples-as-values.ts", import.meta.url));

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
    expect(typeErrors(source)).toEqual([]);
  }, 60_000);

  test("a value that no operation returns is not", () => {
    const source = `import type { ResultOf } from "../../src/index.js";
export const value: ResultOf<"get", "/api/v2/campaigns"> = { campaigns: [{ id: "one" }] };`;
    expect(typeErrors(source)).not.toEqual([]);
  }, 60_000);
});

/** What the project's own compiler settings say of a file that exists only here. */
function typeErrors(source: string): string[] {
  const config = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    fileURLToPath(new URL("../..", import.meta.url)),
  );
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (path) => (path === virtualFile ? source : readFile(path));
  host.fileExists = (path) => path === virtualFile || fileExists(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version, ...rest) =>
    path === virtualFile
      ? ts.createSourceFile(path, source, version)
      : getSourceFile(path, version, ...rest);
  const program = ts.createProgram([virtualFile], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(virtualFile))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
