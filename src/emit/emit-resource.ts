/** `src/generated/resources/<tag>/<name>.ts`: one resource, in the shape of a tool's file. */
import type { Resource } from "../project/project.js";
import { code, comment, identifier, literal, type Code } from "./code.js";
import {
  argumentsType,
  call,
  importLine,
  inputSchema,
  member,
  property,
  type Property,
} from "./emit-tool.js";
import { callOf, lineWidth, objectOf, print, valueOf } from "./layout.js";
import { loadTemplate } from "./template.js";

/** Prints resources; the template is read once. */
export async function resourcePrinter(): Promise<(resource: Resource) => Code> {
  const template = await loadTemplate("resource.ts");
  return (resource) => {
    const schemas = resource.definitions.map(identifier);
    return template({
      apiImport: importLine(code`import type`, [code`operations`], code`../../api.js`),
      resourceImport: importLine(code`import`, helpers(resource), code`../../runtime/resources/resource.js`),
      schemasImport:
        schemas.length === 0 ? code`` : importLine(code`import`, schemas, code`../../schemas.js`),
      key: literal(resource.key),
      members: resource.arguments.map((argument) => member(resource, argument)),
      argumentsType: argumentsType(resource),
      operation: comment(operationLine(resource)),
      constant: identifier(resource.constant),
      definition: definitionCall(resource),
    });
  };
}

/** The operation, and what of it a reader cannot say. */
function operationLine({ method, path, leftOut }: Resource): string {
  const operation = `${method} ${path}`;
  return leftOut.length === 0 ? operation : `${operation} without ${leftOut.join(", ")}`;
}

function helpers(resource: Resource): Code[] {
  return [code`defineResource`, ...(resource.arguments.length === 0 ? [code`type NoArguments`] : [])];
}

/** `defineResource<…>({ … })`, on a line of its own where the names are long. */
function definitionCall(resource: Resource): Code {
  const callee = code`defineResource<${argumentsType(resource)}>`;
  const layout = callOf(callee, objectOf(definition(resource)));
  const line = code`export const ${identifier(resource.constant)} = ${callee}({`;
  return line.length > lineWidth
    ? code`\n  ${print(layout, 2, 2, 1)}`
    : code` ${print(layout, 0, line.length, 1)}`;
}

function definition(resource: Resource): Property[] {
  const { title, uri, uriTemplate, mimeType, tags } = resource;
  return [
    [code`name`, valueOf(resource.name)],
    ...(title === undefined ? [] : [property(code`title`, valueOf(title))]),
    [code`description`, valueOf(resource.description)],
    ...(uri === undefined ? [] : [property(code`uri`, valueOf(uri))]),
    ...(uriTemplate === undefined ? [] : [property(code`uriTemplate`, valueOf(uriTemplate))]),
    ...(mimeType === undefined ? [] : [property(code`mimeType`, valueOf(mimeType))]),
    ...(tags.length === 0 ? [] : [property(code`tags`, valueOf(tags))]),
    [code`inputSchema`, inputSchema(resource)],
    [code`read`, call(resource)],
  ];
}
