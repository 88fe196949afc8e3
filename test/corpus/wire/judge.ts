/**
 * Judges a recorded request by the document and the independent decoder of `test/wire`: what each argument was, and what an
 * API would read of it. Nothing here knows how the runtime encodes.
 */
import { isDeepStrictEqual } from "node:util";
import type { GoldenRequest } from "../../../src/golden/golden.js";
import type { Operation, Parameter } from "../../../src/openapi/api.js";
import type { Argument, Tool } from "../../../src/project/project.js";
import {
  decodeCookie,
  decodeDeepObject,
  decodeHeader,
  decodePathValue,
  decodeQueryValue,
  matchPath,
  percentDecode,
  rawPairs,
  type Decoded,
  type Description,
} from "../../wire/decode.js";
import { judgeBody } from "./judge-body.js";
import { partOf, type Part } from "./part.js";
import { pathOf, splitTarget } from "./request-line.js";
import { deepTexts, isEmpty, kindOf, plain, type Verdict } from "./values.js";

/** An operation, its tool, and one call of it. */
export interface Call {
  readonly operation: Operation;
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly request: GoldenRequest;
}

/** A verdict on each argument of a call, and one on the request line. */
export function judge(call: Call): Verdict[] {
  const { operation, tool, args, request } = call;
  const [path = "", query = ""] = splitTarget(request.target);
  const line = verdict(partOf("line"), "method and path", () => {
    if (request.method !== operation.method) throw new Error(`the method is ${request.method}`);
    return matchPath(pathOf(operation), path) !== undefined;
  });
  const parameters = tool.arguments.flatMap((argument) => {
    const parameter = operation.parameters.find(
      ({ name, in: place }) => name === argument.wireName && place === argument.place,
    );
    const value = args[argument.name];
    return parameter === undefined || value === undefined || isEmpty(value)
      ? []
      : [judgeParameter(parameter, value, { path, query, operation, headers: request.headers })];
  });
  const given = (argument: Argument): boolean => args[argument.name] !== undefined;
  const hasBody = tool.arguments.some((each) => ["body", "field"].includes(each.place) && given(each));
  return [line, ...parameters, ...(hasBody ? [verdict(partOf("body"), ...judgeBody(call))] : [])];
}

interface Sent {
  readonly path: string;
  readonly query: string;
  readonly operation: Operation;
  readonly headers: Readonly<Record<string, string>>;
}

function judgeParameter(parameter: Parameter, value: unknown, sent: Sent): Verdict {
  const { in: place, style, explode, mediaType } = parameter;
  const part = partOf(place, parameter.name);
  if (mediaType !== undefined) {
    return verdict(part, `${place} ${mediaType}`, () => isContent(parameter, value, sent));
  }
  const label = `${place} ${style}${explode ? "*" : ""} ${kindOf(value)}`;
  // Of a value that is no structure, brackets have nothing to say.
  if (style === "deepObject" && kindOf(value) !== "primitive") {
    return verdict(part, label, () =>
      isDeepStrictEqual(decodeDeepObject(rawPairs(sent.query), parameter.name), deepTexts(value)),
    );
  }
  const expected = plain(value);
  if (expected === undefined)
    return { part, label: `${place} ${style}: nested, no style says how`, judged: false };
  return verdict(part, label, () => isSame(read(parameter, value, sent), expected));
}

/** What an API reads for a parameter. */
function read(
  parameter: Parameter,
  value: unknown,
  { path, query, operation, headers }: Sent,
): Decoded | undefined {
  const { name, in: place, style, explode } = parameter;
  const description: Description = { name, style, explode, kind: kindOf(value) };
  switch (place) {
    case "path":
      return decodePathValue(matchPath(pathOf(operation), path).get(name) ?? "", description);
    case "query":
      return decodeQueryValue(rawPairs(query), description);
    case "header":
      return decodeHeader(headers[name.toLowerCase()] ?? "", explode, description.kind);
    case "cookie":
      return decodeCookie(headers["cookie"] ?? "", description);
    case "querystring":
      return undefined;
  }
}

/** Parameters with `content`: their text is a value of the media type. */
function isContent({ name, in: place, mediaType = "" }: Parameter, value: unknown, sent: Sent): boolean {
  if (place === "querystring") return isFormQuery(mediaType, value, sent.query);
  const text = contentText(name, place, sent);
  return isDeepStrictEqual(/json/.test(mediaType) ? (JSON.parse(text) as unknown) : text, value);
}

function contentText(
  name: string,
  place: Parameter["in"],
  { path, query, operation, headers }: Sent,
): string {
  if (place === "header") return headers[name.toLowerCase()] ?? "";
  if (place === "cookie")
    return readText(
      decodeCookie(headers["cookie"] ?? "", { name, style: "form", explode: true, kind: "primitive" }),
    );
  if (place === "path") return percentDecode(matchPath(pathOf(operation), path).get(name) ?? "");
  const [, value = ""] = rawPairs(query).find(([key]) => percentDecode(key) === name) ?? [];
  return percentDecode(value);
}

function readText(decoded: Decoded): string {
  return typeof decoded === "string" ? decoded : JSON.stringify(decoded);
}

/** OpenAPI 3.2: the whole query string is one value. */
function isFormQuery(mediaType: string, value: unknown, query: string): boolean {
  if (/json/.test(mediaType)) return isDeepStrictEqual(JSON.parse(percentDecode(query)), value);
  const pairs = rawPairs(query.replaceAll("+", "%20")).map(
    ([key, text]) => [percentDecode(key), percentDecode(text)] as const,
  );
  return Object.entries(value as object).every(([key, each]) =>
    isDeepStrictEqual(
      pairs.filter(([name]) => name === key).map(([, text]) => text),
      [plain(each)].flat(),
    ),
  );
}

/** An exploded object shares the query string or the cookies with others: its own names are what counts. */
function isSame(decoded: Decoded | undefined, expected: Decoded): boolean {
  if (
    typeof expected !== "object" ||
    Array.isArray(expected) ||
    typeof decoded !== "object" ||
    Array.isArray(decoded)
  )
    return isDeepStrictEqual(decoded, expected);
  return Object.entries(expected).every(([key, value]) => decoded[key] === value);
}

function verdict(part: Part, label: string, isRight: () => boolean): Verdict {
  try {
    return { part, label, judged: true, ...(isRight() ? {} : { problem: "reads something else" }) };
  } catch (error) {
    return { part, label, judged: true, problem: (error as Error).message };
  }
}
