import type { Finds, Subject } from "./finds.js";
import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from "./json.js";
import { Schemas } from "./schema.js";

/** An operation that reads. */
export interface Operation {
  readonly id: string;
  /** The path template. */
  readonly path: string;
  /** Response schemas of JSON answers, by status. */
  readonly responses: ReadonlyMap<string, Json>;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  /** The values that the document knows for it. */
  readonly known: readonly Json[];
}

export type ParameterValues = Readonly<Record<string, Json>>;

/** What a call passes as `params`. */
export interface Parameters {
  readonly path: ParameterValues;
  readonly query: ParameterValues;
}

/** All GET operations of a document. */
export function readingOperations(document: JsonObject): Operation[] {
  const schemas = new Schemas(document);
  return Object.entries(objectAt(document, "paths")).flatMap(([path, item]) => {
    const operation = isObject(item) ? objectAt(item, "get") : {};
    const id = textAt(operation, "operationId");
    if (id === undefined) return [];
    const responses = Object.entries(objectAt(operation, "responses")).flatMap(
      ([status, response]): [string, Json][] => {
        const content = isObject(response) ? objectAt(response, "content") : {};
        const schema = objectAt(content, "application/json")["schema"];
        return schema === undefined ? [] : [[status, schema]];
      },
    );
    const parameters = listAt(operation, "parameters").map((given) => schemas.resolve(given));
    return [
      {
        id,
        path,
        responses: new Map(responses),
        parameters: parameters.map((parameter) => readParameter(parameter, schemas)),
      },
    ];
  });
}

function readParameter(parameter: JsonObject, schemas: Schemas): Parameter {
  const { closed, known } = schemas.read(parameter["schema"]);
  return {
    name: textAt(parameter, "name") ?? "",
    in: textAt(parameter, "in") === "path" ? "path" : "query",
    required: parameter["required"] === true,
    known: closed ?? known ?? [],
  };
}

/** What parameters name, and so the flag that passes a value, where none is found. */
const subjects: ReadonlyMap<string, Subject> = new Map([
  ["person_slug", "person"],
  ["code", "coupon"],
  ["email", "loyalty-member"],
  ["short_url_code", "offer"],
  ["visitor_uuid", "visitor"],
  ["id", "asset"],
  ["claim_url", "claim-url"],
]);

/** Query parameters that make an answer say more, one set after the other. */
const variations: ReadonlyMap<string, readonly ParameterValues[]> = new Map([
  [
    "calculateMetricWithAllSegmentedInformation",
    [{ "segment_by[period]": "day" }, { "segment_by[sharing_channels]": true }],
  ],
  ["findAdvocateOffer", [{}, { "sharing_channels[]": ["facebook", "sms"] }]],
]);

/** The sets of parameters for up to `count` calls; what is missing when there are none. */
export function parametersFor(
  operation: Operation,
  found: Finds,
  count: number,
  today: Date,
): readonly Parameters[] | { readonly missing: readonly string[] } {
  const choices = operation.parameters.flatMap((parameter): Choice[] => {
    const values = valuesOf(parameter, found, today);
    const isWanted = parameter.required || subjects.get(parameter.name) === "claim-url";
    return isWanted && parameter.name !== "site_slug" ? [{ parameter, values }] : [];
  });
  const missing = choices
    .filter(({ parameter, values }) => parameter.required && values.length === 0)
    .map(({ parameter: { name } }) => flagOf(name));
  if (missing.length > 0) return { missing };
  const variants = variations.get(operation.id) ?? [{}];
  const most = Math.max(variants.length, ...choices.map(({ values }) => values.length));
  return Array.from({ length: Math.min(count, most) }, (_, index) => {
    const filled = { path: new Map<string, Json>(), query: new Map<string, Json>() };
    for (const { parameter, values } of choices) {
      const value = values[index % values.length];
      if (value !== undefined) filled[parameter.in].set(parameter.name, value);
    }
    return {
      path: Object.fromEntries(filled.path),
      query: { ...Object.fromEntries(filled.query), ...variants[index % variants.length] },
    };
  });
}

interface Choice {
  readonly parameter: Parameter;
  readonly values: readonly Json[];
}

function valuesOf({ name, known }: Parameter, found: Finds, today: Date): readonly Json[] {
  const subject = subjects.get(name);
  if (subject !== undefined) return found.values(subject);
  if (name === "start_date") return [dayOf(today, -7)];
  if (name === "end_date") return [dayOf(today, 0)];
  return known;
}

function dayOf(date: Date, offset: number): string {
  return new Date(date.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
}

function flagOf(parameter: string): string {
  const subject = subjects.get(parameter);
  return subject === undefined ? `a value for ${parameter}` : `--${subject}`;
}
