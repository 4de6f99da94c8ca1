import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { rewrite, type Document } from "./document.js";
import { pascalCase } from "./entity-map.js";
import { omit } from "./json.js";

/** The TypeScript declarations of a document: `paths`, `operations`, `components`, and every schema by its name. */
export async function declarations(document: Document): Promise<string> {
  // Examples document the YAML; in the types they would be noise in every hover.
  const lean = rewrite(document, (object) => omit(object, ["examples", "discriminator"]));
  const nodes = await openapiTS(JSON.stringify(lean), {
    silent: true,
    alphabetize: false,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform: (schema) => {
      if (schema.format === "binary") return parseType("Blob | File");
      const known: unknown =
        schema["x-open-enum"] === true ? schema.enum : schema["x-extensible-enum"];
      return isStrings(known) ? openEnum(known, schema.type) : undefined;
    },
  });
  return astToString(nameSchemas(nodes.filter((node) => !isEmptyDeclaration(node)).map(tidy)));
}

/** `webhooks` and `$defs` come out even where the document has none. */
function isEmptyDeclaration(node: ts.Node): boolean {
  return ts.isTypeAliasDeclaration(node) && ["webhooks", "$defs"].includes(node.name.text);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Editors complete the known values, and any other string still compiles. */
function openEnum(values: readonly string[], type: unknown): ts.TypeNode {
  const known = values.map((value) => JSON.stringify(value)).join(" | ");
  const isNullable = Array.isArray(type) && type.includes("null");
  return parseType(`${known} | (string & {})${isNullable ? " | null" : ""}`);
}

function parseType(text: string): ts.TypeNode {
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
function tidy(node: ts.Node): ts.Node {
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
      visited.type,
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
      .map((line) => line.replace(/^@description /, ""));
    if (lines.length === 0) return [];
    const [only, ...others] = lines;
    const text =
      others.length === 0
        ? `* ${only ?? ""} `
        : `*\n${lines.map((line) => ` * ${line}\n`).join("")} `;
    return [{ ...comment, text }];
  });
  return comments?.length === 0 ? undefined : comments;
}

/**
 * Gives every schema a name of its own, as editors show a type by the name it was declared with: `Reward[]` instead
 * of all the members of a reward.
 */
function nameSchemas(nodes: readonly ts.Node[]): ts.Node[] {
  const { factory } = ts;
  const visit = (node: ts.Node): ts.Node => {
    const schema = schemaName(node);
    return schema === undefined
      ? ts.visitEachChild(node, visit, undefined)
      : factory.createTypeReferenceNode(pascalCase(schema));
  };
  const declarations: ts.Node[] = [];
  const declare = (member: ts.TypeElement): ts.TypeElement => {
    if (!ts.isPropertySignature(member) || member.type === undefined) return member;
    const { modifiers, name, questionToken, type } = member;
    const alias = pascalCase(propertyName(member));
    const isExported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
    const declaration = factory.createTypeAliasDeclaration(isExported, alias, undefined, type);
    const comments = ts.getSyntheticLeadingComments(member);
    declarations.push(ts.setSyntheticLeadingComments(declaration, comments));
    const reference = factory.createTypeReferenceNode(alias);
    return factory.createPropertySignature(modifiers, name, questionToken, reference);
  };
  const declareSchemas = (member: ts.TypeElement): ts.TypeElement => {
    if (!ts.isPropertySignature(member) || propertyName(member) !== "schemas") return member;
    const { modifiers, name, questionToken, type } = member;
    if (type === undefined || !ts.isTypeLiteralNode(type)) return member;
    const schemas = factory.createTypeLiteralNode(type.members.map(declare));
    return factory.updatePropertySignature(member, modifiers, name, questionToken, schemas);
  };
  const named = nodes.map(visit).map((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") return node;
    const { modifiers, name, typeParameters, heritageClauses, members } = node;
    return factory.updateInterfaceDeclaration(
      node,
      modifiers,
      name,
      typeParameters,
      heritageClauses,
      members.map(declareSchemas),
    );
  });
  return [...named, ...declarations];
}

/** The schema that `components["schemas"]["Reward"]` refers to. */
function schemaName(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType))
    return undefined;
  const outer = node.objectType.indexType;
  const isSchemas =
    ts.isLiteralTypeNode(outer) &&
    ts.isStringLiteral(outer.literal) &&
    outer.literal.text === "schemas";
  const inner = node.indexType;
  return isSchemas && ts.isLiteralTypeNode(inner) && ts.isStringLiteral(inner.literal)
    ? inner.literal.text
    : undefined;
}

function propertyName({ name }: ts.PropertySignature): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

function isIndexSignatureAlone(type: ts.TypeNode): boolean {
  return ts.isTypeLiteralNode(type) && type.members.every(ts.isIndexSignatureDeclaration);
}
