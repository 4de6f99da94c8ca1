/** Keywords whose value maps free names (a property, a path, a status) to objects. */
export const nameMaps: ReadonlySet<string> = new Set([
  ...["paths", "webhooks", "responses", "content", "headers", "links", "callbacks", "encoding"],
  ...["schemas", "parameters", "requestBodies", "securitySchemes", "pathItems", "mapping"],
  ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
]);

/** Keywords whose value is data, in which nothing is a keyword. */
export const opaque: ReadonlySet<string> = new Set([
  ...["example", "examples", "default", "enum", "const", "security", "required"],
  ...["x-extensible-enum"],
]);

/** Keywords that say of what type a value is; a schema without any of them is of unknown type. */
export const typing: readonly string[] = [
  ...["$ref", "type", "const", "enum", "x-extensible-enum"],
  ...["properties", "additionalProperties", "items", "anyOf", "oneOf", "allOf", "not"],
];

/** Keywords that combine schemas. */
export const combining: readonly string[] = ["allOf", "anyOf", "oneOf"];

/** What is said for people. */
export const prose: readonly string[] = ["title", "description", "summary", "example", "examples"];
