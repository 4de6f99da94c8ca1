import type { Calls } from "./calls.js";
import type { ExpectedFinding } from "./findings.js";
import type { Published } from "./published.js";

/** A change of what the vendor publishes, and what has to come of it. */
export interface Row {
  /** What the vendor did. */
  readonly name: string;
  readonly change: (published: Published) => void;
  /** 0: right without anybody looking. 3: written, but somebody has to look at the findings. */
  readonly exit: 0 | 3;
  /** Lines of the report: each a part of one line, `…` standing for anything. */
  readonly report: readonly string[];
  /** What no line of the report may hold. */
  readonly silent?: readonly string[];
  /** All that somebody has to look at. */
  readonly findings?: readonly ExpectedFinding[];
  /** Whether more has to be looked at than is spelled out here. */
  readonly andMore?: true;
  /** What the types say afterwards, in the language of `claims.ts`. */
  readonly types: readonly string[];
  /** How somebody's calls have to change with the API. */
  readonly calls?: (calls: Calls) => void;
}
