/** The TypeScript of a project as syntax trees, parsed once for all checks. */
import ts from "typescript";
import type { Project } from "../project.js";

/** The runtime is the same in every project; `fixed-files.ts` compares it with its templates. */
const written = /^src\/(?!generated\/runtime\/).*\.ts$/;

/** The sources that say something of the document, and what is wrong with their syntax. */
export interface Sources {
  readonly trees: ReadonlyMap<string, ts.SourceFile>;
  readonly syntaxErrors: readonly string[];
}

/** Parses the sources of a project. */
export function parseSources({ files }: Project): Sources {
  const texts = [...files].filter(([path]) => written.test(path));
  const trees = new Map(
    texts.map(
      ([path, text]) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)] as const,
    ),
  );
  // Nothing is resolved or bound: a program is the one public way to the errors of the parser.
  const host: ts.CompilerHost = {
    getSourceFile: (path) => trees.get(path),
    getDefaultLibFileName: () => "",
    writeFile: () => undefined,
    getCurrentDirectory: () => "",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => trees.has(path),
    readFile: () => undefined,
  };
  const program = ts.createProgram([...trees.keys()], { noResolve: true, noLib: true, types: [] }, host);
  const syntaxErrors = program
    .getSyntacticDiagnostics()
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  return { trees, syntaxErrors };
}

/** Every node of a tree. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** Every string and every key. */
export function stringsOf({ trees }: Sources): Set<string> {
  const strings = new Set<string>();
  for (const tree of trees.values())
    for (const node of nodesOf(tree))
      if (ts.isStringLiteral(node) || (ts.isIdentifier(node) && isMember(node))) strings.add(node.text);
  return strings;
}

/** Whether a name stands for itself: a key, a member of a type, what is behind a dot. */
export function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  const named =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyAccessExpression(parent);
  return named && parent.name === node;
}
