import { isArray, omit, stringAt, type JsonObject } from "../document/json.js";

/** A schema or parameter in the words of OpenAPI 3.1, whatever it was written in. */
export function repairSchema(object: JsonObject): JsonObject {
  return rubyPattern(nullableToUnion(exclusiveBounds(arrayItems(collectionFormat(object)))));
}

/** Swagger 2 spelling of how an array parameter is written. */
function collectionFormat(object: JsonObject): JsonObject {
  const format = object["collectionFormat"];
  if (format === undefined) return object;
  const style = object["in"] === "path" ? "simple" : "form";
  return { ...omit(object, ["collectionFormat"]), style, explode: format === "multi" };
}

/** Ruby's anchors of a whole text, which other regular expressions do not know. */
function rubyPattern(object: JsonObject): JsonObject {
  const pattern = stringAt(object, "pattern");
  if (pattern === undefined) return object;
  return { ...object, pattern: pattern.replace(/^\\A/, "^").replace(/\\[zZ]$/, "$") };
}

function arrayItems(object: JsonObject): JsonObject {
  return object["type"] === "array" && object["items"] === undefined
    ? { ...object, items: {} }
    : object;
}

/** OpenAPI 3.0 `nullable` in the words of 3.1. */
function nullableToUnion(object: JsonObject): JsonObject {
  if (typeof object["nullable"] !== "boolean" || object["name"] !== undefined) return object;
  const rest = omit(object, ["nullable"]);
  if (!object["nullable"]) return rest;
  const type = rest["type"];
  if (typeof type === "string") {
    const values = rest["enum"];
    const nullableEnum =
      isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {};
    return { ...rest, type: [type, "null"], ...nullableEnum };
  }
  return { anyOf: [rest, { type: "null" }] };
}

function exclusiveBounds(object: JsonObject): JsonObject {
  const bound = (schema: JsonObject, exclusive: string, inclusive: string): JsonObject => {
    const value = schema[exclusive];
    if (typeof value !== "boolean") return schema;
    const limit = schema[inclusive];
    const rest = omit(schema, [exclusive]);
    return value && limit !== undefined ? { ...omit(rest, [inclusive]), [exclusive]: limit } : rest;
  };
  return bound(bound(object, "exclusiveMinimum", "minimum"), "exclusiveMaximum", "maximum");
}
