import { openapiOverlay } from "openapi-format";
import { rewrite, type Document } from "./document.js";
import {
  arrayAt,
  isArray,
  isObject,
  sameJson,
  stringAt,
  type Json,
  type JsonObject,
} from "./json.js";
import { Problem } from "./problem.js";

export interface Overlaid {
  readonly document: Document;
  /** Descriptions of the actions that change nothing any more. */
  readonly obsolete: readonly string[];
}

export interface OverlaySource {
  /** The file, for messages. */
  readonly file: string;
  readonly overlay: Json;
  /** Whether the schemas shared by both documents are published; then the actions standing in for them rest. */
  readonly sharedSchemasPublished: boolean;
}

/**
 * Applies an OpenAPI Overlay with three rules on top: an action that matches nothing fails the run, one whose
 * `x-expect` no longer holds fails the run, one that changes nothing is reported as obsolete.
 */
export async function applyOverlay(document: Document, source: OverlaySource): Promise<Overlaid> {
  const { file, overlay, sharedSchemasPublished } = source;
  if (!isObject(overlay)) throw new Problem(`${file}: a YAML mapping is expected at the top`);
  const obsolete: string[] = [];
  let current = document;
  for (const [index, action] of arrayAt(overlay, "actions").entries()) {
    const label = `${file}, action ${index + 1}`;
    if (!isObject(action)) throw new Problem(`${label}: a YAML mapping is expected`);
    if (sharedSchemasPublished && action["x-until-published"] !== undefined) continue;
    const next = await applyAction(current, action, label);
    if (sameJson(current, next)) obsolete.push(`${label} (${stringAt(action, "target") ?? ""})`);
    current = next;
  }
  return { document: current, obsolete };
}

async function applyAction(
  document: Document,
  action: JsonObject,
  label: string,
): Promise<Document> {
  const target = stringAt(action, "target");
  if (target === undefined || stringAt(action, "description") === undefined) {
    throw new Problem(
      `${label}: an action needs a \`target\` and a \`description\` with its evidence`,
    );
  }
  const expected = action["x-expect"];
  if (
    expected !== undefined &&
    !sameJson(await merge(document, target, expected, label), document)
  ) {
    throw new Problem(
      `${label}: ${target} is no longer what the action expects it to be; look at what was published, then mend \`x-expect\` or delete the action`,
    );
  }
  const removed =
    action["remove"] === true ? await run(document, { target, remove: true }, label) : document;
  const update = action["update"];
  return update === undefined ? removed : merge(removed, target, update, label);
}

async function merge(
  document: Document,
  target: string,
  update: Json,
  label: string,
): Promise<Document> {
  return withoutRepeats(await run(document, { target, update }, label));
}

async function run(
  document: Document,
  action: { target: string; update?: Json; remove?: boolean },
  label: string,
): Promise<Document> {
  const overlaySet = { overlay: "1.0.0", actions: [action] };
  // The library mutates what it is given.
  const { data, resultData } = await openapiOverlay(structuredClone(document), { overlaySet });
  if (resultData["totalUnusedActions"] !== 0 || !isObject(data)) {
    throw new Problem(
      `${label}: ${action.target} matches nothing; what it named is gone or renamed, so mend the target or delete the action`,
    );
  }
  return data;
}

/** Overlays append to arrays; these keywords hold sets. */
const sets = ["type", "required", "enum", "x-extensible-enum", "anyOf", "oneOf", "allOf", "tags"];

function withoutRepeats(document: Document): Document {
  return rewrite(document, (object) => {
    const repeating = sets.filter((name) => isArray(object[name]));
    if (repeating.length === 0) return object;
    const unique = repeating.map((name) => [name, distinct(arrayAt(object, name))] as const);
    return { ...object, ...Object.fromEntries(unique) };
  });
}

function distinct(values: readonly Json[]): Json[] {
  return values.filter(
    (value, index) => values.findIndex((other) => sameJson(other, value)) === index,
  );
}
