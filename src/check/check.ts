import type { ClientOptions } from "../options/options.js";
import { differencesOf, hold, schemaOf, type Difference, type Judge } from "./differences.js";
import { disclosureOf, type Disclosure } from "./disclosure.js";
import { Finds, type Subject } from "./finds.js";
import type { JsonObject } from "./json.js";
import { readingOperations } from "./plan.js";
import { run, type Answer, type Called, type Run } from "./run.js";
import { Schemas } from "./schema.js";

export interface CheckOptions {
  /** The OpenAPI document that answers are held against. */
  readonly document: JsonObject;
  readonly client: ClientOptions;
  /** What calls may be about, beside what answers name. */
  readonly given: ReadonlyMap<Subject, string>;
  /** Further words that must not be shown, such as the API key. */
  readonly secrets: readonly string[];
  readonly samples: number;
  /** Milliseconds for all calls together. */
  readonly timeLimit: number;
  readonly now: () => number;
  readonly onCalled: (call: Called) => void;
  readonly judge?: Judge | undefined;
}

export interface Check {
  readonly operations: readonly OperationResult[];
  readonly differences: readonly Difference[];
  /** Why the check ended before all was tried. */
  readonly stopped: string | undefined;
  /** The answers of which the document says something: data, never to be shown. */
  readonly answers: readonly Answer[];
  readonly disclosure: Disclosure;
}

export interface OperationResult {
  /** Method and path template. */
  readonly operation: string;
  readonly result: "fits" | "differs" | "refused" | "failed" | "not tried";
  /** How many answers were held against the document. */
  readonly answers: number;
  readonly differences: number;
  readonly empty: number;
  /** Why calls brought no answer, or what is missing for one. */
  readonly note: string;
}

/** Calls what reads, and holds every answer against the document. */
export async function check(options: CheckOptions): Promise<Check> {
  const { document, client, given, samples, timeLimit, now, onCalled } = options;
  const operations = readingOperations(document);
  const found = new Finds();
  for (const [subject, value] of given) found.add(subject, value);
  const ran = await run({ operations, client, found, samples, timeLimit, now, onCalled });
  const disclosure = disclosureOf(
    document,
    ran.answers.map(({ body }) => body),
    [...options.secrets, ...given.values()],
  );
  const schemas = new Schemas(document);
  const results = operations.map(({ id, path }) => {
    const name = `GET ${path}`;
    const held = ran.answers
      .filter(({ operation }) => operation.id === id)
      .flatMap((answer) => hold(schemas, answer, options.judge) ?? []);
    const differences = differencesOf(name, held, disclosure);
    const empty = held.reduce((sum, one) => sum + one.empty, 0);
    return {
      differences,
      operation: {
        operation: name,
        result: resultOf(ran, id, differences.length),
        answers: held.length,
        differences: differences.length,
        empty,
        note: noteOn(ran, id),
      },
    };
  });
  return {
    operations: results.map(({ operation }) => operation),
    differences: results.flatMap(({ differences }) => differences),
    stopped: ran.stopped,
    answers: ran.answers.filter((answer) => schemaOf(answer) !== undefined),
    disclosure,
  };
}

function resultOf({ outcomes }: Run, id: string, differences: number): OperationResult["result"] {
  const all = (outcomes.get(id) ?? []).map(({ outcome }) => outcome);
  if (all.length === 0) return "not tried";
  if (differences > 0) return "differs";
  if (all.includes("failed")) return "failed";
  return all.includes("answered") ? "fits" : "refused";
}

function noteOn({ outcomes, missing, stopped }: Run, id: string): string {
  const reasons = (outcomes.get(id) ?? []).filter(({ outcome }) => outcome !== "answered");
  if (reasons.length > 0) return [...new Set(reasons.map(({ reason }) => reason))].join(", ");
  const flags = missing.get(id);
  if (flags === undefined) return "";
  return flags.length > 0
    ? `needs ${flags.join(", ")}`
    : stopped === undefined
      ? ""
      : "ended before";
}

/** 0 when all answers fit, 1 when any differs, 2 when there were none to hold, or calls got none. */
export function exitCodeOf({ operations, differences, stopped }: Check): 0 | 1 | 2 {
  if (differences.length > 0) return 1;
  const isComplete = operations.every(({ result }) => result !== "failed");
  const hasAnswers = operations.some(({ result }) => result === "fits");
  return isComplete && hasAnswers && stopped === undefined ? 0 : 2;
}
