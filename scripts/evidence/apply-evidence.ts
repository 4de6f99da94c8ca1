import { operationsOf, withSchemas, type Document } from "../document/document.js";
import { isObject, objectAt, type JsonObject } from "../document/json.js";
import type { Evidence, Shape } from "./evidence.js";
import { Widener, type Widening } from "./widen.js";

export interface WithEvidence {
  readonly document: Document;
  readonly widenings: readonly Widening[];
  /** What the evidence names and the document does not have: schemas, and answers of operations. */
  readonly gone: readonly string[];
}

/** Widens the answers that a document describes until all that was seen fits. */
export function applyEvidence(document: Document, evidence: Evidence): WithEvidence {
  const widener = new Widener(document);
  const gone: string[] = [];
  const known = objectAt(objectAt(document, "components"), "schemas");
  const schemas = new Map(Object.entries(known));
  for (const [name, shape] of evidence.schemas) {
    const schema = schemas.get(name);
    if (schema === undefined) gone.push(name);
    else schemas.set(name, widener.widen(schema, shape, ["components", "schemas", name]));
  }
  let widened = withSchemas(document, Object.fromEntries(schemas));
  for (const [name, shape] of evidence.answers) {
    const next = widenAnswer(widened, name, shape, widener);
    if (next === undefined) gone.push(name);
    else widened = next;
  }
  return { document: widened, widenings: widener.widenings, gone };
}

/** @param name - `operationId status` */
function widenAnswer(
  document: Document,
  name: string,
  shape: Shape,
  widener: Widener,
): Document | undefined {
  const [id, status = ""] = name.split(" ");
  const operation = operationsOf(document).find((one) => one.id === id);
  if (operation === undefined) return undefined;
  const { path, method, object } = operation;
  const responses = objectAt(object, "responses");
  const [success] = Object.entries(responses).filter(([known]) => known.startsWith("2"));
  const response = responses[status] ?? (status.startsWith("2") ? success?.[1] : undefined);
  if (!isObject(response)) return undefined;
  const content = objectAt(response, "content");
  const media = objectAt(content, "application/json");
  const at = ["paths", path, method, "responses", status];
  if (responses[status] === undefined) {
    widener.widenings.push({ path: at, detail: "seen", mend: undefined });
  }
  const schema = widener.widen(media["schema"] ?? {}, shape, [
    ...at,
    ...["content", "application/json", "schema"],
  ]);
  const widened = {
    ...response,
    content: { ...content, "application/json": { ...media, schema } },
  };
  return withResponse(document, path, method, status, widened);
}

function withResponse(
  document: Document,
  path: string,
  method: string,
  status: string,
  response: JsonObject,
): Document {
  const paths = objectAt(document, "paths");
  const item = objectAt(paths, path);
  const operation = objectAt(item, method);
  const responses = { ...objectAt(operation, "responses"), [status]: response };
  return {
    ...document,
    paths: { ...paths, [path]: { ...item, [method]: { ...operation, responses } } },
  };
}
