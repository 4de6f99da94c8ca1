import ts from "typescript";
import { Problem } from "../problem.js";

/** Types that the emitted code means when it names them. */
const taken = ["Array", "Blob", "File", "Omit", "Record"];

/** Fails unless every schema gets a type name of its own. */
export function checkNames(schemas: readonly string[], nameOf: NameOf): void {
  const owners = new Map(taken.map((name) => [name, "TypeScript"]));
  for (const schema of schemas) {
    const name = nameOf(schema);
    const owner = owners.get(name);
    if (owner !== undefined || !/^[A-Z]\w*$/.test(name)) {
      const reason = owner === undefined ? "that is no name" : `so is that of ${owner}`;
      throw new Problem(
        `components.schemas.${schema}: its type would be called ${name}, and ${reason}; teach scripts/normalise.ts to rename it`,
      );
    }
    owners.set(name, schema);
  }
}

/**
 * Turns the members of `components["schemas"]` into type declarations of their own, which refer to each other by name:
 * an editor then shows `Person` where it would show twenty members.
 */
export function declareSchemas(nodes: readonly ts.Node[], nameOf: NameOf): ts.Node[] {
  const { factory } = ts;
  return componentMembers(nodes, "schemas").map(([schema, member, type]) => {
    const declaration = factory.createTypeAliasDeclaration(
      [factory.createModifier(ts.SyntaxKind.ExportKeyword)],
      nameOf(schema),
      undefined,
      ts.visitNode(type, byName(nameOf), ts.isTypeNode),
    );
    return ts.setSyntheticLeadingComments(declaration, ts.getSyntheticLeadingComments(member));
  });
}

/**
 * The nodes with the declared names in place of schemas and of references to them, and each parameter's type in place
 * of references to the parameter, whose name would say less.
 */
export function referToSchemas(nodes: readonly ts.Node[], nameOf: NameOf): ts.Node[] {
  const { factory } = ts;
  const members = new Map<ts.Node, string>(
    componentMembers(nodes, "schemas").map(([schema, member]) => [member, nameOf(schema)]),
  );
  const parameters = new Map(
    componentMembers(nodes, "parameters").map(([parameter, , type]) => [parameter, type]),
  );
  const visit = (node: ts.Node): ts.Node => {
    const parameter = parameters.get(componentReferredTo(node, "parameters") ?? "");
    if (parameter !== undefined) return parameter;
    const name = members.get(node);
    if (name === undefined || !ts.isPropertySignature(node)) {
      return ts.visitEachChild(node, visit, undefined);
    }
    const type = factory.createTypeReferenceNode(name);
    return factory.createPropertySignature(node.modifiers, node.name, node.questionToken, type);
  };
  return nodes.map(visit).map(byName(nameOf));
}

type NameOf = (schema: string) => string;

function byName(nameOf: NameOf): (node: ts.Node) => ts.Node {
  const visit = (node: ts.Node): ts.Node => {
    const schema = componentReferredTo(node, "schemas");
    return schema === undefined
      ? ts.visitEachChild(node, visit, undefined)
      : ts.factory.createTypeReferenceNode(nameOf(schema));
  };
  return visit;
}

type Kind = "schemas" | "parameters";

/** The name in `components["schemas"]["name"]`. */
function componentReferredTo(node: ts.Node, kind: Kind): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) {
    return undefined;
  }
  return literalText(node.objectType.indexType) === kind ? literalText(node.indexType) : undefined;
}

function literalText(type: ts.TypeNode): string | undefined {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)
    ? type.literal.text
    : undefined;
}

function componentMembers(
  nodes: readonly ts.Node[],
  kind: Kind,
): [string, ts.PropertySignature, ts.TypeNode][] {
  const components = nodes
    .filter(ts.isInterfaceDeclaration)
    .find((declaration) => declaration.name.text === "components");
  return membersOf(components?.members)
    .filter(([name]) => name === kind)
    .flatMap(([, , type]) => membersOf(ts.isTypeLiteralNode(type) ? type.members : undefined));
}

