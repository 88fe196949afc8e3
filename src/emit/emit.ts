/** From a project to its files. */
import type { Goldens } from "../golden/golden.js";
import type { Project } from "../project/project.js";
import { code, join, modulePath, type Code } from "./code.js";
import { clientStatements } from "./emit-client.js";
import { scaffoldFiles } from "./emit-scaffold.js";
import { schemaStatements, serverStatements } from "./emit-server.js";
import { contractTest, goldenRequests, toolsListSnapshot } from "./emit-tests.js";
import { toolPrinter } from "./emit-tool.js";
import { emitTypes } from "./emit-types.js";
import { formatTypeScript } from "./format.js";
import { runtimeFiles } from "./runtime-files.js";
import { Printer, type Statement } from "./source-file.js";
import type { SourceFile } from "./source.js";

/** Every file of the generated project, the user's included. */
export async function emit(project: Project, goldens: Promise<Goldens>): Promise<SourceFile[]> {
  const printer = new Printer();
  const typescript = async (path: Code, statements: readonly Statement[]): Promise<SourceFile> =>
    generated(join([code`src/generated/`, path]), await formatTypeScript(printer.print(statements)));
  const printTool = await toolPrinter();
  const tools = project.tools.map((tool) =>
    generated(code`src/generated/tools/${modulePath(tool.file)}.ts`, printTool(tool)),
  );
  return [
    ...(await scaffoldFiles(project)),
    generated(code`src/generated/api.ts`, emitTypes(project.typesDocument)),
    await typescript(code`client.ts`, clientStatements(project)),
    await typescript(code`server.ts`, serverStatements(project)),
    ...(project.schemas.length === 0 ? [] : [await typescript(code`schemas.ts`, schemaStatements(project))]),
    ...tools,
    ...(await runtimeFiles()),
    generated(code`test/generated/contract.test.mjs`, await contractTest()),
    generated(code`test/generated/requests.json`, goldenRequests(await goldens)),
    generated(code`test/generated/tools-list.json`, toolsListSnapshot(project)),
  ];
}

function generated(path: Code, text: Code): SourceFile {
  return { path, text, owner: "mcpgen" };
}
