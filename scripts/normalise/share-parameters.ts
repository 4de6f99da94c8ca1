import { mapOperations, operationsOf, resolve, type Document } from "../document/document.js";
import type { EntityMap } from "../document/entity-map.js";
import {
  arrayAt,
  isObject,
  objectAt,
  omit,
  sameJson,
  stringAt,
  type Json,
  type JsonObject,
} from "../document/json.js";

/** One form of a parameter, and how many operations have it. */
interface Variant {
  parameter: JsonObject;
  uses: number;
}

/**
 * Replaces the parameters that entities.yaml calls shared by one component each. Where operations differ, the form that
 * most of them have is shared, and the others keep theirs. A published component with that meaning becomes the same one.
 */
export function shareParameters(document: Document, map: EntityMap): Document {
  const variants = new Map<string, Variant[]>();
  const sharedName = (operationId: string, parameter: Json): string | undefined => {
    const resolved = resolve(document, parameter);
    const name = isObject(resolved) ? stringAt(resolved, "name") : undefined;
    const isShared = name !== undefined && map.isSharedParameter(operationId, name);
    return isShared ? name.replace(/\[\]$/, "") : undefined;
  };
  const isSame = (a: Json, b: Json): boolean =>
    sameJson(meaning(document, a), meaning(document, b));
  for (const { id, object } of operationsOf(document)) {
    for (const parameter of arrayAt(object, "parameters")) {
      const component = sharedName(id, parameter);
      if (component === undefined) continue;
      const known = variants.get(component) ?? [];
      variants.set(component, known);
      count(known, document, parameter, isSame);
    }
  }
  const shared = new Map<string, JsonObject>();
  for (const [component, known] of variants) {
    const [first, second] = known.toSorted((a, b) => b.uses - a.uses);
    if (first !== undefined && first.uses > (second?.uses ?? 0)) {
      shared.set(component, first.parameter);
    }
  }
  const aliases = new Set<string>();
  const operations = mapOperations(document, ({ id, object }) => {
    const parameters = arrayAt(object, "parameters").map((parameter) => {
      const component = sharedName(id, parameter);
      const common = component === undefined ? undefined : shared.get(component);
      if (component === undefined || common === undefined || !isSame(common, parameter)) {
        return parameter;
      }
      const reference = `#/components/parameters/${component}`;
      const own = isObject(parameter) ? stringAt(parameter, "$ref") : undefined;
      if (own !== undefined && own !== reference) aliases.add(own.replace(/^.*\//, ""));
      return { $ref: reference };
    });
    return parameters.length === 0 ? object : { ...object, parameters };
  });
  const components = objectAt(document, "components");
  const published = omit(objectAt(components, "parameters"), [...aliases]);
  return {
    ...operations,
    components: { ...components, parameters: { ...published, ...Object.fromEntries(shared) } },
  };
}

/** Of two forms that mean the same, the one that refers to a schema says more. */
function count(
  known: Variant[],
  document: Document,
  parameter: Json,
  isSame: (a: Json, b: Json) => boolean,
): void {
  const resolved = resolve(document, parameter);
  if (!isObject(resolved)) return;
  const variant = known.find((one) => isSame(one.parameter, resolved));
  if (variant === undefined) {
    known.push({ parameter: resolved, uses: 1 });
    return;
  }
  variant.uses++;
  if ("$ref" in objectAt(resolved, "schema")) variant.parameter = resolved;
}

function meaning(document: Document, parameter: Json): Json {
  const resolved = resolve(document, parameter);
  if (!isObject(resolved)) return parameter;
  return { ...resolved, schema: resolve(document, resolved["schema"]) ?? {} };
}
