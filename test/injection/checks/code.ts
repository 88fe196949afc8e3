/**
 * That no payload is code. A project of hostile texts has no kind of syntax, no call and no import that the project of a
 * plain text has not; and the marker, which every payload holds, stands in strings and comments only, or in a name that
 * stands for itself (a key, a member of a type), or in one that the project itself declares: mapping makes names of tools,
 * types and schemas of what is left of a text when everything but letters, digits and `_` is gone.
 */
import ts from "typescript";
import { marker } from "../payloads.js";
import { isMember, nodesOf, type Sources } from "./sources.js";

/** What the code of a project is made of. */
export interface Shape {
  readonly kinds: ReadonlySet<ts.SyntaxKind>;
  readonly calls: ReadonlySet<string>;
}

/** What the code of these projects is made of. */
export function shapeOf(all: readonly Sources[]): Shape {
  const nodes = all.flatMap(({ trees }) => [...trees.values()].flatMap((tree) => [...nodesOf(tree)]));
  return {
    kinds: new Set(nodes.map(({ kind }) => kind)),
    calls: new Set(nodes.filter(ts.isCallExpression).map(({ expression }) => expression.getText())),
  };
}

/** What of a project's code could be the document's. */
export function codeProblems(sources: Sources, shape: Shape): string[] {
  const declared = new Set([...sources.trees.values()].flatMap(declaredNames));
  const problems = [...sources.trees].flatMap(([path, tree]) =>
    [...problemsIn(tree, shape, declared)].map((problem) => `${path}: ${problem}`),
  );
  return [...sources.syntaxErrors, ...problems];
}

function* problemsIn(tree: ts.SourceFile, shape: Shape, declared: ReadonlySet<string>): Generator<string> {
  for (const node of nodesOf(tree)) {
    if (!shape.kinds.has(node.kind) && !isProtoKey(node) && !isConstant(node))
      yield `has ${ts.SyntaxKind[node.kind]}: ${excerpt(node)}`;
    if (ts.isCallExpression(node) && !shape.calls.has(node.expression.getText()))
      yield `calls ${excerpt(node)}`;
    if (ts.isImportDeclaration(node) && !isOwnImport(node)) yield `imports ${excerpt(node)}`;
    if (ts.isIdentifier(node) && node.text.includes(marker) && !isMember(node) && !declared.has(node.text))
      yield `has the name ${node.text}: ${excerpt(node.parent)}`;
  }
  const pragmas = [...tree.referencedFiles, ...tree.typeReferenceDirectives, ...tree.libReferenceDirectives];
  for (const { fileName } of pragmas) yield `refers to ${fileName}`;
  for (const comment of commentsOf(tree)) {
    if (directive.test(comment)) yield `has a comment that tools obey: ${comment}`;
    if (/^\/\*+[^]*\/\*/.test(comment)) yield `has a comment in a comment: ${comment}`;
  }
}

/** `["__proto__"]`, the only key that is computed. */
function isProtoKey(node: ts.Node): boolean {
  return ts.isComputedPropertyName(node) && node.getText() === '["__proto__"]';
}

/** `"form" as const`, behind a name that every object inherits. */
function isConstant(node: ts.Node): boolean {
  return ts.isAsExpression(node) && ts.isStringLiteral(node.expression) && node.type.getText() === "const";
}

function isOwnImport({ moduleSpecifier }: ts.ImportDeclaration): boolean {
  return ts.isStringLiteral(moduleSpecifier) && /^\.{1,2}\/[\w./-]+\.js$/.test(moduleSpecifier.text);
}

/** The names that a file gives to something: constants, functions, types, and nothing inside of them. */
function declaredNames(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const isNamed =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isFunctionDeclaration(statement);
    return isNamed && statement.name !== undefined ? [statement.name.text] : [];
  });
}

/** As TypeScript reads its directives (`@ts-ignore` …), and engines `sourceMappingURL`: at the start of a comment. */
const directive = /^(\/\/+|\/\*+)\s*@ts-|\n[\s/*]*@ts-|^\/[/*][#@]\s*source/;

function* commentsOf(tree: ts.SourceFile): Generator<string> {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, ts.LanguageVariant.Standard, tree.text);
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const isComment =
      kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia;
    if (isComment) yield scanner.getTokenText();
  }
}

function excerpt(node: ts.Node): string {
  return JSON.stringify(node.getText().slice(0, 80));
}
