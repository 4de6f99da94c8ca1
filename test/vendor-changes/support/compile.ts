import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../../", import.meta.url));

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(`${root}tsconfig.json`, (name) => ts.sys.readFile(name)).config,
  ts.sys,
  root,
);
options.declaration = false;
options.isolatedDeclarations = false;

const host = ts.createCompilerHost(options);
const parsed = new Map<string, ts.SourceFile>();
const resolutions = ts.createModuleResolutionCache(root, (name) => name, options);

let previous: ts.Program | undefined;

/** The program of `src/` and the given files, by paths in the project, which stand in for what is on disk. */
export function compile(files: ReadonlyMap<string, string>): ts.Program {
  const given = new Map([...files].map(([path, text]) => [root + path, text]));
  const program = ts.createProgram({
    rootNames: [`${root}src/index.ts`, `${root}src/webhooks/index.ts`, ...given.keys()],
    options,
    host: {
      ...host,
      fileExists: (name) => given.has(name) || host.fileExists(name),
      readFile: (name) => given.get(name) ?? host.readFile(name),
      getSourceFile: (name) => sourceFile(name, given.get(name)),
      getModuleResolutionCache: () => resolutions,
    },
    ...(previous === undefined ? {} : { oldProgram: previous }),
  });
  previous = program;
  return program;
}

/** Files are parsed once, those that a row gives once per text. */
function sourceFile(name: string, given: string | undefined): ts.SourceFile | undefined {
  const known = parsed.get(name);
  if (known !== undefined && (given === undefined || known.text === given)) return known;
  const text = given ?? ts.sys.readFile(name);
  if (text === undefined) return undefined;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023);
  parsed.set(name, file);
  return file;
}

export interface CompileError {
  /** Relative to the project. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What the compiler says of the project's own files; what no generated type reaches is checked once. */
export function errorsOf(program: ts.Program): CompileError[] {
  const own = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(root) && !fileName.includes("/node_modules/"));
  const open = own.filter(({ fileName }) => !checked.has(fileName));
  const errors = open.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  if (errors.length === 0) {
    for (const { fileName } of open) if (!dependsOnTypes(fileName)) checked.add(fileName);
  }
  return errors.map(({ file, start, messageText }) => ({
    path: file?.fileName.slice(root.length) ?? "",
    line: (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0) + 1,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}

/** Files that depend on nothing that changes from row to row, and that compile. */
const checked = new Set<string>();

function dependsOnTypes(file: string, seen = new Set<string>()): boolean {
  if (!file.startsWith(`${root}src/`)) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  const { importedFiles } = ts.preProcessFile(ts.sys.readFile(file) ?? "");
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .some(({ fileName }) => {
      return dependsOnTypes(resolve(dirname(file), fileName.replace(/\.js$/, ".ts")), seen);
    });
}

/** The names that a file of the project exports. */
export function exportsOf(text: string): string[] {
  return [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name ?? "");
}
