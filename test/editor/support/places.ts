import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import {
  operationsOf,
  resolve,
  type Document,
  type Operation,
} from "../../../scripts/document/document.js";
import {
  arrayAt,
  isObject,
  objectAt,
  stringAt,
  stringsAt,
  type JsonObject,
} from "../../../scripts/document/json.js";
import { cursor } from "./shop.js";

/** A place inside an unfinished call, and what belongs there. */
export interface Place {
  /** One line of TypeScript; the cursor stands at the place. */
  readonly code: string;
  readonly belongs: readonly string[];
}

/** Puts what is being written into the call around it. */
type Around = (inner: string) => string;

const options = ["headers", "signal", "timeout", "totalTimeout", "maxRetries", "idempotent"];

export async function finalDocument(): Promise<Document> {
  const text = await readFile(new URL("../../../openapi/v2.yaml", import.meta.url), "utf8");
  return parse(text) as Document;
}

/** Every place of every call at which an editor can help. */
export function placesIn(document: Document): Place[] {
  return operationsOf(document).flatMap((operation) => placesOfCall(document, operation));
}

function placesOfCall(document: Document, operation: Operation): Place[] {
  const { method, path, object } = operation;
  const call: Around = (init) => `void talkable.${method.toUpperCase()}("${path}", ${init});`;
  const parameters = arrayAt(object, "parameters").map((parameter) => resolve(document, parameter));
  const groups = ["path", "query"].flatMap((group): [string, JsonObject][] => {
    const properties = parameters.flatMap((parameter): [string, JsonObject][] => {
      if (!isObject(parameter) || parameter["in"] !== group) return [];
      return [[stringAt(parameter, "name") ?? "", objectAt(parameter, "schema")]];
    });
    return properties.length === 0 ? [] : [[group, objectOf(properties)]];
  });
  const body = resolve(document, object["requestBody"]);
  const [media] = isObject(body) ? Object.values(objectAt(body, "content")) : [];
  const members: [string, JsonObject][] = [
    ...(groups.length === 0 ? [] : [["params", objectOf(groups)] as [string, JsonObject]]),
    ...(isObject(media) ? [["body", objectAt(media, "schema")] as [string, JsonObject]] : []),
  ];
  const [init, ...inside] = placesOfValue(document, objectOf(members), call);
  if (init === undefined) throw new Error(`${path} has no place`);
  return [{ ...init, belongs: [...init.belongs, ...options] }, ...inside];
}

function objectOf(properties: readonly (readonly [string, JsonObject])[]): JsonObject {
  return { type: "object", properties: Object.fromEntries(properties) };
}

function placesOfValue(document: Document, schema: JsonObject, around: Around): Place[] {
  const value = resolve(document, schema);
  if (!isObject(value)) return [];
  const known = [...stringsAt(value, "enum"), ...stringsAt(value, "x-extensible-enum")];
  if (known.length > 0) return [{ code: around(`"${cursor}"`), belongs: known }];
  if (isObject(value["items"])) {
    return placesOfValue(document, value["items"], (inner) => around(`[${inner}]`));
  }
  const alternatives = alternativesOf(document, value);
  const belongs = new Set(alternatives.flatMap(({ properties }) => Object.keys(properties)));
  if (belongs.size === 0) return [];
  const inside = alternatives.flatMap(({ properties, tag }) =>
    Object.entries(properties).flatMap(([name, member]) =>
      isObject(member)
        ? placesOfValue(document, member, (inner) =>
            around(`{ ${tag}${JSON.stringify(name)}: ${inner} }`),
          )
        : [],
    ),
  );
  return [{ code: around(`{ ${cursor} }`), belongs: [...belongs] }, ...inside];
}

interface Alternative {
  readonly properties: JsonObject;
  /** The member that tells this one from the others, when there are others. */
  readonly tag: string;
}

function alternativesOf(document: Document, schema: JsonObject): Alternative[] {
  const choices = arrayAt(schema, "oneOf").map((choice) => resolve(document, choice));
  if (choices.length === 0) return [{ properties: propertiesOf(document, schema), tag: "" }];
  return choices.flatMap((choice): Alternative[] => {
    if (!isObject(choice)) return [];
    const properties = propertiesOf(document, choice);
    const tag = Object.entries(properties).find(
      ([, member]) => isObject(member) && "const" in member,
    );
    const value = tag === undefined ? undefined : objectAt(properties, tag[0])["const"];
    return [{ properties, tag: `${JSON.stringify(tag?.[0])}: ${JSON.stringify(value)}, ` }];
  });
}

function propertiesOf(document: Document, schema: JsonObject): JsonObject {
  const inherited = arrayAt(schema, "allOf").map((base) => {
    const resolved = resolve(document, base);
    return isObject(resolved) ? propertiesOf(document, resolved) : {};
  });
  return Object.assign({}, ...inherited, objectAt(schema, "properties")) as JsonObject;
}
