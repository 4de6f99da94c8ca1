import { openapiOverlay, resolveJsonPath, type JsonPathNode } from "openapi-format";
import { visitObjects, type Document } from "./document/document.js";
import {
  arrayAt,
  isArray,
  isObject,
  objectAt,
  sameJson,
  stringAt,
  type Json,
  type JsonObject,
} from "./document/json.js";
import type { YamlSource } from "./document/yaml-source.js";
import type { Findings } from "./findings.js";
import { Problem } from "./problem.js";

export interface Overlaid {
  readonly document: Document;
  /** Descriptions of the actions that change nothing any more. */
  readonly obsolete: readonly string[];
}

export interface OverlaySource {
  readonly overlay: YamlSource;
  readonly findings: Findings;
  /** Whether the schemas shared by both documents are published; then the actions standing in for them rest. */
  readonly sharedSchemasPublished: boolean;
}

/**
 * Applies an OpenAPI Overlay with four rules on top: an action that matches nothing fails the run, one whose `x-expect`
 * no longer holds fails the run, so does one that describes a member without a type which is not there any more, and
 * one that changes nothing is reported as obsolete.
 */
export async function applyOverlay(document: Document, source: OverlaySource): Promise<Overlaid> {
  const { overlay, findings, sharedSchemasPublished } = source;
  const { file, value } = overlay;
  if (!isObject(value)) throw new Problem(`${file}: a YAML mapping is expected at the top`);
  const obsolete: string[] = [];
  // The library mutates what it is given.
  const working = structuredClone(document);
  for (const [index, entry] of arrayAt(value, "actions").entries()) {
    const action = readAction(entry, `${file}, action ${index + 1}`);
    if (sharedSchemasPublished && action.isStandIn) continue;
    const before = contentOf(working, action);
    const problem = await apply(working, action);
    if (problem !== undefined) {
      findings.add({
        subject: action.target,
        problem,
        at: [overlay.at("actions", String(index))],
        advice: "Look at what is published, then mend the action or delete it.",
      });
      continue;
    }
    if (!action.remove && contentOf(working, action) === before) {
      obsolete.push(`${action.label} (${action.target})`);
    }
  }
  rejectGhosts(document, working, file);
  return { document: working, obsolete };
}

/** What was published without a type has none in the overlay either; so an added member without one is no addition. */
function rejectGhosts(before: Document, after: Document, file: string): void {
  const known = membersOf(before);
  const ghosts = [...membersOf(after)]
    .filter(([member, schema]) => !known.has(member) && isObject(schema) && !isTyped(schema))
    .map(([member]) => member);
  if (ghosts.length === 0) return;
  throw new Problem(
    `${file}: what it describes is gone or renamed, so mend or delete what it says of ${ghosts.join(", ")}`,
  );
}

const typing = ["$ref", "type", "enum", "const", "oneOf", "anyOf", "allOf", "not"];

function isTyped(schema: JsonObject): boolean {
  return typing.some((keyword) => keyword in schema);
}

function membersOf(document: Document): Map<string, Json> {
  const members = new Map<string, Json>();
  visitObjects(document, (object, path) => {
    for (const [name, schema] of Object.entries(objectAt(object, "properties"))) {
      members.set([...path, name].join("."), schema);
    }
  });
  return members;
}

interface Action {
  /** The file and the number of the action, for messages. */
  readonly label: string;
  readonly target: string;
  readonly update: Json | undefined;
  readonly remove: boolean;
  /** What the target must hold before. */
  readonly expected: Json | undefined;
  /** Stands in for a shared schema as long as that is not published. */
  readonly isStandIn: boolean;
}

function readAction(action: Json, label: string): Action {
  if (!isObject(action)) throw new Problem(`${label}: a YAML mapping is expected`);
  const target = stringAt(action, "target");
  if (target === undefined || stringAt(action, "description") === undefined) {
    throw new Problem(
      `${label}: an action needs a \`target\` and a \`description\` with its evidence`,
    );
  }
  return {
    label,
    target,
    update: action["update"],
    remove: action["remove"] === true,
    expected: action["x-expect"],
    isStandIn: action["x-until-published"] !== undefined,
  };
}

async function apply(working: Document, action: Action): Promise<string | undefined> {
  const { target, update, remove, expected } = action;
  const nodes = resolveJsonPath(working, target);
  if (nodes.length === 0) return "What it named is gone or renamed.";
  if (expected !== undefined && !nodes.every(({ value }) => contains(value, expected))) {
    return "It is no longer what the action expects it to be.";
  }
  if (remove) removeNodes(nodes);
  if (update === undefined) return undefined;
  await openapiOverlay(working, {
    overlaySet: { overlay: "1.0.0", actions: [{ target, update }] },
  });
  for (const { value } of resolveJsonPath(working, target)) removeRepeats(value);
  return undefined;
}

function contentOf(document: Document, { target }: Action): string {
  return JSON.stringify(resolveJsonPath(document, target).map(({ value }) => value));
}

function contains(value: unknown, expected: Json): boolean {
  if (isArray(expected)) {
    return isArray(value) && expected.every((item) => value.some((other) => contains(other, item)));
  }
  if (isObject(expected)) {
    return (
      isObject(value) &&
      Object.entries(expected).every(([key, member]) => contains(value[key], member))
    );
  }
  return value === expected;
}

/** The library loses its place when several entries of one list go, so all of them are marked before any goes. */
function removeNodes(nodes: readonly JsonPathNode[]): void {
  const removed = Symbol("removed");
  const lists = new Set<unknown[]>();
  for (const { parent, key } of nodes) {
    if (isList(parent)) {
      parent[Number(key)] = removed;
      lists.add(parent);
    } else if (isObject(parent) && key !== undefined) {
      Reflect.deleteProperty(parent, key);
    }
  }
  for (const list of lists) replaceItems(list, (item) => item !== removed);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function replaceItems(list: unknown[], keep: (item: unknown, index: number) => boolean): void {
  list.splice(0, list.length, ...list.filter(keep));
}

/** Overlays append to arrays; these keywords hold sets. */
const sets = ["type", "required", "enum", "x-extensible-enum", "anyOf", "oneOf", "allOf", "tags"];

/** In these everything is data. */
const opaque = ["default", "example", "examples", "const"];

function removeRepeats(value: unknown): void {
  if (isList(value)) value.forEach(removeRepeats);
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (opaque.includes(key)) continue;
    if (sets.includes(key) && isList(member)) {
      const all = arrayAt(value, key);
      replaceItems(member, (_item, index) => isFirst(all, index));
    }
    removeRepeats(member);
  }
}

function isFirst(values: readonly Json[], index: number): boolean {
  return values.findIndex((other) => sameJson(other, values[index])) === index;
}
