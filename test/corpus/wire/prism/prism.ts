/**
 * The first judge of a recorded request: prism-http, which knows the operation from the document alone. Each parameter and
 * the body are handed to it one by one, so that what it says, or fails at, is known to be about that one.
 */
import type { GoldenRequest } from "../../../../src/golden/golden.js";
import type { Operation } from "../../../../src/openapi/api.js";
import type { Reader } from "../../../../src/openapi/reader.js";
import { partOf, type Part, type Place } from "../part.js";
import { splitTarget } from "../request-line.js";
import { watchCompiling } from "./compiling.js";
import {
  convertToJsonSchema,
  transformOas2Operation,
  transformOas3Operation,
  validateInput,
  type PrismDiagnostic,
  type PrismOperation,
  type PrismRequest,
} from "./libraries.js";
import type { Ease } from "./inline-schema.js";
import { operationDocument, type OperationDocument } from "./operation-document.js";

type RequestSpec = NonNullable<PrismOperation["request"]>;

/** What prism says of one part of a request. */
export interface Finding {
  readonly part: Part;
  /** What prism takes for the description of the part. */
  readonly spec: PartSpec;
  /** Why it has nothing to say. */
  readonly notJudged?: string;
  /** What it objects to; none when it accepts. */
  readonly objections: readonly Objection[];
}

/** One thing that prism refuses. */
export interface Objection {
  /** Ajv's keyword, prism's own code, or `exception`. */
  readonly code: string;
  readonly message: string;
  /** Where in the value. */
  readonly path: readonly string[];
}

/** A parameter or body in prism's words. */
export interface PartSpec {
  readonly style?: string;
  readonly required?: boolean;
  readonly schema?: Readonly<Record<string, unknown>>;
  /** The media types of a body. */
  readonly contents?: readonly { readonly mediaType: string; readonly encodings?: readonly Encoding[] }[];
}

/** How a field of a form travels. */
export interface Encoding {
  readonly property: string;
  readonly style: string;
}

/** Prism's findings on the parameters and the body of a request. */
export function judgeByPrism(
  reader: Reader,
  operation: Operation,
  recorded: GoldenRequest,
  eases: readonly Ease[] = [],
): Finding[] {
  const resource = prismOperation(operationDocument(reader, operation, eases));
  const { path = [], query = [], headers = [], cookie = [], body } = resource.request ?? {};
  const request = prismRequest(recorded);
  const parameter = (place: Place, spec: Named, shape: RequestSpec): Finding =>
    spec.content !== undefined
      ? unjudged(partOf(place, spec.name), spec as PartSpec, "prism does not read parameters with `content`")
      : // Prism refuses a body that the operation does not have; one of which nothing is known may be anything.
        judgePart(partOf(place, spec.name), spec as PartSpec, {
          resource: { ...resource, request: { ...shape, body: { id: "" } } },
          element: { ...request, body: undefined },
        });
  const hasBody = body !== undefined || request.body !== undefined;
  return [
    ...path.map((each) => parameter("path", each, { path: [each] })),
    ...query.map((each) => parameter("query", each, { query: [each] })),
    ...headers.map((each) => parameter("header", each, { headers: [each] })),
    ...cookie.map((each) =>
      unjudged(partOf("cookie", each.name), each as PartSpec, "prism does not look at cookies"),
    ),
    ...(hasBody
      ? [
          judgePart(partOf("body"), body ?? {}, {
            resource: { ...resource, request: body === undefined ? {} : { body } },
            element: request,
          }),
        ]
      : []),
  ];
}

interface Named {
  readonly name: string;
  readonly content?: unknown;
}

function unjudged(part: Part, spec: PartSpec, notJudged: string): Finding {
  return { part, spec, notJudged, objections: [] };
}

function judgePart(
  part: Part,
  spec: PartSpec,
  input: { readonly resource: PrismOperation; readonly element: PrismRequest },
): Finding {
  try {
    const { result, uncompilable } = watchCompiling(() => validateInput(input));
    if (uncompilable !== undefined)
      return unjudged(part, spec, `its Ajv does not compile the schema: ${inShort(uncompilable)}`);
    return { part, spec, objections: result._tag === "Right" ? [] : result.left.flatMap(objection) };
  } catch (error) {
    return { part, spec, objections: [{ code: "exception", message: (error as Error).message, path: [] }] };
  }
}

/** The first of Ajv's complaints, without where it is and without the pattern: what is counted is the kind. */
function inShort(complaint: string): string {
  const [first = ""] = complaint.split(", ");
  return first
    .replace(/data\/\S*\//, "")
    .replace(/: \/.*\/u:/, ":")
    .replace(/#\S+ from id #$/, "to a bundled schema");
}

/** Errors have the severity 0; a warning says that a parameter is deprecated. */
function objection({ code, message, path = [], severity }: PrismDiagnostic): Objection[] {
  return Number(severity) === 0 ? [{ code: String(code ?? ""), message, path }] : [];
}

function prismOperation({ value, path, method, bundled }: OperationDocument): PrismOperation {
  const document = { ...value };
  const config = { type: "operation", documentProp: "paths", nameProp: "path" } as const;
  const transform = "swagger" in document ? transformOas2Operation : transformOas3Operation;
  const operation = transform({ document, name: path, method, config });
  const schemas = [...bundled].map(([key, schema]) => [key, convertToJsonSchema(document, schema)] as const);
  return Object.assign(operation, schemas.length === 0 ? {} : { __bundled__: Object.fromEntries(schemas) });
}

/** The request as prism's own server reads it from the wire. */
function prismRequest({ method, target, headers, json, text, base64 }: GoldenRequest): PrismRequest {
  const [path, search] = splitTarget(target);
  const pairs = new URLSearchParams(search);
  const query = [...new Set(pairs.keys())].map((name) => {
    const values = pairs.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
  });
  const body =
    json ?? text ?? (base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("utf8"));
  return {
    method: method.toLowerCase() as PrismRequest["method"],
    url: { path, query: Object.fromEntries(query) },
    // Node's client adds the length below what is recorded; without one, prism does not look at a body's type.
    headers: body === undefined ? { ...headers } : { ...headers, "content-length": lengthOf(body) },
    body,
  };
}

function lengthOf(body: unknown): string {
  return String(Buffer.byteLength(typeof body === "string" ? body : JSON.stringify(body)));
}
