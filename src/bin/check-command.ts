import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { check, exitCodeOf, type Check } from "../check/check.js";
import type { Judge } from "../check/differences.js";
import type { Subject } from "../check/finds.js";
import type { JsonObject } from "../check/json.js";
import { markdownReport, textReport } from "../check/report.js";
import type { Called } from "../check/run.js";
import { isConfigurationError } from "../errors/guards.js";
import { version } from "../version.js";

export interface Command {
  /** How it is called, for messages. */
  readonly name: string;
  readonly document: JsonObject;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly judge?: Judge;
  /** Opens the file of `--evidence`, and takes to it what was seen; without it there is no such flag. */
  readonly openEvidence?: (file: string) => Promise<(check: Check) => Promise<string>>;
}

const subjectFlags = {
  person: { type: "string" },
  coupon: { type: "string" },
  "loyalty-member": { type: "string" },
  offer: { type: "string" },
  visitor: { type: "string" },
  asset: { type: "string" },
  "claim-url": { type: "string" },
} as const satisfies Record<Subject, { type: "string" }>;

const flags = {
  ...subjectFlags,
  "base-url": { type: "string" },
  samples: { type: "string", default: "3" },
  "time-limit": { type: "string", default: "600" },
  report: { type: "string" },
  evidence: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Something the caller can act on. */
export class Unusable extends Error {}

/** Resolves to the exit code. */
export async function checkCommand(args: readonly string[], command: Command): Promise<0 | 1 | 2> {
  try {
    return await runCheck(args, command);
  } catch (error) {
    const isClear = error instanceof Unusable || isConfigurationError(error);
    // Anything else may quote what it stumbled over.
    const kind = error instanceof Error ? error.name : "Error";
    command.printError(
      isClear ? error.message : `The check failed by a defect of its own (${kind}).`,
    );
    return 2;
  }
}

async function runCheck(args: readonly string[], command: Command): Promise<0 | 1 | 2> {
  const { print, printError } = command;
  const values = readFlags(args, command);
  if (values.help) {
    print(usage(command));
    return 0;
  }
  const { apiKey, siteSlug } = credentials(command.environment);
  const given = new Map<Subject, string>();
  for (const subject of Object.keys(subjectFlags) as Subject[]) {
    const value = values[subject];
    if (value !== undefined) given.set(subject, value);
  }
  const options = {
    document: command.document,
    client: { apiKey, siteSlug, baseUrl: values["base-url"], userAgent: "check" },
    given,
    secrets: [apiKey, siteSlug, values["base-url"] ?? ""],
    samples: wholeNumber("samples", values.samples, 100),
    timeLimit: wholeNumber("time-limit", values["time-limit"], 86_400) * 1000,
    now: Date.now,
    judge: command.judge,
  };
  const writeEvidence =
    values.evidence === undefined ? undefined : await command.openEvidence?.(values.evidence);
  print(
    "Reading from the API, by GET alone: nothing is changed, and no value leaves this machine.",
  );
  const started = Date.now();
  const result = await check({
    ...options,
    onCalled: (call) => {
      print(progressLine(call));
    },
  });
  if (result.operations.some(({ answers }) => answers > 0)) print(`\n${textReport(result)}`);
  print(`${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (values.report !== undefined) {
    const day = new Date().toISOString().slice(0, 10);
    await write("report", values.report, markdownReport(result, version, day));
  }
  if (writeEvidence !== undefined) print(await writeEvidence(result));
  const exitCode = exitCodeOf(result);
  if (exitCode === 2) printError(`Could not check: ${reasonOf(result)}.`);
  return exitCode;
}

function reasonOf({ stopped, operations }: Check): string {
  if (stopped !== undefined) return stopped;
  const failed = operations.filter(({ result }) => result === "failed").length;
  return failed > 0
    ? `${failed} of ${operations.length} operations got no answer`
    : "no operation was answered with a success";
}

type Flags = ReturnType<typeof parseFlags>;

function parseFlags(args: readonly string[]) {
  return parseArgs({ args: [...args], options: flags }).values;
}

function readFlags(args: readonly string[], command: Command): Flags {
  try {
    const values = parseFlags(args);
    if (values.evidence === undefined || command.openEvidence) return values;
  } catch {
    // The platform's message quotes the argument, which may be a value put in a wrong place.
  }
  throw new Unusable(`There is an argument that the check does not take.\n${usage(command)}`);
}

function usage({ name, openEvidence }: Command): string {
  const subjects = Object.keys(subjectFlags).map((flag) => `[--${flag} <value>]`);
  const files = ["[--report <file.md>]", ...(openEvidence ? ["[--evidence <file.yaml>]"] : [])];
  return [
    `Usage: TALKABLE_API_KEY=… TALKABLE_SITE_SLUG=… ${name}`,
    `  [--base-url <url>] [--samples 3] [--time-limit 600] ${files.join(" ")}`,
    `  ${subjects.join(" ")}`,
  ].join("\n");
}

function credentials(environment: Command["environment"]): { apiKey: string; siteSlug: string } {
  const { TALKABLE_API_KEY: apiKey, TALKABLE_SITE_SLUG: siteSlug } = environment;
  if (apiKey && siteSlug) return { apiKey, siteSlug };
  const missing = [
    ...(apiKey ? [] : ["TALKABLE_API_KEY"]),
    ...(siteSlug ? [] : ["TALKABLE_SITE_SLUG"]),
  ];
  throw new Unusable(`Set ${missing.join(" and ")} in the environment.`);
}

function wholeNumber(flag: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Unusable(`--${flag} has to be a whole number from 1 to ${most}.`);
}

function progressLine({ operation, outcomes, milliseconds }: Called): string {
  const counts = (["answered", "refused", "failed"] as const).flatMap((outcome) => {
    const count = outcomes.filter((one) => one === outcome).length;
    return count > 0 ? [`${count} ${outcome}`] : [];
  });
  const time = `${Math.round(milliseconds)} ms`.padStart(9);
  return `${time}  GET ${operation.path}: ${counts.join(", ") || "no time left"}`;
}

async function write(what: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new Unusable(`The ${what} cannot be written to the file of --${what}.`);
  }
}
