import { chooseVariant } from "../../src/check/compare.js";
import { schemaOf } from "../../src/check/differences.js";
import type { Disclosure } from "../../src/check/disclosure.js";
import type { Answer } from "../../src/check/run.js";
import type { Schema, Schemas } from "../../src/check/schema.js";
import { formatOf, hasFormat, isOfType, jsonType } from "../../src/check/value-type.js";
import { isArray, isObject, type Json, type JsonObject } from "../document/json.js";
import type { Evidence, Shape } from "./evidence.js";

/**
 * What answers look like beside the schemas of the document that they were held against. Those that no caller gets to
 * see do not count: types are for callers.
 */
export function observe(
  answers: readonly Answer[],
  schemas: Schemas,
  disclosure: Disclosure,
  date: string,
): Evidence {
  const observer = new Observer(schemas, disclosure);
  for (const answer of answers) {
    const schema = schemaOf(answer);
    if (schema === undefined || !answer.isPassedOn) continue;
    observer.observeAnswer(`${answer.operation.id} ${answer.status}`, schema, answer.body);
  }
  return { date, ...observer.seen() };
}

/** A shape that grows. */
class Growing {
  readonly types = new Set<string>();
  readonly formats = new Set<string>();
  readonly values = new Set<string>();
  untold = false;
  objects = 0;
  readonly members = new Map<string, { seen: number; shape: Growing }>();
  entries: Growing | undefined;
  items: Growing | undefined;

  member(name: string): { seen: number; shape: Growing } {
    return entryOf(this.members, name, () => ({ seen: 0, shape: new Growing() }));
  }

  grown(): Shape {
    const { types, formats, values, untold, objects } = this;
    const members = [...this.members].map(
      ([name, { seen, shape }]) => [name, { seen, of: objects, shape: shape.grown() }] as const,
    );
    const [entries, items] = [this.entries?.grown(), this.items?.grown()];
    return { types, formats, values, untold, objects, members: new Map(members), entries, items };
  }
}

class Observer {
  readonly #schemas: Schemas;
  readonly #disclosure: Disclosure;
  readonly #answers = new Map<string, Growing>();
  readonly #components = new Map<string, Growing>();

  constructor(schemas: Schemas, disclosure: Disclosure) {
    this.#schemas = schemas;
    this.#disclosure = disclosure;
  }

  observeAnswer(name: string, schema: Json, body: Json): void {
    this.#observe(
      entryOf(this.#answers, name, () => new Growing()),
      schema,
      body,
      "",
    );
  }

  seen(): Pick<Evidence, "answers" | "schemas"> {
    return { answers: grown(this.#answers), schemas: grown(this.#components) };
  }

  /** @param name - the member that holds the value */
  #observe(shape: Growing, given: Json | undefined, value: Json, name: string): void {
    const schema = chooseVariant(this.#schemas, this.#schemas.read(given), value);
    shape.types.add(jsonType(value));
    const { component } = schema;
    const isComponent = component !== undefined && isOfType(value, schema.types);
    const target = isComponent ? entryOf(this.#components, component, () => new Growing()) : shape;
    target.types.add(jsonType(value));
    if (isArray(value)) {
      target.items ??= new Growing();
      for (const item of value) this.#observe(target.items, schema.items, item, name);
    } else if (isObject(value)) this.#observeMembers(target, schema, value);
    else this.#observeLeaf(target, schema, value, name);
  }

  #observeLeaf(shape: Growing, schema: Schema, value: Json, name: string): void {
    const { format, closed, known } = schema;
    if (typeof value === "string") {
      const isAsKnown = format !== undefined && hasFormat(value, format);
      shape.formats.add(isAsKnown ? format : (formatOf(value) ?? "text"));
    }
    const values = closed ?? known;
    if (value === null || values === undefined || values.includes(value)) return;
    if (!isOfType(value, schema.types)) return;
    const isShown = typeof value === "string" && this.#disclosure.showsValue(value, name);
    if (isShown) shape.values.add(value);
    else shape.untold = true;
  }

  #observeMembers(shape: Growing, schema: Schema, value: JsonObject): void {
    shape.objects++;
    for (const name of schema.members.keys()) shape.member(name);
    const isDocumented = schema.types.length > 0;
    const isMap = schema.entries !== undefined && schema.entries !== false;
    const isRecord = isDocumented ? !isMap : this.#disclosure.isRecord(value);
    for (const [name, member] of Object.entries(value)) {
      const known = schema.members.get(name);
      if (known !== undefined || (isRecord && this.#disclosure.showsName(name))) {
        const entry = shape.member(name);
        entry.seen++;
        this.#observe(entry.shape, known, member, name);
        continue;
      }
      const { entries, entryNames } = schema;
      if (entryNames !== undefined && !new RegExp(entryNames, "u").test(name)) shape.untold = true;
      shape.entries ??= new Growing();
      this.#observe(shape.entries, isMap && entries !== true ? entries : undefined, member, name);
    }
  }
}

function grown(shapes: ReadonlyMap<string, Growing>): ReadonlyMap<string, Shape> {
  return new Map([...shapes].map(([name, shape]) => [name, shape.grown()]));
}

function entryOf<Value>(map: Map<string, Value>, name: string, create: () => Value): Value {
  const entry = map.get(name) ?? create();
  map.set(name, entry);
  return entry;
}
