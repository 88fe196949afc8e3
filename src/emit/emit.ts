/** From a project to its files. */
import type { Goldens } from "../golden/golden.js";
import { hasSurface } from "../project/parts.js";
import type { Project, Resource, Tool } from "../project/project.js";
import { code, modulePath, type Code } from "./code.js";
import { clientStatements } from "./emit-client.js";
import { scaffoldFiles } from "./emit-scaffold.js";
import { emitSchemas } from "./emit-schemas.js";
import { emitServer } from "./emit-server.js";
import { resourcePrinter } from "./emit-resource.js";
import { emitSearchIndex } from "./emit-search-index.js";
import { contractTest, goldenRequests, records, resourceTests, surfaceTests } from "./emit-tests.js";
import { toolPrinter } from "./emit-tool.js";
import { formatTypeScript } from "./format.js";
import { runtimeFiles } from "./runtime-files.js";
import { printStatements } from "./source-file.js";
import type { SourceFile } from "./source.js";

/** What is made meanwhile. */
export interface Besides {
  readonly goldens: Promise<Goldens>;
  /** The text of `api.ts`; made here where it is not made meanwhile. */
  readonly types: Promise<Code> | undefined;
}

/** Every file of the generated project, the user's included. */
export async function emit(project: Project, besides: Besides): Promise<SourceFile[]> {
  const printTool = await toolPrinter();
  const printResource = await resourcePrinter();
  const here = [
    ...(await scaffoldFiles(project)),
    generated(
      code`src/generated/client.ts`,
      await formatTypeScript(printStatements(clientStatements(project))),
    ),
    generated(code`src/generated/server.ts`, await emitServer(project)),
    ...(project.schemas.length === 0
      ? []
      : [generated(code`src/generated/schemas.ts`, await emitSchemas(project))]),
    ...project.tools.map((tool) =>
      ofOperation(tool, code`src/generated/tools/${modulePath(tool.file)}.ts`, printTool(tool)),
    ),
    ...project.resources.map((resource) =>
      ofOperation(
        resource,
        code`src/generated/resources/${modulePath(resource.file)}.ts`,
        printResource(resource),
      ),
    ),
    ...(await runtimeFiles(project)),
    ...(await contractTest()).map(([name, text]) => generated(code`test/generated/${name}`, text)),
    ...records(project).map(([path, text]) => generated(path, text)),
    ...(await resourceTests(project)),
    ...(await surfaceTests(project)),
  ];
  const made = await besides.goldens;
  return [
    ...here,
    ...(hasSurface(project)
      ? [generated(code`src/generated/search-index.ts`, await emitSearchIndex(project, made))]
      : []),
    generated(code`src/generated/api.ts`, await (besides.types ?? typesOf(project))),
    generated(code`test/generated/requests.json`, goldenRequests(project, made)),
  ];
}

/** Loaded when it is needed: where a thread does the work, its library is loaded there. */
async function typesOf({ typesDocument }: Project): Promise<Code> {
  return (await import("./emit-types.js")).emitTypes(typesDocument);
}

function generated(path: Code, text: Code): SourceFile {
  return { path, text, owner: "mcpgen" };
}

function ofOperation({ method, path }: Tool | Resource, file: Code, text: Code): SourceFile {
  return { ...generated(file, text), operation: `${method} ${path}` };
}
