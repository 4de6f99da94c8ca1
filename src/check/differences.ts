import { compare, type Finding, type Kind } from "./compare.js";
import type { Disclosure } from "./disclosure.js";
import { isObject, type Json } from "./json.js";
import type { Operation } from "./plan.js";
import type { Answer } from "./run.js";
import type { Schemas } from "./schema.js";

/** A difference between answers and the document, fit to be shown to anybody. */
export interface Difference {
  /** Method and path template. */
  readonly operation: string;
  /** A JSON path, with `*` for keys that are data. */
  readonly path: string;
  readonly kind: Kind;
  readonly expected: string;
  readonly seen: string;
  /** In how many answers… */
  readonly answers: number;
  /** …of how many of this operation. */
  readonly of: number;
}

/** Says what else is wrong with an answer, as findings; for a second judge. */
export type Judge = (answer: Answer, findings: readonly Finding[]) => readonly Finding[];

export interface Findings {
  readonly answer: Answer;
  readonly findings: readonly Finding[];
  readonly empty: number;
}

/**
 * What the document says of an answer; of a success with another status, what it says of the one it knows. Undefined
 * where it says nothing.
 */
export function schemaOf(answer: Answer): Json | undefined {
  const { operation, status } = answer;
  if (isDisguised(answer)) return undefined;
  const documented = operation.responses.get(String(status));
  return documented ?? (status < 300 ? successOf(operation)?.[1] : undefined);
}

/** A failure under the status of a success: the client throws it, so it says nothing of results. */
function isDisguised({ status, body }: Answer): boolean {
  return status < 300 && isObject(body) && body["ok"] === false;
}

function successOf({ responses }: Operation): readonly [string, Json] | undefined {
  return [...responses].find(([status]) => status.startsWith("2"));
}

const disguised: Finding = { path: "$.ok", kind: "other value", expected: "true", seen: "false" };

/** Holds an answer against what the document says of it; undefined where it says nothing. */
export function hold(schemas: Schemas, answer: Answer, judge?: Judge): Findings | undefined {
  const schema = schemaOf(answer);
  if (isDisguised(answer)) return { answer, findings: [disguised], empty: 0 };
  if (schema === undefined) return undefined;
  const { operation, status, body } = answer;
  const { findings, empty } = compare(schemas, schema, body);
  const expected = successOf(operation)?.[0] ?? "";
  const undocumented: Finding[] = operation.responses.has(String(status))
    ? []
    : [{ path: "status", kind: "status", expected, seen: String(status) }];
  const judged = judge?.(answer, findings) ?? [];
  return { answer, findings: [...undocumented, ...findings, ...judged], empty };
}

/** The differences of one operation's answers, each once. */
export function differencesOf(
  operation: string,
  held: readonly Findings[],
  disclosure: Disclosure,
): Difference[] {
  const found = new Map<string, { difference: Difference; answers: Set<Answer> }>();
  for (const { answer, findings } of held) {
    for (const finding of findings) {
      const shown = show(finding, disclosure);
      const key = JSON.stringify(shown);
      const entry = found.get(key) ?? {
        difference: { operation, ...shown, answers: 0, of: held.length },
        answers: new Set(),
      };
      found.set(key, entry);
      entry.answers.add(answer);
    }
  }
  return [...found.values()]
    .map(({ difference, answers }) => ({ ...difference, answers: answers.size }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.kind < b.kind ? -1 : 1));
}

function show(
  { path, kind, expected, seen, name, value }: Finding,
  disclosure: Disclosure,
): Pick<Difference, "path" | "kind" | "expected" | "seen"> {
  if (name !== undefined) {
    const member = disclosure.showsName(name) ? name : "*";
    return { path: `${path}.${member}`, kind, expected, seen };
  }
  if (value !== undefined) {
    const isShown = disclosure.showsValue(value, memberOf(path));
    return { path, kind, expected, seen: isShown ? `"${value}"` : `${seen}, not shown` };
  }
  return { path, kind, expected, seen };
}

/** The member that a path ends in: that of a list for its items. */
function memberOf(path: string): string {
  return /([^.]*)$/.exec(path.replaceAll("[*]", ""))?.[1] ?? "";
}
