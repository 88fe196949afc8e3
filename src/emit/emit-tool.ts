/** `src/generated/tools/<tag>/<name>.ts`: one tool, as a person would have written it. */
import type { Argument, ArgumentPlace, Component, Tool } from "../project/project.js";
import { code, comment, identifier, literal, memberName, propertyKey, type Code } from "./code.js";
import { call, hasUndeclared, isOptionalObject } from "./emit-request.js";
import {
  callOf,
  lineWidth,
  objectOf,
  print,
  property,
  shorthandOf,
  valueOf,
  type Layout,
  type Property,
} from "./layout.js";
import { loadTemplate } from "./template.js";

/** Prints tools; the template is read once. */
export async function toolPrinter(): Promise<(tool: Tool) => Code> {
  const template = await loadTemplate("tool.ts");
  return (tool) => {
    const schemas = tool.definitions.map(identifier);
    return template({
      apiImport: importLine(code`import type`, apiTypes(tool), code`../../api.js`),
      toolImport: importLine(code`import`, helpers(tool), code`../../runtime/tool.js`),
      schemasImport:
        schemas.length === 0 ? code`` : importLine(code`import`, schemas, code`../../schemas.js`),
      key: literal(tool.key),
      bodyType: tool.body === undefined ? code`` : bodyType(tool),
      members: tool.arguments.map((argument) => member(tool, argument)),
      argumentsType: argumentsType(tool),
      operation: comment(operationLine(tool)),
      constant: identifier(tool.constant),
      definition: definitionCall(code`defineTool`, tool, definition(tool)),
    });
  };
}

/** The operation, and which of several media types was chosen for its body. */
function operationLine({ method, path, body }: Tool): string {
  const operation = `${method} ${path}`;
  if (body === undefined || body.otherMediaTypes.length === 0) return operation;
  return `${operation} with ${body.mediaType}; the document also offers ${body.otherMediaTypes.join(", ")}`;
}

/** `defineTool<…>({ … })`, on a line of its own where the names are long. */
export function definitionCall(factory: Code, component: Component, properties: readonly Property[]): Code {
  const callee = code`${factory}<${argumentsType(component)}>`;
  const call = callOf(callee, objectOf(properties));
  const line = code`export const ${identifier(component.constant)} = ${callee}({`;
  return line.length > lineWidth
    ? code`\n  ${print(call, 2, 2, 1)}`
    : code` ${print(call, 0, line.length, 1)}`;
}

/** `import { … } from "…";` */
export function importLine(keyword: Code, names: readonly Code[], from: Code): Code {
  const module = code` from ${literal(from)};`;
  return code`${keyword} ${print(shorthandOf(names), 0, keyword.length + 1, module.length)}${module}`;
}

function apiTypes({ body }: Tool): Code[] {
  return [code`operations`, ...(body?.hasMarkers === true ? [code`Writable`] : [])];
}

function helpers(tool: Tool): Code[] {
  return [
    ...(hasUndeclared(tool) ? [code`configured`] : []),
    code`defineTool`,
    ...(tool.arguments.length === 0 ? [code`type NoArguments`] : []),
    ...(isOptionalObject(tool) ? [code`whenGiven`] : []),
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

/** The name of the arguments' interface, one of the runtime's where there are none. */
export function argumentsType(tool: Component): Code {
  return tool.arguments.length === 0 ? code`NoArguments` : identifier(tool.argumentsType);
}

/** A line of the arguments' interface. */
export function member(tool: Component, argument: Argument): Code {
  const mark = argument.required ? code`` : code`?`;
  const head = code`${memberName(argument.name)}${mark}: `;
  const line = code`${head}${argumentType(tool, argument)};`;
  return line.length + 2 > lineWidth ? code`${head}${brokenType(tool, argument)};` : line;
}

function argumentType(tool: Component, { place, wireName }: Argument): Code {
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

/** A type too long for its line; only the one in angle brackets can be broken. */
function brokenType(tool: Component, argument: Argument): Code {
  const [before, inside, after] = argumentType(tool, argument).split(/(?<=^NonNullable<)|(?=>\[)/) as Code[];
  if (before === undefined || inside === undefined || after === undefined)
    return argumentType(tool, argument);
  return code`${before}\n    ${inside}\n  ${after}`;
}

/** openapi-typescript makes a place optional when nothing in it is required. */
function placeType(tool: Component, place: ArgumentPlace): Code {
  const type = code`Operation["parameters"][${literal(place)}]`;
  const required = tool.sent.some((value) => value.place === place && value.required);
  return required ? type : code`NonNullable<${type}>`;
}

function definition(tool: Tool): Property[] {
  return [
    [code`name`, valueOf(tool.name)],
    ...(tool.title === undefined ? [] : [property(code`title`, valueOf(tool.title))]),
    [code`description`, valueOf(tool.description)],
    ...(tool.tags.length === 0 ? [] : [property(code`tags`, valueOf(tool.tags))]),
    ...(tool.unlistedTags === undefined ? [] : [property(code`unlistedTags`, valueOf(tool.unlistedTags))]),
    [code`annotations`, valueOf(tool.annotations)],
    [code`inputSchema`, inputSchema(tool)],
    ...(tool.outputSchema === undefined ? [] : [property(code`outputSchema`, valueOf(tool.outputSchema))]),
    [code`call`, call(tool)],
  ];
}

/** The input schema as an object literal. */
export function inputSchema(tool: Component): Layout {
  const keywords = Object.entries(tool.inputSchema).map(([key, value]) =>
    property(propertyKey(key), valueOf(value)),
  );
  const names = tool.definitions.map(identifier);
  return objectOf(names.length === 0 ? keywords : [...keywords, [code`$defs`, shorthandOf(names)]]);
}
