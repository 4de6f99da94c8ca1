import type { Document } from "./document/document.js";
import { isObject, objectAt, valueAt, type Json, type JsonObject } from "./document/json.js";
import { compareDocumentFacts } from "./changes/document-facts.js";
import { compareOperationFacts } from "./changes/operation-facts.js";
import { compareSchemas } from "./changes/schema-diff.js";
import { describeType } from "./changes/schema-type.js";
import { readParameter, type PublicFace, type Parameter, type Surface } from "./changes/surface.js";
import type { Comparison, Difference } from "./changes/union-diff.js";
import { componentUses, type Uses } from "./changes/uses.js";

/** One change of the API, judged for somebody who imports the package and compiles against its types. */
export interface Change {
  /** Operation, parameter or member: `Person.nickname`, `GET /api/v2/assets, query parameter page`. */
  readonly place: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** Whether code that compiled before may no longer do so. */
  readonly breaking: boolean;
  readonly detail: string;
}

type Documents = Comparison["documents"];

/** Compares two final documents. A change of a shared component is reported once, at the component. */
export function compareDocuments(previous: Document, next: Document, face: PublicFace): Change[] {
  const documents = [previous, next] as const;
  const before = face.surfaces(previous);
  const after = face.surfaces(next);
  const successors = new Map(before.map((surface) => [surface, successorOf(surface, after)]));
  const known = new Set(successors.values());
  return [
    ...compareDocumentFacts(previous, next),
    ...before.flatMap((surface) => {
      const successor = successors.get(surface);
      return successor === undefined
        ? [operationChange(surface, "removed", true)]
        : compareOperation(documents, surface, successor, face);
    }),
    ...after
      .filter((surface) => !known.has(surface))
      .map((surface) => operationChange(surface, "added", false)),
    ...compareSharedParameters(documents, before),
    ...compareComponents(documents, componentUses(previous, before), face),
  ];
}

function successorOf(surface: Surface, candidates: readonly Surface[]): Surface | undefined {
  return (
    candidates.find(({ label }) => label === surface.label) ??
    candidates.find(({ operationId }) => operationId === surface.operationId)
  );
}

function operationChange(surface: Surface, kind: "added" | "removed", breaking: boolean): Change {
  return { place: surface.label, kind, breaking, detail: surface.operationId };
}

function compareOperation(
  documents: Documents,
  before: Surface,
  after: Surface,
  face: PublicFace,
): Change[] {
  const place = after.label;
  const changes: Change[] = [];
  if (before.label !== after.label) {
    changes.push({ place, kind: "moved", breaking: true, detail: `was ${before.label}` });
  }
  if (face.exportsNames && before.operationId !== after.operationId) {
    const detail = `operationId ${after.operationId}, was ${before.operationId}`;
    changes.push({ place, kind: "moved", breaking: true, detail });
  }
  const [was, is] = [before.body?.mediaType, after.body?.mediaType];
  if (was !== undefined && is !== undefined && was !== is) {
    const detail = `sent as ${is}, was ${was}`;
    changes.push({ place: `${place}, body`, kind: "changed", breaking: false, detail });
  }
  return [
    ...changes,
    ...compareOperationFacts(documents, before, after),
    ...compareRequests(documents, before, after),
    ...compareAnswers(documents, before, after),
  ];
}

/** Compares what is passed to an operation as if it were one object. */
function compareRequests(documents: Documents, before: Surface, after: Surface): Change[] {
  const isShared = ({ component }: Parameter): boolean =>
    component !== undefined &&
    [before, after].every(({ parameters }) =>
      parameters.some((parameter) => parameter.component === component),
    );
  const differences = compareSchemas({
    documents,
    schemas: [requestOf(before, isShared), requestOf(after, isShared)],
    path: "",
  });
  return differences.map((difference) => written(difference, `${after.label}, `));
}

function requestOf(surface: Surface, leaveOut: (parameter: Parameter) => boolean): JsonObject {
  const { body } = surface;
  const parameters = surface.parameters.filter((parameter) => !leaveOut(parameter));
  return asObject([...parameters, ...(body === undefined ? [] : [{ ...body, label: "body" }])]);
}

type Passed = Pick<Parameter, "label" | "required" | "schema"> & Partial<Parameter>;

function asObject(members: readonly Passed[]): JsonObject {
  const properties = members.map(({ label, schema, isDeprecated = false }) => {
    const whole = isDeprecated && isObject(schema) ? { ...schema, deprecated: true } : schema;
    return [label, whole ?? {}] as const;
  });
  const required = members.filter((member) => member.required).map(({ label }) => label);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: false,
  };
}

/** Parameters that are one component for several operations. */
function compareSharedParameters(documents: Documents, before: readonly Surface[]): Change[] {
  const [previous, next] = documents.map((document) =>
    objectAt(objectAt(document, "components"), "parameters"),
  );
  const reference = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });
  return Object.keys(previous ?? {}).flatMap((name) => {
    if (valueAt(next ?? {}, name) === undefined) return [];
    const users = before.filter(({ parameters }) =>
      parameters.some(({ component }) => component === name),
    );
    const [first] = users;
    if (first === undefined) return [];
    const place = users.length === 1 ? first.label : `${users.length} operations`;
    const differences = compareSchemas({
      documents,
      schemas: [
        asObject(readParameter(documents[0], reference(name))),
        asObject(readParameter(documents[1], reference(name))),
      ],
      path: "",
    });
    return differences.map((difference) => written(difference, `${place}, `));
  });
}

function written({ path, kind, detail, breaksWriting }: Difference, prefix: string): Change {
  return { place: `${prefix}${path}`, kind, breaking: breaksWriting, detail };
}

function compareAnswers(documents: Documents, before: Surface, after: Surface): Change[] {
  const schemas = [before.answer.schema, after.answer.schema] as const;
  const { path } = after.answer;
  const place = `${after.label}, ${path}`;
  const [was, is] = schemas;
  if (was === undefined && is === undefined) return [];
  if (was === undefined) {
    const detail = `${describeType(documents[1], is)}, was undefined`;
    return [{ place, kind: "added", breaking: true, detail }];
  }
  if (is === undefined) {
    const detail = `undefined, was ${describeType(documents[0], was)}`;
    return [{ place, kind: "removed", breaking: true, detail }];
  }
  return compareSchemas({ documents, schemas, path }).map((difference) => ({
    place: `${after.label}, ${difference.path}`,
    kind: difference.kind,
    breaking: difference.breaksReading,
    detail: difference.detail,
  }));
}

function compareComponents(documents: Documents, uses: Uses, face: PublicFace): Change[] {
  const [previous = {}, next = {}] = documents.map((document) =>
    objectAt(objectAt(document, "components"), "schemas"),
  );
  const names = [...new Set([...Object.keys(previous), ...Object.keys(next)])];
  return names.flatMap((name): Change[] => {
    const schemas = [valueAt(previous, name), valueAt(next, name)] as const;
    if (schemas[0] === undefined || schemas[1] === undefined) {
      if (!face.exportsNames) return [];
      const removed = schemas[1] === undefined;
      const kind = removed ? "removed" : "added";
      return [{ place: name, kind, breaking: removed, detail: "exported type" }];
    }
    return compareSchemas({ documents, schemas, path: name }).map((difference) => ({
      place: difference.path,
      kind: difference.kind,
      breaking:
        (uses.isRead(name) && difference.breaksReading) ||
        (uses.isWritten(name) && difference.breaksWriting),
      detail: difference.detail,
    }));
  });
}
