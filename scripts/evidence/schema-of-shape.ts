import type { Json, JsonObject } from "../document/json.js";
import type { Shape } from "./evidence.js";

/** The schema of what nobody documents; `{}` (unknown) where nothing but null was seen, as for examples. */
export function schemaOfShape(shape: Shape, types: ReadonlySet<string> = shape.types): JsonObject {
  const scalars = ["string", "number", "boolean"].filter((type) =>
    types.has(type === "number" && !types.has(type) ? "integer" : type),
  );
  const structures = [
    ...(types.has("object") ? [objectSchema(shape)] : []),
    ...(types.has("array")
      ? [{ type: "array", items: shape.items ? schemaOfShape(shape.items) : {} }]
      : []),
    ...(scalars.length > 0 ? [scalarSchema(scalars, shape)] : []),
  ];
  return alternatives(structures, types.has("null"));
}

function objectSchema({ members, entries }: Shape): JsonObject {
  const properties = [...members].map(([name, { shape }]) => [name, schemaOfShape(shape)] as const);
  const required = [...members].filter(([, { seen, of }]) => seen === of).map(([name]) => name);
  return {
    type: "object",
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(entries === undefined ? {} : { additionalProperties: entriesOf(entries, properties) }),
  };
}

/** In TypeScript, what other members are has to fit the named ones. */
function entriesOf(entries: Shape, properties: readonly unknown[]): Json {
  return properties.length > 0 ? true : schemaOfShape(entries);
}

function scalarSchema(types: readonly string[], { formats }: Shape): JsonObject {
  const [only, ...others] = types;
  if (only === undefined || others.length > 0) return { type: types };
  const [format, ...otherFormats] = formats;
  const isFormat = only === "string" && otherFormats.length === 0 && format !== "text";
  return isFormat && format !== undefined ? { type: only, format } : { type: only };
}

function alternatives(structures: readonly JsonObject[], isNullable: boolean): JsonObject {
  const [only, ...others] = structures;
  if (only === undefined) return {};
  if (others.length > 0) {
    return { anyOf: isNullable ? [...structures, { type: "null" }] : structures };
  }
  const type = only["type"];
  return isNullable && type !== undefined ? { ...only, type: [type, "null"].flat() } : only;
}
