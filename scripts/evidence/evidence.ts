/** What answers looked like, by the names of the document that they were held against: shapes, never values. */
export interface Evidence {
  /** The day (`YYYY-MM-DD`) on which it last grew. */
  readonly date: string;
  /** Whole answers by `operationId status`, down to the named schemas in them. */
  readonly answers: ReadonlyMap<string, Shape>;
  /** Objects and enums by the name of their schema. */
  readonly schemas: ReadonlyMap<string, Shape>;
}

/** What was seen of one place. */
export interface Shape {
  /** JSON Schema types, `integer` beside `number`. */
  readonly types: ReadonlySet<string>;
  /** What texts looked like, in the words of JSON Schema's formats; `text` for all others. */
  readonly formats: ReadonlySet<string>;
  /** New values of an enum that are short words. */
  readonly values: ReadonlySet<string>;
  /** Whether there was more than may be told: other new values of an enum, keys that a map does not allow. */
  readonly untold: boolean;
  /** How many objects. */
  readonly objects: number;
  readonly members: ReadonlyMap<string, Member>;
  /** What a map holds; its keys are not told. */
  readonly entries: Shape | undefined;
  readonly items: Shape | undefined;
}

/** In how many objects a member was, of how many. */
export interface Presence {
  readonly seen: number;
  readonly of: number;
}

export interface Member extends Presence {
  readonly shape: Shape;
}

export const nothingSeen: Shape = {
  types: new Set(),
  formats: new Set(),
  values: new Set(),
  untold: false,
  objects: 0,
  members: new Map(),
  entries: undefined,
  items: undefined,
};
