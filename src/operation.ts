import { type OperationTraits, operationTraits } from "../generated/operations.js";
import { ConfigurationError } from "./errors/errors.js";

/** One of the API's operations. */
export interface Operation {
  /** Method and path template, such as `"GET /api/v2/people/{person_slug}"`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly traits: OperationTraits;
}

/** The HTTP methods the API uses, in upper case. */
export const methods: readonly string[] = Object.keys(operationTraits).filter(
  (name) => !name.includes(" "),
);

/** No more than what templates are made of: a path that is filled in may hold an e-mail address. */
const pathTemplate = /^\/[\w{}./-]+$/;

/** An operation that is not in the documents, which the types refuse, counts as one like most of its method. */
export function operationOf(method: string, path: string): Operation {
  if (!pathTemplate.test(path)) {
    throw new ConfigurationError(
      "the path has to be a template, such as /api/v2/assets/{id}, with params.path.",
    );
  }
  const name = `${method} ${path}`;
  return { name, method, path, traits: operationTraits[name] ?? operationTraits[method] ?? {} };
}
