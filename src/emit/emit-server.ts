/** `src/generated/server.ts` and `schemas.ts`: the server's tools, and the schemas they share. */
import type { Project } from "../project/project.js";
import { code, identifier, join, literal, objectLiteral, type Code } from "./code.js";
import { toolImport } from "./emit-tool.js";
import { exportedConstant, exportedFunction, importOf, type Statement } from "./source-file.js";

/** The statements of `server.ts`. */
export function serverStatements(project: Project): Statement[] {
  const tools = project.tools.map(({ constant }) => identifier(constant));
  return [
    importOf(code`./client.js`, [code`createApi`]),
    importOf(code`./runtime/run.js`, [code`runServer`, code`type Extensions`]),
    importOf(code`./runtime/tool.js`, [code`Tool`], { type: true }),
    ...project.tools.map(toolImport),
    exportedConstant(code`tools`, code`[${join(tools, code`, `)}]`, {
      type: code`readonly Tool[]`,
      doc: code`The server's tools, in the order of the document.`,
    }),
    exportedFunction({
      name: code`run`,
      parameters: [{ name: code`extensions`, type: code`Extensions`, initializer: code`{}` }],
      returns: code`Promise<void>`,
      body: [code`await runServer(${runOptions(project)});`],
      doc: code`Starts the server, with your own code from src/extensions.`,
      async: true,
    }),
  ];
}

function runOptions(project: Project): Code {
  const info = [
    [code`name`, literal(project.serverName)],
    [code`title`, literal(project.title)],
    [code`version`, literal(project.version)],
  ] as const;
  return join([
    code`{ ${join(
      info.map(([key, value]) => code`${key}: ${value}`),
      code`, `,
    )}, `,
    code`tools, createApi, extensions }`,
  ]);
}

/** The statements of `schemas.ts`. */
export function schemaStatements(project: Project): Statement[] {
  return [
    importOf(code`./runtime/protocol.js`, [code`JsonSchema`], { type: true }),
    ...project.schemas.map(({ name, schema }) =>
      exportedConstant(
        identifier(name),
        typeof schema === "boolean" ? booleanSchema(schema) : literal(schema),
        {
          type: code`JsonSchema`,
        },
      ),
    ),
  ];
}

/** `$defs` of objects only: `true` allows everything, `false` nothing. */
function booleanSchema(schema: boolean): Code {
  return schema ? code`{}` : objectLiteral([[code`not`, code`{}`]]);
}
