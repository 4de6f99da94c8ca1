/** A line of a file, named as people type it: `openapi/v2.facts.yaml`, or `v2/openapi.yaml` for what is published. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** Something that the run could not decide: the result is written and true, and somebody has to look. */
export interface Finding {
  /** Named as in the report: `Person.sub_choice`, `GET /api/v2/campaigns, query parameter page`. */
  readonly subject: string;
  readonly problem: string;
  /** What was published before. */
  readonly before?: string | undefined;
  /** What is published now. */
  readonly now?: string | undefined;
  readonly at: readonly Location[];
  readonly advice: string;
}

/** The findings of a run, to which every stage adds. */
export class Findings {
  readonly #list: Finding[] = [];

  add(finding: Finding): void {
    this.#list.push(finding);
  }

  /** In the order of the files they name. */
  all(): readonly Finding[] {
    const place = ({ at: [first] }: Finding): string =>
      first === undefined ? "" : `${first.file}:${String(first.line).padStart(6, "0")}`;
    return this.#list.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  }
}
