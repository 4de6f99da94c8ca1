import type { Judge } from "../../src/check/differences.js";
import { pointer, type Document } from "../document/document.js";
import { validatorOf } from "../verify.js";

/** Differences that are none by JSON Schema: it knows neither open enums nor unknown members. */
const valid = ["unknown member", "new value"];

/** Lets Ajv judge each answer as well, so that what the comparison overlooks is at least known. */
export function ajvJudge(document: Document): Judge {
  const validate = validatorOf(document);
  return ({ operation, status, body }, findings) => {
    if (findings.some(({ kind }) => !valid.includes(kind))) return [];
    const media = ["responses", String(status), "content", "application/json", "schema"];
    if (!operation.responses.has(String(status))) return [];
    const errors = validate(pointer("paths", operation.path, "get", ...media), body);
    if (errors.length === 0) return [];
    return [{ path: "$", kind: "invalid", expected: "what Ajv accepts", seen: "refused" }];
  };
}
