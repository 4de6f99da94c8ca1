import { answers } from "../../generated/testing.js";
import type { HttpMethod, PathOf, ResultOf } from "../operation-types.js";
import type { Fetch } from "../options/fetch.js";
import { carryOut } from "./carry-out.js";
import { type Ending, Failure } from "./failures.js";
import { readRequest, type ReceivedRequest } from "./read-request.js";
import type { AnyFakeRequest, FakeRequest } from "./requests.js";

/** What a fake answers: a result, a failure, or a function of the request that gives either. */
export type FakeAnswer<Method extends HttpMethod, Path extends PathOf<Method>> =
  | ResultOf<Method, Path>
  | Failure
  | ((
      request: FakeRequest<Method, Path>,
    ) => ResultOf<Method, Path> | Failure | Promise<ResultOf<Method, Path> | Failure>);

/** What became of a request. */
export interface Ended {
  /** The status that it was answered with; undefined while it is not, and when the connection was lost. */
  readonly status: number | undefined;
}

/** A request that the fake got. Retries are requests of their own. */
export type FakeCall = AnyFakeRequest & Ended;

/** Talkable in memory: made by {@link createFakeTalkable}. */
export interface FakeTalkable {
  /** For `createClient({ fetch })`. */
  readonly fetch: Fetch;
  /** The requests that came and were allowed, in order. */
  readonly calls: readonly FakeCall[];
  /** What was wrong with the requests that the document does not allow, also where your code caught the error. */
  readonly refusals: readonly string[];
  /** Those of `calls` that are of one operation. */
  readonly callsOf: <Method extends Uppercase<HttpMethod>, Path extends PathOf<Lowercase<Method>>>(
    method: Method,
    path: Path,
  ) => (FakeRequest<Lowercase<Method>, Path> & Ended)[];
  /**
   * Sets what an operation answers from now on. Failures with `times` lie on top of what was set before, which
   * counts again when they are used up.
   */
  readonly on: <Method extends Uppercase<HttpMethod>, Path extends PathOf<Lowercase<Method>>>(
    method: Method,
    path: Path,
    answer: FakeAnswer<Lowercase<Method>, Path>,
  ) => FakeTalkable;
  /** Forgets the answers that were set, the calls and the refusals. */
  readonly reset: () => void;
}

/**
 * Talkable in memory, for tests: `createClient({ fetch: fake.fetch, apiKey: "fake-key", siteSlug: "my-shop" })`. Every
 * operation answers with the example of the API's document until `on` says otherwise. Requests that the document
 * does not allow are refused: the call rejects with a `ConfigurationError` that says where.
 */
export function createFakeTalkable(): FakeTalkable {
  const calls: Call[] = [];
  const refusals: string[] = [];
  const answersSet = new Map<string, SetAnswer[]>();

  const refuse = (operation: string, found: readonly string[]): TypeError => {
    const problems = [...new Set(found)];
    const more = problems.length > 3 ? `; and ${problems.length - 3} more` : "";
    const shown = problems.slice(0, 3).join("; ") + more;
    refusals.push(`${operation}: ${shown}`);
    return new TypeError(`Not allowed by Talkable's document: ${shown}.`);
  };

  const answerTo = (request: ReceivedRequest): unknown => {
    const set = answersSet.get(request.operation)?.find(({ left }) => left > 0);
    if (set === undefined) return answers[request.operation]?.result;
    set.left -= 1;
    return isHandler(set.answer) ? set.answer(request) : set.answer;
  };

  const fake: FakeTalkable = {
    fetch: async (url, init) => {
      const reading = readRequest(url, init);
      if (reading === undefined) throw refuse(init.method, ["there is no such operation"]);
      const { request, problems } = reading;
      if (problems.length > 0) throw refuse(request.operation, problems);
      const call: Call = { ...request, status: undefined };
      calls.push(call);
      const ending = endingOf(request, await answerTo(request));
      if (ending.kind === "answer") call.status = ending.status;
      return carryOut(ending, init.signal);
    },
    // What was held against the document meets the types made from it; so below.
    calls: calls as unknown as FakeCall[],
    refusals,
    callsOf: <Method extends HttpMethod, Path extends PathOf<Method>>(
      method: string,
      path: Path,
    ) => {
      const name = nameOf(method, path);
      const found: unknown[] = calls.filter(({ operation }) => operation === name);
      return found as (FakeRequest<Method, Path> & Ended)[];
    },
    on: (method, path, answer) => {
      const name = nameOf(method, path);
      const left = answer instanceof Failure ? answer.times : Infinity;
      answersSet.set(name, [{ answer, left }, ...(answersSet.get(name) ?? [])]);
      return fake;
    },
    reset: () => {
      answersSet.clear();
      calls.length = 0;
      refusals.length = 0;
    },
  };
  return fake;
}

/** The example that an operation answers with, as a copy of your own: to spread, with a member or two changed. */
export function exampleResult<
  Method extends Uppercase<HttpMethod>,
  Path extends PathOf<Lowercase<Method>>,
>(method: Method, path: Path): ResultOf<Lowercase<Method>, Path> {
  const result = answers[nameOf(method, path)]?.result;
  const copy: unknown = result === undefined ? undefined : JSON.parse(JSON.stringify(result));
  // Examples of the document meet the types made from it.
  return copy as ResultOf<Lowercase<Method>, Path>;
}

interface SetAnswer {
  readonly answer: unknown;
  left: number;
}

type Call = ReceivedRequest & { status: number | undefined };

function nameOf(method: string, path: PropertyKey): string {
  const name = `${method} ${String(path)}`;
  if (Object.hasOwn(answers, name)) return name;
  throw new TypeError(`${method} has no such path: pass the template, as in a call.`);
}

function isHandler(answer: unknown): answer is (request: ReceivedRequest) => unknown {
  return typeof answer === "function";
}

function endingOf({ operation }: ReceivedRequest, answer: unknown): Ending {
  if (answer instanceof Failure) return Failure.endingOf(answer);
  const { status = 200, result } = answers[operation] ?? {};
  if (answer === undefined && result !== undefined) {
    throw new TypeError("Undefined is what the fake was told to answer, where a result belongs.");
  }
  return { kind: "answer", status, body: JSON.stringify({ ok: true, result: answer }) };
}
