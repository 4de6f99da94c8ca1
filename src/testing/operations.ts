import { requests } from "../../generated/testing.js";
import { isObject, listAt, objectAt, textAt, type Json } from "../check/json.js";
import { Schemas } from "../check/schema.js";

/** What the document says of an operation's request. */
export interface OperationRequest {
  /** Method and path template. */
  readonly name: string;
  /** Matches the path of a URL that ends in this operation's; its groups are the path parameters. */
  readonly pattern: RegExp;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
}

export interface Parameter {
  readonly name: string;
  readonly place: "path" | "query";
  readonly required: boolean;
  readonly schema: Json;
}

interface Body {
  readonly required: boolean;
  readonly schema: Json;
}

export const schemas: Schemas = new Schemas(requests);

const operations: readonly OperationRequest[] = Object.entries(objectAt(requests, "paths"))
  .flatMap(([path, item]) => Object.entries(isObject(item) ? item : {}).map(read(path)))
  // A name in a template is more specific than a parameter in its place.
  .sort((a, b) => a.parameters.filter(inPath).length - b.parameters.filter(inPath).length);

function read(path: string): (entry: [method: string, operation: Json]) => OperationRequest {
  return ([method, operation]) => {
    const object = isObject(operation) ? operation : {};
    const parameters = listAt(object, "parameters").map((given): Parameter => {
      const parameter = schemas.resolve(given);
      return {
        name: textAt(parameter, "name") ?? "",
        place: parameter["in"] === "path" ? "path" : "query",
        required: parameter["required"] === true,
        schema: objectAt(parameter, "schema"),
      };
    });
    const requestBody = schemas.resolve(object["requestBody"]);
    const [media] = Object.values(objectAt(requestBody, "content"));
    return {
      name: `${method.toUpperCase()} ${path}`,
      pattern: new RegExp(
        `${path.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{[^}]*\}/g, "([^/]+)")}$`,
      ),
      parameters: inOrderOf(path, parameters),
      body: isObject(media)
        ? { required: requestBody["required"] === true, schema: objectAt(media, "schema") }
        : undefined,
    };
  };
}

/** Those of the path as they stand in it, so that they meet the groups of the pattern. */
function inOrderOf(path: string, parameters: readonly Parameter[]): Parameter[] {
  const position = ({ name }: Parameter): number => path.indexOf(`{${name}}`);
  return [...parameters].sort((a, b) => position(a) - position(b));
}

export function inPath({ place }: Parameter): boolean {
  return place === "path";
}

/** The operation that a request means; undefined when the document has none. */
export function operationAt(method: string, pathname: string): OperationRequest | undefined {
  return operations.find(
    ({ name, pattern }) => name.startsWith(`${method.toUpperCase()} `) && pattern.test(pathname),
  );
}
