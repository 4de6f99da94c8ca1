import { rewrite, type Document } from "../document/document.js";
import { objectAt, omit, stringAt } from "../document/json.js";

/** Leaves out added components that nothing refers to: a type must not be kept alive by us alone. */
export function withoutOrphans(document: Document, added: readonly string[]): Document {
  const referred = new Set<string>();
  rewrite(document, (object) => {
    const reference = stringAt(object, "$ref");
    if (reference !== undefined) referred.add(reference.slice("#/components/schemas/".length));
    return object;
  });
  const components = objectAt(document, "components");
  const schemas = objectAt(components, "schemas");
  const orphans = added.filter((name) => name in schemas && !referred.has(name));
  if (orphans.length === 0) return document;
  const rest = { ...document, components: { ...components, schemas: omit(schemas, orphans) } };
  return withoutOrphans(rest, added);
}
