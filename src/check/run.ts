import { createClient } from "../client.js";
import { isTalkableError, type AnyTalkableError } from "../errors/guards.js";
import type { Fetch, FetchInit, FetchResponse } from "../options/fetch.js";
import type { ClientOptions } from "../options/options.js";
import type { Finds } from "./finds.js";
import { parseJson, type Json } from "./json.js";
import { answerOf, outcomeOf, reasonOf, type CallOutcome } from "./outcome.js";
import { parametersFor, type Operation, type Parameters } from "./plan.js";

export interface RunOptions {
  readonly operations: readonly Operation[];
  readonly client: ClientOptions;
  /** What is known for parameters; answers add to it. */
  readonly found: Finds;
  /** At most so many calls of each operation. */
  readonly samples: number;
  /** Milliseconds for all calls together. */
  readonly timeLimit: number;
  readonly now: () => number;
  readonly onCalled: (call: Called) => void;
}

/** The calls of one operation, for whoever watches. */
export interface Called {
  readonly operation: Operation;
  readonly outcomes: readonly CallOutcome[];
  readonly milliseconds: number;
}

/** An answer of the API, whole. */
export interface Answer {
  readonly operation: Operation;
  readonly status: number;
  readonly body: Json;
  /** Whether the client passes it on: a result, or the error of the API that it is. */
  readonly isPassedOn: boolean;
}

export interface Run {
  readonly answers: readonly Answer[];
  /** What came of each operation's calls, in words that hold nothing of them. */
  readonly outcomes: ReadonlyMap<string, readonly { outcome: CallOutcome; reason: string }[]>;
  /** What an operation that was not called lacks. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  /** Why the run ended before all was tried. */
  readonly stopped: string | undefined;
}

/** Milliseconds for one call, whatever is tried again in it. */
const callLimit = 60_000;
/** After so many calls in a row without an answer, the API is taken to be out of order. */
const patience = 3;

/** Calls every operation whose parameters are known or found, one call at a time. */
export function run(options: RunOptions): Promise<Run> {
  return new Runner(options).run();
}

/** The client, for paths that come from the document which its types were made from. */
interface Reader {
  GET(
    path: string,
    init: { readonly params: Parameters; readonly totalTimeout: number },
  ): Promise<unknown>;
}

