import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { operationsOf, type Document } from "../../scripts/document/document.js";
import { stringAt } from "../../scripts/document/json.js";

const file = fileURLToPath(new URL("../contract/every-operation.ts", import.meta.url));

interface Call {
  /** Such as `GET /api/v2/campaigns`. */
  readonly operation: string;
  /** Where the method's name stands. */
  readonly method: number;
  /** Just inside the quotes of the path. */
  readonly path: number;
}

let service: ts.LanguageService;
let calls: Call[];
let summaries: Map<string, string>;

beforeAll(async () => {
  service = languageService();
  calls = callsIn(service.getProgram()?.getSourceFile(file));
  const yaml = await readFile(new URL("../../openapi/v2.yaml", import.meta.url), "utf8");
  summaries = new Map(
    operationsOf(parse(yaml) as Document).map(({ method, path, object }) => [
      `${method.toUpperCase()} ${path}`,
      stringAt(object, "summary") ?? "",
    ]),
  );
}, 60_000);

describe("in an editor", () => {
  test("hovering the method of a call shows the operation's summary", () => {
    expect(calls.map(({ operation }) => operation).sort()).toEqual([...summaries.keys()].sort());
    for (const { operation, method } of calls) {
      const info = service.getQuickInfoAtPosition(file, method);
      const shown = ts.displayPartsToString(info?.documentation);
      expect(shown.split("\n")[0], operation).toBe(summaries.get(operation));
    }
  });

  test("a path completes to those of its method", () => {
    const [call] = calls.filter(({ operation }) => operation.startsWith("PUT "));
    const completions = service.getCompletionsAtPosition(file, call?.path ?? 0, {});
    const puts = [...summaries.keys()].filter((operation) => operation.startsWith("PUT "));
    expect(completions?.entries.map(({ name }) => `PUT ${name}`).sort()).toEqual(puts.sort());
  });
});

function callsIn(source: ts.SourceFile | undefined): Call[] {
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name } = node.expression;
      const [path] = node.arguments;
      if (path !== undefined && ts.isStringLiteral(path)) {
        const operation = `${name.text} ${path.text}`;
        found.push({ operation, method: name.getStart(), path: path.getStart() + 1 });
      }
    }
    ts.forEachChild(node, visit);
  };
  if (source !== undefined) visit(source);
  return found;
}

function languageService(): ts.LanguageService {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const config = ts.readConfigFile(`${root}/test/tsconfig.json`, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, `${root}/test`);
  return ts.createLanguageService({
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
  });
}
