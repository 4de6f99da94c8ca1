import { isObject, stringsAt, type Json, type JsonObject } from "./json.js";

/** The members a caller has to pass: the client fills `site_slug` in. */
export function requiredOfCaller(schema: JsonObject): string[] {
  return stringsAt(schema, "required").filter((name) => name !== "site_slug");
}

/** Whether a caller has to pass a body of this schema; each alternative of a union asks for something. */
export function mustBePassed(schema: Json | undefined): boolean {
  return isObject(schema) && (requiredOfCaller(schema).length > 0 || "oneOf" in schema);
}
