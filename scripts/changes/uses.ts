import type { Document } from "../document/document.js";
import { isArray, isObject, objectAt, type Json } from "../document/json.js";
import { componentOf } from "./schema-type.js";
import type { Surface } from "./surface.js";

/** In which direction values of a component travel; a component may travel in both. */
export interface Uses {
  isRead(component: string): boolean;
  isWritten(component: string): boolean;
}

export function componentUses(document: Document, surfaces: readonly Surface[]): Uses {
  const written = reachable(
    document,
    surfaces.flatMap(({ parameters, body }) => [
      ...parameters.map(({ schema }) => schema),
      body?.schema,
    ]),
  );
  const read = reachable(
    document,
    surfaces.map(({ answer }) => answer.schema),
  );
  return {
    // What is in no request, such as the envelope of errors, can only be read.
    isRead: (component) => read.has(component) || !written.has(component),
    isWritten: (component) => written.has(component),
  };
}

function reachable(document: Document, roots: readonly (Json | undefined)[]): Set<string> {
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  const found = new Set<string>();
  const visit = (value: Json | undefined): void => {
    if (isArray(value)) value.forEach(visit);
    if (!isObject(value)) return;
    const component = componentOf(value);
    if (component === undefined) Object.values(value).forEach(visit);
    else if (!found.has(component)) {
      found.add(component);
      visit(schemas[component]);
    }
  };
  roots.forEach(visit);
  return found;
}
