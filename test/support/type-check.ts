import { fileURLToPath } from "node:url";
import ts from "typescript";

export interface TypeCheck {
  readonly errors: readonly string[];
  /** Types the compiler had to instantiate: its work, independent of the machine. */
  readonly instantiations: number;
  readonly milliseconds: number;
}

const root = new URL("../../", import.meta.url);

/** Checks a file that exists only here, as if it lay at `path` in the project, by the project's own settings. */
export function checkTypes(path: string, source: string): TypeCheck {
  const file = fileURLToPath(new URL(path, root));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(fileURLToPath(new URL("tsconfig.json", root)), (name) =>
      ts.sys.readFile(name),
    ).config,
    ts.sys,
    fileURLToPath(root),
  );
  const program = ts.createProgram([file], options, hostWith(file, source, options));
  const started = performance.now();
  const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(file));
  return {
    errors: diagnostics.map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    ),
    instantiations: program.getInstantiationCount(),
    milliseconds: performance.now() - started,
  };
}

function hostWith(file: string, source: string, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  return {
    ...host,
    fileExists: (name) => name === file || fileExists(name),
    getSourceFile: (name, version, ...rest) =>
      name === file
        ? ts.createSourceFile(name, source, version)
        : getSourceFile(name, version, ...rest),
  };
}