function membersOf(
  elements: readonly ts.TypeElement[] | undefined,
): [string, ts.PropertySignature, ts.TypeNode][] {
  return (elements ?? []).flatMap((element): [string, ts.PropertySignature, ts.TypeNode][] => {
    if (!ts.isPropertySignature(element) || element.type === undefined) return [];
    const { name, type } = element;
    return ts.isIdentifier(name) || ts.isStringLiteral(name) ? [[name.text, element, type]] : [];
  });
}

/** What openapi-typescript made, without what says nothing. */
export function tidy(nodes: readonly ts.Node[]): ts.Node[] {
  return nodes.filter((node) => !isEmptyDeclaration(node)).map(tidyMembers);
}

/** `webhooks` and `$defs` come out even where the document has none. */
function isEmptyDeclaration(node: ts.Node): boolean {
  return ts.isTypeAliasDeclaration(node) && ["webhooks", "$defs"].includes(node.name.text);
}

export function parseType(text: string): ts.TypeNode {
  const [statement] = ts.createSourceFile(
    "",
    `type T = ${text};`,
    ts.ScriptTarget.Latest,
  ).statements;
  if (statement === undefined || !ts.isTypeAliasDeclaration(statement))
    throw new Error(`No type: ${text}`);
  return withoutPositions(statement.type);
}

/** Printing a node of another source file would look its literals up in the wrong text. */
function withoutPositions<T extends ts.Node>(node: T): T {
  const { factory } = ts;
  const visit = (child: ts.Node): ts.Node =>
    ts.isStringLiteral(child)
      ? factory.createStringLiteral(child.text)
      : ts.visitEachChild(child, visit, undefined);
  return ts.visitNode(node, visit) as T;
}

/**
 * Leaves out what says nothing (`put?: never`, untyped response headers), and lets optional members be `undefined`:
 * with `exactOptionalPropertyTypes` a caller could otherwise not pass an optional value through.
 */
function tidyMembers(node: ts.Node): ts.Node {
  const { factory } = ts;
  const visit = (child: ts.Node): ts.Node | undefined => {
    if (!ts.isPropertySignature(child)) return ts.visitEachChild(child, visit, undefined);
    ts.setSyntheticLeadingComments(child, plainComments(child));
    const { type, questionToken, modifiers, name } = child;
    if (type === undefined || type.kind === ts.SyntaxKind.NeverKeyword) return undefined;
    if (ts.isIdentifier(name) && name.text === "headers" && isIndexSignatureAlone(type))
      return undefined;
    const visited = ts.visitEachChild(child, visit, undefined);
    if (questionToken === undefined || visited.type === undefined) return visited;
    const union = factory.createUnionTypeNode([
      ...alternativesOf(visited.type).filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword),
      factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword),
    ]);
    return factory.updatePropertySignature(visited, modifiers, name, questionToken, union);
  };
  return ts.visitEachChild(node, visit, undefined);
}

/** Hovering shows the prose; what the type says already, and the name of the tag before it, would be noise. */
function plainComments(node: ts.Node): ts.SynthesizedComment[] | undefined {
  const comments = ts.getSyntheticLeadingComments(node)?.flatMap((comment) => {
    const lines = comment.text
      .split("\n")
      .map((line) => line.replace(/^\s*\*/, "").trim())
      .filter((line) => line !== "" && !/^(Format: |@constant|@enum )/.test(line))
      .map((line) => line.replace(/^@description /, ""))
      // What follows a tag belongs to it.
      .sort((a, b) => Number(a.startsWith("@")) - Number(b.startsWith("@")));
    const [only, ...others] = lines;
    if (only === undefined) return [];
    const text =
      others.length === 0 ? `* ${only} ` : `*\n${lines.map((line) => ` * ${line}\n`).join("")} `;
    return [{ ...comment, text }];
  });
  return comments?.length === 0 ? undefined : comments;
}

function alternativesOf(type: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isUnionTypeNode(type) ? type.types : [type];
}

function isIndexSignatureAlone(type: ts.TypeNode): boolean {
  return ts.isTypeLiteralNode(type) && type.members.every(ts.isIndexSignatureDeclaration);
}
