/** `src/generated/resources/<tag>/<name>.ts`: one resource, in the shape of a tool's file. */
import type { Resource } from "../project/project.js";
import { code, comment, identifier, literal, type Code } from "./code.js";
import { call, hasUndeclared } from "./emit-request.js";
import { argumentsType, definitionCall, importLine, inputSchema, member } from "./emit-tool.js";
import { property, valueOf, type Property } from "./layout.js";
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
      definition: definitionCall(code`defineResource`, resource, definition(resource)),
    });
  };
}

/** The operation, and what of it a reader cannot say. */
function operationLine({ method, path, leftOut }: Resource): string {
  const operation = `${method} ${path}`;
  return leftOut.length === 0 ? operation : `${operation} without ${leftOut.join(", ")}`;
}

function helpers(resource: Resource): Code[] {
  return [
    ...(hasUndeclared(resource) ? [code`configured`] : []),
    code`defineResource`,
    ...(resource.arguments.length === 0 ? [code`type NoArguments`] : []),
  ];
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
