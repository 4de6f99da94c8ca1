import { isObject, objectAt, stringAt, stringsAt, type JsonObject } from "./json.js";
import type { YamlSource } from "./yaml-source.js";
import type { Location } from "../findings.js";
import { Problem } from "../problem.js";

/** `openapi/entities.yaml`: which property names hold which entity, and which objects are keyed maps. */
export interface EntityMap {
  /** The entity that `property` holds inside `context` (an entity or an operationId). */
  entityAt(context: string, property: string): string | undefined;
  /** Properties that hold objects whose keys are data. */
  readonly keyedMaps: ReadonlySet<string>;
  /** The property whose value tells the variants of an entity apart. */
  discriminatorOf(entity: string): string | undefined;
  variantName(entity: string, tag: string): string;
  /** Whether a tag is one of those that entities.yaml knows; it is, where none are named. */
  isKnownTag(entity: string, tag: string): boolean;
  /** Whether the variants are open: a fact describes those that are not named. */
  hasOtherVariants(entity: string): boolean;
  /** Entity → the places that hold it, each with where it stands in entities.yaml. */
  readonly places: ReadonlyMap<
    string,
    readonly { readonly place: string; readonly at: Location }[]
  >;
  /** Where something stands in entities.yaml. */
  locate(...path: readonly string[]): Location;
  /** Request schemas by the name they get → the places (`operationId.property`) that share it. */
  readonly requests: ReadonlyMap<string, readonly string[]>;
  /** Request schemas by the name of the schema that takes the members they have in common. */
  readonly requestBases: ReadonlyMap<string, readonly string[]>;
  /** Places (`operationId.member.member`) inside request bodies → the names that their schemas get. */
  readonly requestMembers: ReadonlyMap<string, string>;
  /** Places (`schema.property`) of objects inside the components of webhooks → the names they get. */
  readonly inlineObjects: ReadonlyMap<string, string>;
  /** Whether a parameter means the same as all others of its name. */
  isSharedParameter(operationId: string, name: string): boolean;
  /** operationId → label, as they were when this was written. */
  readonly operations: ReadonlyMap<string, string>;
}

export function readEntityMap(source: YamlSource): EntityMap {
  const { file, value } = source;
  if (!isObject(value)) throw new Problem(`${file}: a YAML mapping is expected at the top`);
  const properties = propertyTable(file, objectAt(value, "entities"));
  const variants = objectAt(value, "variants");
  const stringLists = (key: string): ReadonlyMap<string, readonly string[]> => {
    const lists = objectAt(value, key);
    return new Map(Object.keys(lists).map((name) => [name, stringsAt(lists, name)] as const));
  };
  const requestMembers = objectAt(value, "requestMembers");
  const namedMembers = Object.keys(requestMembers).flatMap((name) => {
    const place = stringAt(requestMembers, name);
    return place === undefined ? [] : [[place, name] as const];
  });
  const parameters = new Set(stringsAt(value, "parameters"));
  const ownParameters = new Set(stringsAt(value, "ownParameters"));
  const operations = objectAt(value, "operations");
  const inlineObjects = [...stringLists("inlineObjects")].flatMap(([name, places]) =>
    places.map((place) => [place, name] as const),
  );
  return {
    entityAt: (context, property) =>
      properties.get(`${context}.${property}`) ?? properties.get(property),
    keyedMaps: new Set(stringsAt(value, "keyedMaps")),
    discriminatorOf: (entity) => stringAt(objectAt(variants, entity), "discriminator"),
    variantName: (entity, tag) =>
      stringAt(objectAt(objectAt(variants, entity), "names"), tag) ?? `${pascalCase(tag)}${entity}`,
    isKnownTag: (entity, tag) => {
      const names = objectAt(objectAt(variants, entity), "names");
      return Object.keys(names).length === 0 || Object.hasOwn(names, tag);
    },
    hasOtherVariants: (entity) => "other" in objectAt(variants, entity),
    places: new Map(
      Object.keys(objectAt(value, "entities")).map((entity) => [
        entity,
        stringsAt(objectAt(value, "entities"), entity).map((place, index) => ({
          place,
          get at(): Location {
            return source.at("entities", entity, String(index));
          },
        })),
      ]),
    ),
    locate: (...path) => source.at(...path),
    requests: stringLists("requests"),
    requestBases: stringLists("requestBases"),
    requestMembers: new Map(namedMembers),
    inlineObjects: new Map(inlineObjects),
    isSharedParameter: (operationId, name) =>
      parameters.has(name) && !ownParameters.has(`${operationId}.${name}`),
    operations: new Map(
      Object.keys(operations).map((id) => [id, stringAt(operations, id) ?? ""] as const),
    ),
  };
}

function propertyTable(file: string, entities: JsonObject): Map<string, string> {
  const table = new Map<string, string>();
  for (const entity of Object.keys(entities)) {
    for (const property of stringsAt(entities, entity)) {
      const other = table.get(property);
      if (other !== undefined) {
        throw new Problem(`${file}: \`${property}\` is listed for ${other} and for ${entity}`);
      }
      table.set(property, entity);
    }
  }
  return table;
}

export function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
