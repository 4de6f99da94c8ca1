import { inspect, parseArgs } from "node:util";
import { generate } from "./pipeline.js";
import { messageOf, Problem } from "./problem.js";
import { publishedRoot } from "./pull.js";
import { markdownReport } from "./report/markdown.js";
import { textReport } from "./report/text.js";
import { Tree, writeReport } from "./tree.js";

interface Flags {
  readonly from: string;
  readonly offline: boolean;
  /** Write nothing; fail when anything would change. */
  readonly check: boolean;
  /** A file that gets the whole report, as Markdown. */
  readonly report?: string | undefined;
}

export interface Command {
  /** The root of the project. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/**
 * Resolves to the exit code: 0, 1 when nothing could be written or `--check` finds files out of date,
 * 3 when findings need a look.
 */
export async function generateCommand(args: readonly string[], command: Command): Promise<number> {
  try {
    return await run(readFlags(args), command);
  } catch (error) {
    const defect = `The generator failed: ${messageOf(error)} (DEBUG=1 shows where)`;
    const shown = command.environment["DEBUG"] === undefined ? defect : inspect(error);
    command.printError(error instanceof Problem ? error.message : shown);
    return 1;
  }
}

async function run(flags: Flags, { folder, print, printError }: Command): Promise<number> {
  const tree = new Tree(folder);
  const { exitCode, report } = await generate(flags, tree);
  if (flags.report !== undefined) {
    await writeReport(folder, flags.report, markdownReport(report));
  }
  print(textReport(report));
  const files = report.files.join(", ");
  if (flags.check && files !== "") {
    printError(`Out of date: ${files}; run \`npm run generate\``);
    return exitCode === 0 ? 1 : exitCode;
  }
  if (files !== "") {
    await tree.write();
    print(`Wrote ${files}.`);
  }
  return exitCode;
}

function readFlags(args: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: "string", default: publishedRoot },
        offline: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        report: { type: "string" },
      },
    });
    if (values.offline && values.from !== publishedRoot) {
      throw new Problem("--offline reads openapi/*.yaml, and --from something else: choose one");
    }
    return values;
  } catch (error) {
    const flags = "--from <url or folder>, --offline, --check, --report <file>";
    throw error instanceof Problem ? error : new Problem(`${messageOf(error)} (flags: ${flags})`);
  }
}
