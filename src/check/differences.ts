import { compare, type Finding, type Kind } from "./compare.js";
import type { Disclosure } from "./disclosure.js";
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

/** What comparing the answers of one operation found. */
export interface Held {
  readonly differences: readonly Difference[];
  readonly empty: number;
}

/** Says what else is wrong with an answer, as findings; for a second judge. */
export type Judge = (answer: Answer, findings: readonly Finding[]) => readonly Finding[];

export interface Findings {
  readonly answer: Answer;
  readonly findings: readonly Finding[];
  readonly empty: number;
}

/** Holds an answer against what the document says of its status. */
export function hold(schemas: Schemas, answer: Answer, judge?: Judge): Findings {
  const { operation, status, body } = answer;
  const documented = operation.responses.get(String(status));
  const isSuccess = status < 300;
  const [success] = [...operation.responses].filter(([known]) => known.startsWith("2"));
  const schema = documented ?? (isSuccess ? success?.[1] : undefined);
  if (schema === undefined) return { answer, findings: [], empty: 0 };
  const { findings, empty } = compare(schemas, schema, body);
  const undocumented: Finding[] =
    documented === undefined
      ? [{ path: "status", kind: "status", expected: success?.[0] ?? "", seen: String(status) }]
      : [];
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
