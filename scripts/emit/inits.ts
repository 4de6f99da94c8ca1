import { operationsOf, resolve, type Document, type Operation } from "../document/document.js";
import { pascalCase } from "../document/entity-map.js";
import { arrayAt, isObject, objectAt } from "../document/json.js";
import { docComment } from "./doc-comment.js";

/** An interface per operation for the second argument of a call, and the table that finds it by method and path. */
export function initDeclarations(document: Document): string {
  const operations = operationsOf(document);
  const methods = [...new Set(operations.map(({ method }) => method))].sort();
  const table = methods.map((method) => {
    const rows = operations
      .filter((operation) => operation.method === method)
      .map((operation) => {
        const tag = operation.object["deprecated"] === true ? "/** @deprecated */\n" : "";
        return `${tag}${JSON.stringify(operation.path)}: ${initName(operation)};`;
      });
    return `${method}: {\n${rows.join("\n")}\n};`;
  });
  return `import type { CallOptions } from "../src/options/options.js";
import type { operations } from "./api.js";

${operations.map((operation) => initInterface(document, operation)).join("\n")}
/** What every operation takes besides its path, by HTTP method and path template. */
export interface Inits {
${table.join("\n")}
}
`;
}

function initName({ id }: Operation): string {
  return `${pascalCase(id)}Init`;
}

/** The summary stands on the members, since an editor shows nothing for the path that names the operation. */
function initInterface(document: Document, operation: Operation): string {
  const { id, method, path, object } = operation;
  const type = `operations[${JSON.stringify(id)}]`;
  const summary = docComment(object);
  const parameters = arrayAt(object, "parameters").map((item) => resolve(document, item));
  const params = `${type}["parameters"]`;
  const members: string[] = [];
  if (parameters.length > 0) {
    members.push(summary + member("params", params, parameters.some(isRequired)));
  }
  const requestBody = resolve(document, object["requestBody"]);
  const [mediaType] = isObject(requestBody) ? Object.keys(objectAt(requestBody, "content")) : [];
  if (mediaType !== undefined) {
    const required = isRequired(requestBody);
    const body = required ? `${type}["requestBody"]` : `NonNullable<${type}["requestBody"]>`;
    members.push(summary + member("body", `${body}["content"]["${mediaType}"]`, required));
  }
  return `/** What \`${method.toUpperCase()} ${path}\` takes besides its path. */
export interface ${initName(operation)} extends CallOptions {
${members.join("\n")}
}
`;
}

function isRequired(object: unknown): boolean {
  return isObject(object) && object["required"] === true;
}

function member(name: string, type: string, required: boolean): string {
  return required ? `readonly ${name}: ${type};` : `readonly ${name}?: ${type} | undefined;`;
}