class Runner {
  readonly #options: RunOptions;
  readonly #reader: Reader;
  readonly #answers: Answer[] = [];
  readonly #outcomes = new Map<string, { outcome: CallOutcome; reason: string }[]>();
  readonly #tried = new Map<string, Set<string>>();
  readonly #deadline: number;
  #last: { status: number; body: Json } | undefined;
  #failuresInARow = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#deadline = options.now() + options.timeLimit;
    const fetch = options.client.fetch ?? ((url, init) => globalThis.fetch(url, init));
    const client: unknown = createClient({
      ...options.client,
      fetch: (url, init) => this.#record(fetch, url, init),
    });
    this.#reader = client as Reader;
  }

  async run(): Promise<Run> {
    let stopped: string | undefined;
    while (stopped === undefined) {
      const operation = this.#nextOperation();
      if (operation === undefined) break;
      stopped = await this.#callAll(operation);
    }
    return {
      answers: this.#answers,
      outcomes: this.#outcomes,
      missing: this.#missing(),
      stopped,
    };
  }

  /** Those that were not called yet come first: what they answer may help the others. */
  #nextOperation(): Operation | undefined {
    const ready = this.#options.operations.filter(
      (operation) => this.#nextParameters(operation) !== undefined,
    );
    return ready.find(({ id }) => !this.#tried.has(id)) ?? ready[0];
  }

  #nextParameters(operation: Operation): Parameters | undefined {
    const tried = this.#tried.get(operation.id) ?? new Set();
    const sets = this.#parametersFor(operation);
    if ("missing" in sets || tried.size >= this.#options.samples) return undefined;
    return sets.find((set) => !tried.has(JSON.stringify(set)));
  }

  #parametersFor(operation: Operation): ReturnType<typeof parametersFor> {
    const { found, samples, now } = this.#options;
    return parametersFor(operation, found, samples, new Date(now()));
  }

  #missing(): Map<string, readonly string[]> {
    const missing = new Map<string, readonly string[]>();
    for (const operation of this.#options.operations) {
      const sets = this.#parametersFor(operation);
      if (this.#tried.has(operation.id)) continue;
      missing.set(operation.id, "missing" in sets ? sets.missing : []);
    }
    return missing;
  }

  /** Resolves to why the run has to end, if it has. */
  async #callAll(operation: Operation): Promise<string | undefined> {
    const { now, onCalled } = this.#options;
    const started = now();
    const outcomes: CallOutcome[] = [];
    let stopped: string | undefined;
    while (stopped === undefined) {
      const parameters = this.#nextParameters(operation);
      if (parameters === undefined) break;
      const time = Math.min(callLimit, this.#deadline - now());
      if (time <= 0) {
        stopped = "the time limit was reached";
        break;
      }
      const error = await this.#call(operation, parameters, time);
      outcomes.push(this.#note(operation, error));
      stopped = this.#reasonToStop(error);
    }
    onCalled({ operation, outcomes, milliseconds: now() - started });
    return stopped;
  }

  async #call(
    operation: Operation,
    params: Parameters,
    totalTimeout: number,
  ): Promise<AnyTalkableError | undefined> {
    const tried = this.#tried.get(operation.id) ?? new Set();
    this.#tried.set(operation.id, tried.add(JSON.stringify(params)));
    this.#last = undefined;
    try {
      await this.#reader.GET(operation.path, { params, totalTimeout });
      return undefined;
    } catch (error) {
      if (isTalkableError(error)) return error;
      throw error;
    }
  }

  #note(operation: Operation, error: AnyTalkableError | undefined): CallOutcome {
    const answer = this.#last ?? (error && answerOf(error));
    const outcome = outcomeOf(error, answer?.status);
    const noted = this.#outcomes.get(operation.id) ?? [];
    this.#outcomes.set(operation.id, [...noted, { outcome, reason: reasonOf(error) }]);
    this.#failuresInARow = outcome === "failed" ? this.#failuresInARow + 1 : 0;
    if (answer !== undefined && outcome !== "failed") {
      const isPassedOn = error?.code !== "unexpected_response";
      this.#answers.push({ operation, ...answer, isPassedOn });
      if (outcome === "answered") this.#options.found.addFrom(answer.body);
    }
    return outcome;
  }

  #reasonToStop(error: AnyTalkableError | undefined): string | undefined {
    if (error === undefined) return undefined;
    if (error.code === "authentication") return "the API did not accept the key (401)";
    if (error.code === "configuration") return error.message;
    if (error.code === "invalid_path_parameter") return "a flag's value would lead to another path";
    if (error.code === "rate_limited") {
      return "the site is throttled (429), and stayed so: try again later";
    }
    if (error.code === "connection_error" && this.#answers.length === 0) {
      return `the API cannot be reached (${reasonOf(error)})`;
    }
    if (this.#failuresInARow < patience) return undefined;
    return `${patience} calls in a row got no answer (the last one: ${reasonOf(error)})`;
  }

  /** Keeps the whole answer: what the client resolves to is its `result` alone. */
  async #record(fetch: Fetch, url: string, init: FetchInit): Promise<FetchResponse> {
    this.#last = undefined;
    const response = await fetch(url, init);
    const { status, headers, redirected = false, body = null } = response;
    const text = async (): Promise<string> => {
      const received = await response.text();
      const value = parseJson(received);
      if (value !== undefined) this.#last = { status, body: value };
      return received;
    };
    return { status, headers, redirected, body, text };
  }
}
