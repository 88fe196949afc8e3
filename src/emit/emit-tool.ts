/** `src/generated/tools/<tag>/<name>.ts`: one tool, as a person would have written it. */
import type { Argument, ArgumentPlace, Tool } from "../project/project.js";
import {
  access,
  code,
  comment,
  identifier,
  join,
  literal,
  memberName,
  modulePath,
  objectLiteral,
  propertyKey,
  shorthandObject,
  type Code,
} from "./code.js";
import { exportedConstant, exportedInterface, importOf, typeAlias, type Statement } from "./source-file.js";

const up = code`../../`;

/** The statements of a tool's file. */
export function toolStatements(tool: Tool): Statement[] {
  return [
    ...imports(tool),
    typeAlias(code`Operation`, code`operations[${literal(tool.constant)}]`),
    ...(tool.body === undefined ? [] : [typeAlias(code`Body`, bodyType(tool))]),
    ...(tool.arguments.length === 0 ? [] : [argumentsInterface(tool)]),
    exportedConstant(
      identifier(tool.constant),
      code`defineTool<${argumentsType(tool)}>(${definition(tool)})`,
      {
        doc: comment(`${tool.method} ${tool.path}`),
      },
    ),
  ];
}

function imports(tool: Tool): Statement[] {
  const types = [code`operations`, ...(tool.body?.hasMarkers === true ? [code`Writable`] : [])];
  const helpers = [
    code`defineTool`,
    ...(tool.arguments.length === 0 ? [code`type NoArguments`] : []),
    ...(isOptionalObject(tool) ? [code`whenGiven`] : []),
  ];
  const schemas = tool.definitions.map(identifier);
  return [
    importOf(code`${up}api.js`, types, { type: true }),
    importOf(code`${up}runtime/tool.js`, helpers),
    ...(schemas.length === 0 ? [] : [importOf(code`${up}schemas.js`, schemas)]),
  ];
}

function bodyType({ body }: Tool): Code {
  if (body === undefined) return code`never`;
  const requestBody = code`Operation["requestBody"]`;
  const content = body.optional
    ? code`NonNullable<${requestBody}>["content"]`
    : code`${requestBody}["content"]`;
  const written = code`${content}[${literal(body.mediaType)}]`;
  const type = body.nullable ? code`NonNullable<${written}>` : written;
  return body.hasMarkers ? code`Writable<${type}>` : type;
}

function argumentsType(tool: Tool): Code {
  return tool.arguments.length === 0 ? code`NoArguments` : identifier(tool.argumentsType);
}

function argumentsInterface(tool: Tool): Statement {
  const members = tool.arguments.map((argument) => ({
    name: memberName(argument.name),
    type: argumentType(tool, argument),
    optional: !argument.required,
  }));
  return exportedInterface(identifier(tool.argumentsType), members);
}

function argumentType(tool: Tool, { place, wireName }: Argument): Code {
  switch (place) {
    case "field":
      return code`Body[${literal(wireName)}]`;
    case "body":
      return code`Body`;
    case "querystring":
      return code`unknown`;
    default:
      return code`${placeType(tool, place)}[${literal(wireName)}]`;
  }
}

/** openapi-typescript makes a place optional when nothing in it is required. */
function placeType(tool: Tool, place: ArgumentPlace): Code {
  const type = code`Operation["parameters"][${literal(place)}]`;
  const required = tool.arguments.some((argument) => argument.place === place && argument.required);
  return required ? type : code`NonNullable<${type}>`;
}

function definition(tool: Tool): Code {
  return objectLiteral([
    [code`name`, literal(tool.name)],
    ...(tool.title === undefined ? [] : [[code`title`, literal(tool.title)] as const]),
    [code`description`, literal(tool.description)],
    [code`annotations`, literal(tool.annotations)],
    [code`inputSchema`, inputSchema(tool)],
    ...(tool.outputSchema === undefined ? [] : [[code`outputSchema`, literal(tool.outputSchema)] as const]),
    [code`call`, call(tool)],
  ]);
}

function inputSchema(tool: Tool): Code {
  const entries = Object.entries(tool.inputSchema).map(
    ([key, value]) => [propertyKey(key), literal(value)] as const,
  );
  const names = tool.definitions.map(identifier);
  return objectLiteral(names.length === 0 ? entries : [...entries, [code`$defs`, shorthandObject(names)]]);
}

function call(tool: Tool): Code {
  const types = tool.body === undefined ? code`Operation` : code`Operation, Body`;
  const args = tool.arguments.length === 0 ? code`_args` : code`args`;
  return code`(api, ${args}, context) => api.request<${types}>(${literal(tool.method)}, ${literal(tool.path)}, ${request(tool)}, context)`;
}

function request(tool: Tool): Code {
  const places = (["path", "query", "header", "cookie", "querystring"] as const).flatMap((place) => {
    const values = tool.arguments.filter((argument) => argument.place === place).map(assignment);
    return values.length === 0 ? [] : [[identifier(place), objectLiteral(values)] as const];
  });
  return objectLiteral([
    ...places,
    ...(tool.body === undefined ? [] : [[code`body`, bodyValue(tool)] as const]),
    ...(tool.wire === undefined ? [] : [[code`wire`, literal(tool.wire)] as const]),
    ...(tool.security === undefined ? [] : [[code`security`, literal(tool.security)] as const]),
    ...(tool.server === undefined ? [] : [[code`server`, literal(tool.server)] as const]),
  ]);
}

function assignment({ wireName, name }: Argument): readonly [Code, Code] {
  return [propertyKey(wireName), access(code`args`, name)];
}

function bodyValue(tool: Tool): Code {
  const whole = tool.arguments.find(({ place }) => place === "body");
  if (whole !== undefined) return access(code`args`, whole.name);
  const fields = objectLiteral(tool.arguments.filter(({ place }) => place === "field").map(assignment));
  return isOptionalObject(tool) ? code`whenGiven<Body>(${fields})` : fields;
}

function isOptionalObject(tool: Tool): boolean {
  return tool.body?.optional === true && !tool.arguments.some(({ place }) => place === "body");
}

/** The import of a tool's constant as `server.ts` writes it. */
export function toolImport(tool: Tool): Statement {
  return importOf(join([code`./tools/`, modulePath(tool.file), code`.js`]), [identifier(tool.constant)]);
}
