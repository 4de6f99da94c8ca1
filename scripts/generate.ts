import { parseArgs } from "node:util";
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

/** Resolves to the exit code: 0, 1 when `--check` finds files out of date, 3 when findings need a look. */
async function run(flags: Flags): Promise<number> {
  // The project in the current directory, which npm sets.
  const tree = new Tree(process.cwd());
  const { exitCode, report } = await generate(flags, tree);
  if (flags.report !== undefined) await writeReport(flags.report, markdownReport(report));
  console.log(textReport(report));
  const files = report.files.join(", ");
  if (flags.check && files !== "") {
    console.error(`Out of date: ${files}; run \`npm run generate\``);
    return exitCode === 0 ? 1 : exitCode;
  }
  if (files !== "") {
    await tree.write();
    console.log(`Wrote ${files}.`);
  }
  return exitCode;
}

function readFlags(): Flags {
  try {
    const { values } = parseArgs({
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

try {
  process.exitCode = await run(readFlags());
} catch (error) {
  const defect = `The generator failed: ${messageOf(error)} (DEBUG=1 shows where)`;
  const shown = process.env["DEBUG"] === undefined ? defect : error;
  console.error(error instanceof Problem ? error.message : shown);
  process.exitCode = 1;
}
