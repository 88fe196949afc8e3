/** Where an operation serialises other than OpenAPI's defaults; everything else is left unsaid. */
import type { FieldWire, ParameterWire, Wire } from "../../templates/runtime/wire/wire.js";
import type { Encoding, Operation, Parameter } from "../openapi/api.js";
import { typesOf, type JsonSchema } from "../json/json-schema.js";
import { essence, isFileField, isHidden, type MappedBody } from "./map-body.js";
import type { Schemas } from "./schemas.js";

const defaultStyle = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
  querystring: "form",
} as const;

/** The wire of an operation, `undefined` when all of it is as usual. */
export function mapWire(
  operation: Operation,
  body: MappedBody | undefined,
  schemas: Schemas,
): Wire | undefined {
  const places = (["path", "query", "header", "cookie", "querystring"] as const).map((place) => {
    const entries = operation.parameters
      .filter((parameter) => parameter.in === place && parameter.change?.source?.kind !== "hidden")
      .map((parameter) => [parameter.name, parameterWire(parameter, schemas)] as const)
      .filter(([, wire]) => Object.keys(wire).length > 0);
    return [place, entries.length === 0 ? undefined : Object.fromEntries(entries)] as const;
  });
  const all = [...places, ["body", body === undefined ? undefined : bodyWire(body, schemas)] as const];
  const given = all.filter(([, wire]) => wire !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as Wire);
}

function parameterWire(parameter: Parameter, schemas: Schemas): ParameterWire {
  if (parameter.mediaType !== undefined) return { content: parameter.mediaType };
  const { style, explode } = parameter;
  const explodesByDefault = style === "form" || style === "cookie";
  const explodeMatters =
    style !== "deepObject" && explode !== explodesByDefault && !isPrimitive(parameter.schema, schemas);
  return {
    ...(style === defaultStyle[parameter.in] ? {} : { style }),
    ...(explodeMatters ? { explode } : {}),
    ...(parameter.allowReserved ? { allowReserved: true } : {}),
  };
}

function isPrimitive(written: JsonSchema, schemas: Schemas): boolean {
  const schema = schemas.resolve(written);
  const types = typeof schema === "boolean" ? undefined : typesOf(schema);
  return types !== undefined && types.every((type) => type !== "array" && type !== "object");
}

function bodyWire(body: MappedBody, schemas: Schemas): Wire["body"] {
  const mediaType = body.media.name;
  if (body.kind === "binary") return { mediaType, base64: true };
  if (body.xml !== undefined) return { mediaType, xml: body.xml };
  const fields = fieldWires(body, schemas);
  if (fields.length > 0) return { mediaType, fields: Object.fromEntries(fields) };
  return isPlainJson(mediaType) ? undefined : mediaType;
}

/** JSON is in UTF-8 whatever its type says (RFC 8259 section 8.1); other parameters, such as a version, mean something. */
function isPlainJson(mediaType: string): boolean {
  const parameters = mediaType.split(";").slice(1);
  return (
    essence(mediaType) === "application/json" &&
    parameters.every((each) => /^\s*(charset\s*=.*)?$/i.test(each))
  );
}

function fieldWires(body: MappedBody, schemas: Schemas): [string, FieldWire][] {
  if (body.kind !== "form" && body.kind !== "multipart") return [];
  const names = new Set([...(body.fields?.properties.keys() ?? []), ...body.media.encoding.keys()]);
  return [...names].flatMap((name): [string, FieldWire][] => {
    if (isHidden(name, body.changes)) return [];
    const schema = body.fields?.properties.get(name) ?? true;
    const wire = fieldWire(body, schema, body.media.encoding.get(name) ?? {}, schemas);
    return Object.keys(wire).length === 0 ? [] : [[name, wire]];
  });
}

function fieldWire(body: MappedBody, schema: JsonSchema, encoding: Encoding, schemas: Schemas): FieldWire {
  const contentType = encoding.contentType?.split(",")[0]?.trim();
  if (isFileField(body, schema, schemas))
    return { base64: true, ...(contentType === undefined ? {} : { contentType }) };
  const { style, explode } = encoding;
  if (isPrimitive(schema, schemas) && style !== undefined)
    return encoding.allowReserved === true ? { allowReserved: true } : {};
  return {
    ...(contentType === undefined || (body.kind === "form" && style !== undefined) ? {} : { contentType }),
    ...(style === undefined ? {} : { style }),
    ...(explode === undefined || style === "deepObject" || (explode && style === "form") ? {} : { explode }),
    ...(encoding.allowReserved === true ? { allowReserved: true } : {}),
  };
}
