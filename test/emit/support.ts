import ts from "typescript";
import { emit } from "../../src/emit/emit.js";
import { goldens } from "../../src/golden/golden.js";
import type { Project } from "../../src/project/project.js";

/** The files of a project by path. */
export async function emitted(project: Project): Promise<Map<string, string>> {
  const files = await emit(project, { goldens: goldens(project), types: undefined });
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** What TypeScript says of a text's syntax. */
export function syntaxErrors(path: string, text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
