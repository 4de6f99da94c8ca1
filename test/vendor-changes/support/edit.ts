import { isNode, type Node, type Value } from "./published.js";

/** The mapping at a path; an edit of what is not there is a mistake in the row. */
export function at(node: Node, ...path: readonly string[]): Node {
  let current: Value | undefined = node;
  for (const key of path) {
    current = Array.isArray(current) ? current[Number(key)] : isNode(current) ? current[key] : {};
  }
  if (!isNode(current)) throw new Error(`Nothing is published at ${path.join(" › ")}`);
  return current;
}

export function listAt(node: Node, key: string): Value[] {
  const list = node[key];
  if (!Array.isArray(list)) throw new Error(`No list is published at ${key}`);
  return list;
}

/** `GET /api/v2/campaigns` */
export function operation(document: Node, label: string): Node {
  const [method = "", path = ""] = label.split(" ");
  return at(document, "paths", path, method.toLowerCase());
}

/** Every operation of a document. */
export function operations(document: Node): Node[] {
  return Object.values(at(document, "paths")).flatMap((item) =>
    isNode(item) ? Object.values(item).filter((value) => isNode(value)) : [],
  );
}

export function removeOperation(document: Node, label: string): void {
  const [method = "", path = ""] = label.split(" ");
  const item = at(document, "paths", path);
  remove([item], method.toLowerCase());
  if (!Object.values(item).some(isNode)) remove([at(document, "paths")], path);
}

/** Adds a member to each node; a function gives each its own value. */
export function add(
  nodes: readonly Node[],
  name: string,
  value: Value | ((index: number) => Value),
): void {
  for (const [index, node] of found(nodes, name).entries()) {
    node[name] = structuredClone(typeof value === "function" ? value(index) : value);
  }
}

export function remove(nodes: readonly Node[], ...names: readonly string[]): void {
  for (const name of names) {
    for (const node of found(nodes, name)) Reflect.deleteProperty(node, name);
  }
}

/** Renames a member where it stands. */
export function rename(nodes: readonly Node[], from: string, to: string): void {
  for (const node of found(nodes, from)) {
    const entries = Object.entries(node);
    for (const [key] of entries) Reflect.deleteProperty(node, key);
    for (const [key, value] of entries) node[key === from ? to : key] = value;
  }
}

function found(nodes: readonly Node[], name: string): readonly Node[] {
  if (nodes.length === 0) throw new Error(`The published documents show no place for ${name}`);
  return nodes;
}

/** A query parameter of an operation. */
export function parameter(document: Node, label: string, name: string): Node {
  const parameters = operation(document, label)["parameters"];
  const all = Array.isArray(parameters) ? parameters : [];
  const match = all.find((item) => isNode(item) && item["name"] === name);
  if (!isNode(match)) throw new Error(`${label} has no parameter ${name}`);
  return match;
}

export function removeParameter(document: Node, label: string, name: string): void {
  const gone = parameter(document, label, name);
  const parent = operation(document, label);
  parent["parameters"] = listAt(parent, "parameters").filter((item) => item !== gone);
}

/** The schema of the JSON that an operation takes. */
export function body(document: Node, label: string): Node {
  return at(operation(document, label), "requestBody", "content", "application/json", "schema");
}

/** The `data` in that JSON, or what the list in its place holds. */
export function bodyData(document: Node, label: string): Node {
  const data = at(body(document, label), "properties", "data");
  return data["type"] === "array" ? at(data, "items") : data;
}

/** The media object of an answer. */
export function answer(document: Node, label: string, status = "200"): Node {
  return at(operation(document, label), "responses", status, "content", "application/json");
}

/** The payload of a webhook, such as `reward`. */
export function payload(webhooks: Node, name: string): Node {
  const path = `/your_api_${name}_web_hook_path`;
  return at(body(webhooks, `POST ${path}`), "properties", "payload");
}
