/** What real answers looked like, by the names of the document that they were held against: shapes, never values. */
export interface Evidence {
  /** The day (`YYYY-MM-DD`) on which it last grew. */
  readonly date: string;
  /** Whole answers by `operationId status`, down to the named schemas in them. */
  readonly responses: ReadonlyMap<string, Shape>;
  /** By the name of the schema. */
  readonly schemas: ReadonlyMap<string, Shape>;
}

/** What was seen of one place. */
export interface Shape {
  /** JSON Schema types, `integer` beside `number`. */
  readonly types: ReadonlySet<string>;
  /** What texts looked like: `date-time`, `date`, or `text` for all others. */
  readonly formats: ReadonlySet<string>;
  /** New values of an enum that are short words. */
  readonly values: ReadonlySet<string>;
  /** Whether an enum had new values that are not told, or a map keys that the document does not allow. */
  readonly untold: boolean;
  readonly members: ReadonlyMap<string, Member>;
  /** What a map holds, under keys that are not told. */
  readonly entries: Shape | undefined;
  readonly items: Shape | undefined;
}

export interface Member extends Presence {
  readonly shape: Shape;
}

/** In how many objects a member was, of how many. */
export interface Presence {
  readonly seen: number;
  readonly of: number;
}

export const nothing: Shape = {
  types: new Set(),
  formats: new Set(),
  values: new Set(),
  untold: false,
  members: new Map(),
  entries: undefined,
  items: undefined,
};
