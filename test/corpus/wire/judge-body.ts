/** What an API reads of a body, by its content type. */
import { isDeepStrictEqual } from "node:util";
import {
  decodeDeepObject,
  decodeMultipart,
  decodeQueryValue,
  rawPairs,
  type Part,
} from "../../wire/decode.js";
import { readXml, type XmlElement } from "../../wire/read-xml.js";
import type { Encoding } from "../../../src/openapi/api.js";
import type { Call } from "./judge.js";
import { deepTexts, isEmpty, kindOf, plain } from "./values.js";

/** The class of a body, and whether it is what the arguments say. */
export function judgeBody(call: Call): [label: string, isRight: () => boolean] {
  const type = call.request.headers["content-type"] ?? "";
  const [essence = ""] = type.toLowerCase().split(";");
  const body = bodyOf(call);
  if (/[/+]json$/.test(essence)) return [`body ${essence}`, () => isDeepStrictEqual(call.request.json, body)];
  if (essence === "application/x-www-form-urlencoded")
    return [`body ${essence}`, () => isFormBody(call, body)];
  if (essence.startsWith("multipart/"))
    return [`body ${essence}`, () => isMultipart(bytesOf(call), type, body, call)];
  // A text of XML is the model's own.
  if (/[/+]xml$/.test(essence) && typeof body !== "string")
    return [`body ${essence}`, () => isXml(call.request.text ?? "", body)];
  return [`body ${essence}`, () => isText(bytesOf(call), body)];
}

/** Well-formed, and what its elements and attributes hold is what was given: which of them holds it, nobody else can say. */
function isXml(text: string, body: unknown): boolean {
  return isDeepStrictEqual(contentsOf(readXml(text)).sort(), textsIn(body).sort());
}

function contentsOf(element: XmlElement): string[] {
  const own = [...element.attributes].flatMap(([name, value]) => (name === "xsi:nil" ? [] : [value]));
  const below = element.children.flatMap((child) =>
    typeof child === "string" ? [child] : contentsOf(child),
  );
  return [...own, ...below].filter((each) => each !== "");
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (value === null) return [];
  return typeof value === "object" ? Object.values(value).flatMap(textsIn) : [JSON.stringify(value)];
}

/** The body as its arguments give it. */
export function bodyOf({ tool, args }: Call): unknown {
  const whole = tool.arguments.find(({ place }) => place === "body");
  if (whole !== undefined) return args[whole.name];
  const fields = tool.arguments.filter(({ place, name }) => place === "field" && args[name] !== undefined);
  return Object.fromEntries(fields.map(({ name, wireName }) => [wireName, args[name]]));
}

function bytesOf({ request: { text, base64, json } }: Call): Uint8Array {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  return Buffer.from(text ?? JSON.stringify(json) ?? "", "utf8");
}

/** A form that the document declares as one text is written by the model itself. */
function isFormBody(call: Call, body: unknown): boolean {
  return kindOf(body) === "object"
    ? isForm(call.request.text ?? "", body, call)
    : isText(bytesOf(call), body);
}

type Pairs = [string, string][];

/** Fields as the encoding says, by default exploded lists; what no style can carry as JSON or with brackets. */
function isForm(text: string, body: unknown, call: Call): boolean {
  const pairs = rawPairs(text.replaceAll("+", "%20"));
  return Object.entries(body as object).every(
    ([name, value]: [string, unknown]) => isEmpty(value) || isStyled(pairs, name, value, call),
  );
}

function isStyled(pairs: Pairs, name: string, value: unknown, call: Call): boolean {
  const encoding = encodingOf(call, name);
  const { style = "form", explode = true } = encoding ?? {};
  const expected = plain(value);
  const kind = kindOf(value);
  const isDeep = style === "deepObject" && kind !== "primitive";
  const isWhole = pairs.some(([key]) => decodeURIComponent(key) === name);
  if (expected === undefined || isDeep || (kind === "object" && isWhole && encoding?.style === undefined))
    return isStructure(pairs, name, value);
  const decoded = decodeQueryValue(pairs, { name, style, explode, kind });
  return kind === "object" && explode
    ? Object.entries(expected).every(([key, text]) => (decoded as Record<string, string>)[key] === text)
    : isDeepStrictEqual(decoded, expected);
}

function encodingOf({ operation, tool }: Call, name: string): Encoding | undefined {
  const media = operation.requestBody?.content.find((each) => each.name === tool.body?.mediaType);
  return media?.encoding.get(name);
}

function isStructure(pairs: Pairs, name: string, value: unknown): boolean {
  const [, text] = pairs.find(([key]) => decodeURIComponent(key) === name) ?? [];
  if (text !== undefined) return isDeepStrictEqual(JSON.parse(decodeURIComponent(text)), value);
  return isDeepStrictEqual(decodeDeepObject(pairs, name), deepTexts(value));
}

/** A part for each field, several for a list; files are the bytes of their base64. */
function isMultipart(bytes: Uint8Array, type: string, body: unknown, call: Call): boolean {
  const parts = decodeMultipart(bytes, type);
  // With a style, parts are the pairs of a form (OpenAPI 3.1 section 4.8.15), and a comma is what stands between values.
  const pairs = parts.map(({ name, content }): [string, string] => [
    encodeURIComponent(name),
    encodeURIComponent(Buffer.from(content).toString("utf8")).replaceAll("%2C", ","),
  ]);
  return Object.entries(body as object).every(([name, value]: [string, unknown]) => {
    if (isEmpty(value)) return true;
    const own = parts.filter((part) => part.name === name);
    return (
      areParts(own, value) ||
      (encodingOf(call, name)?.style !== undefined && isStyled(pairs, name, value, call))
    );
  });
}

function areParts(parts: readonly Part[], value: unknown): boolean {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && isPart(first, value)) return true;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return parts.length === values.length && parts.every((part, index) => isPart(part, values[index]));
}

function isPart({ content, contentType = "" }: Part, value: unknown): boolean {
  if (isText(content, value)) return true;
  return (
    /json/.test(contentType) && isDeepStrictEqual(JSON.parse(Buffer.from(content).toString("utf8")), value)
  );
}

/** A text, or bytes that were given as base64. */
function isText(bytes: Uint8Array, value: unknown): boolean {
  const given = Buffer.from(bytes);
  if (given.toString("utf8") === plain(value)) return true;
  return typeof value === "string" && given.equals(Buffer.from(value, "base64"));
}
