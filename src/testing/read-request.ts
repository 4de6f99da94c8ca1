import { compare, type Finding } from "../check/compare.js";
import { isObject, memberAt, parseJson, textAt, type Json } from "../check/json.js";
import { printable } from "../errors/printable.js";
import type { FetchInit } from "../options/fetch.js";
import {
  inPath,
  operationAt,
  schemas,
  type OperationRequest,
  type Parameter,
} from "./operations.js";

/** A request of whatever operation, as it came. */
export interface ReceivedRequest {
  readonly operation: string;
  readonly siteSlug: string | undefined;
  readonly params: { readonly path: Values; readonly query: Values };
  readonly body: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** A request, and what the document does not allow in it. */
interface Reading {
  readonly request: ReceivedRequest;
  readonly problems: readonly string[];
}

/** Reads what the client sends; undefined when it is none of the document's operations. */
export function readRequest(
  url: string,
  { method, body }: Pick<FetchInit, "method" | "body">,
): Reading | undefined {
  const { pathname, searchParams } = new URL(url);
  const operation = operationAt(method, pathname);
  if (operation === undefined) return undefined;
  const path = readPath(operation, pathname);
  const query = readQuery(operation, searchParams);
  const content = readBody(operation, body);
  const siteSlug = textAt(query.values, "site_slug") ?? siteSlugIn(content.judged);
  return {
    request: {
      operation: operation.name,
      siteSlug,
      params: { path: path.values, query: query.values },
      body: content.value,
    },
    problems: [...path.problems, ...query.problems, ...content.problems],
  };
}

interface Read {
  readonly values: Readonly<Record<string, Json>>;
  readonly problems: readonly string[];
}

function readPath({ pattern, parameters }: OperationRequest, pathname: string): Read {
  const segments = pattern.exec(pathname)?.slice(1) ?? [];
  const named = parameters.filter(inPath);
  const given = named.map((parameter, index): [Parameter, Json] => {
    return [parameter, typed(decoded(segments[index] ?? ""), parameter.schema)];
  });
  return judged("params.path", given);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readQuery({ parameters }: OperationRequest, search: URLSearchParams): Read {
  const named = parameters.filter((parameter) => !inPath(parameter));
  const given = named.flatMap((parameter): [Parameter, Json][] => {
    const { name, schema } = parameter;
    const [text, ...more] = search.getAll(name);
    if (text === undefined) return [];
    const { types, items } = schemas.read(schema);
    const isList = types.includes("array");
    return [
      [parameter, isList ? [text, ...more].map((one) => typed(one, items)) : typed(text, schema)],
    ];
  });
  const others = [...search].filter(([name]) => named.every((one) => one.name !== name));
  const missing = named.filter(({ name, required }) => required && !search.has(name));
  const { values, problems } = judged("params.query", given);
  return {
    values: { ...Object.fromEntries(others), ...values },
    problems: [...missing.map(({ name }) => `${at("params.query", name)} is missing`), ...problems],
  };
}

function judged(place: string, given: readonly (readonly [Parameter, Json])[]): Read {
  return {
    values: Object.fromEntries(given.map(([{ name }, value]) => [name, value])),
    problems: given.flatMap(([{ name, schema }, value]) =>
      problemsOf(schema, value, at(place, name)),
    ),
  };
}

function at(place: string, name: string): string {
  return /^\w+$/.test(name) ? `${place}.${name}` : `${place}["${name}"]`;
}

/** Text of a URL or a form as what it is by its schema; text where it cannot be that. */
function typed(text: string, schema: Json | undefined): Json {
  const { types } = schemas.read(schema);
  if (types.includes("string")) return text;
  const isNumeric = types.includes("number") || types.includes("integer");
  if (isNumeric && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return types.includes("boolean") && /^(true|false)$/.test(text) ? text === "true" : text;
}

interface Content {
  /** As the test sees it. */
  readonly value: unknown;
  /** As JSON, with text in the place of files. */
  readonly judged: Json | undefined;
  readonly problems: readonly string[];
}

function readBody(operation: OperationRequest, sent: FetchInit["body"]): Content {
  const { body } = operation;
  if (sent === undefined) {
    const problems = body?.required === true ? ["body is missing"] : [];
    return { value: undefined, judged: undefined, problems };
  }
  if (typeof sent !== "string") return readForm(operation, sent);
  const value = parseJson(sent);
  const problems =
    value === undefined ? ["body is no JSON"] : problemsOf(body?.schema, value, "body");
  return { value, judged: value, problems };
}

function readForm({ body }: OperationRequest, form: FormData): Content {
  const { members } = schemas.read(body?.schema);
  const entries = [...form].map(([name, value]) => {
    const member = members.get(name);
    return [name, typeof value === "string" ? typed(value, member) : value] as const;
  });
  const noFiles = entries.flatMap(([name, value]) => {
    const isBinary = schemas.read(members.get(name)).format === "binary";
    return isBinary && !(value instanceof Blob) ? [`${at("body", name)} has to be a file`] : [];
  });
  const asJson: Json = Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Blob ? "" : value]),
  );
  return {
    value: Object.fromEntries(entries),
    judged: asJson,
    problems: [...noFiles, ...problemsOf(body?.schema, asJson, "body")],
  };
}

function siteSlugIn(body: Json | undefined): string | undefined {
  const site = isObject(body) ? memberAt(body, "site_slug") : undefined;
  return typeof site === "string" ? site : undefined;
}

function problemsOf(schema: Json | undefined, value: Json, place: string): string[] {
  return compare(schemas, schema, value).findings.map((finding) => describe(finding, place));
}

/** Says where, what should be there and of what kind the value is, never the value itself. */
function describe({ path, kind, expected, seen }: Finding, place: string): string {
  const where = printable(path.replace("$", () => place));
  if (kind === "missing member") return `${where} is missing`;
  if (kind === "format") return `${where} has to be of format ${expected}`;
  return `${where} has to be ${expected}, and is ${seen}`;
}
