/** That the code of each tool says what `tools-list.json` says, which the project's own test compares with the server. */
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";
import type { ToolListing } from "../../../templates/runtime/protocol.js";
import type { Project } from "../project.js";
import { keyOf, valueOf } from "./literals.js";
import type { Sources } from "./sources.js";

const listed = ["name", "title", "description", "annotations", "inputSchema", "outputSchema"] as const;

/** The tools whose code says something else. */
export function listingProblems({ tools }: Project, { trees, syntaxErrors }: Sources): string[] {
  if (syntaxErrors.length > 0) return [];
  const schemas = constantsOf(trees.get("src/generated/schemas.ts"));
  const written = [...trees]
    .filter(([path]) => path.startsWith("src/generated/tools/"))
    .map(([path, tree]) => [path, definitionOf(tree, schemas)] as const);
  const byName = new Map(written.map(([, definition]) => [definition.get("name"), definition]));
  return [
    ...(written.length === tools.length
      ? []
      : [`${written.length} tools are written and ${tools.length} listed`]),
    ...tools
      .filter((tool) => !isSame(tool, byName.get(tool.name)))
      .map(({ name }) => `the code of ${name} says other things than tools-list.json`),
  ];
}

function isSame(tool: ToolListing, definition: ReadonlyMap<string, unknown> | undefined): boolean {
  if (definition === undefined) return false;
  const tags = definition.get("tags");
  return (
    listed.every((key) => isDeepStrictEqual(tool[key], definition.get(key))) &&
    isDeepStrictEqual(tool._meta?.tags, tags)
  );
}

/** What is in `defineTool({ … })`, but for the function. */
function definitionOf(tree: ts.SourceFile, schemas: ReadonlyMap<string, unknown>): Map<string, unknown> {
  for (const { initializer } of declarationsOf(tree)) {
    const argument =
      initializer !== undefined && ts.isCallExpression(initializer) ? initializer.arguments[0] : undefined;
    if (argument === undefined || !ts.isObjectLiteralExpression(argument)) continue;
    const properties = argument.properties
      .filter(ts.isPropertyAssignment)
      .filter(({ name }) => keyOf(name) !== "call");
    return new Map(
      properties.map(({ name, initializer: value }) => [keyOf(name), definedValue(value, schemas)]),
    );
  }
  return new Map();
}

/** What has a function in it is none of the keys that are listed. */
function definedValue(value: ts.Expression, schemas: ReadonlyMap<string, unknown>): unknown {
  try {
    return valueOf(value, schemas);
  } catch {
    return undefined;
  }
}

function constantsOf(tree: ts.SourceFile | undefined): Map<string, unknown> {
  return new Map(
    declarationsOf(tree).flatMap(({ name, initializer }) =>
      initializer === undefined ? [] : [[name.getText(), definedValue(initializer, new Map())] as const],
    ),
  );
}

function declarationsOf(tree: ts.SourceFile | undefined): ts.VariableDeclaration[] {
  const statements: readonly ts.Statement[] = tree?.statements ?? [];
  return statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
}
