/**
 * The first judge of a recorded request: prism-http, which knows the operation from the document alone. Each parameter and
 * the body are handed to it one by one, so that what it says, or fails at, is known to be about that one.
 */
import type { GoldenRequest } from "../../../../src/golden/golden.js";
import type { Operation } from "../../../../src/openapi/api.js";
import type { Reader } from "../../../../src/openapi/reader.js";
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
import { operationDocument, type OperationDocument } from "./operation-document.js";

type RequestSpec = NonNullable<PrismOperation["request"]>;

/** What prism says of one part of a request. */
export interface Finding {
  /** Place and name as the document has them, e.g. `query filter`; `body`. */
  readonly part: string;
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

/** Prism's findings on the parameters and the body of a request. */
export function judgeByPrism(reader: Reader, operation: Operation, request: GoldenRequest): Finding[] {
  const resource = prismOperation(operationDocument(reader, operation));
  const withBody = prismRequest(request);
  // Prism refuses a body that the operation does not have, so parameters are judged without.
  const bodyless = { ...withBody, headers: request.headers, body: undefined };
  const { path = [], query = [], headers = [], cookie = [], body } = resource.request ?? {};
  const one = (part: string, spec: RequestSpec): Finding =>
    judgePart(part, { ...resource, request: spec }, bodyless);
  return [
    ...path.map((each) => one(`path ${each.name}`, { path: [each] })),
    ...query.map((each) => one(`query ${each.name}`, { query: [each] })),
    ...headers.map((each) => one(`header ${each.name}`, { headers: [each] })),
    ...cookie.map((each) => unjudged(`cookie ${each.name}`, "prism does not look at cookies")),
    ...(body === undefined && withBody.body === undefined
      ? []
      : [judgePart("body", { ...resource, request: body === undefined ? {} : { body } }, withBody)]),
  ];
}

function unjudged(part: string, notJudged: string): Finding {
  return { part, notJudged, objections: [] };
}

function judgePart(part: string, resource: PrismOperation, element: PrismRequest): Finding {
  try {
    const { result, uncompilable } = watchCompiling(() => validateInput({ resource, element }));
    if (uncompilable !== undefined) return unjudged(part, `its Ajv does not compile the schema: ${uncompilable}`);
    return { part, objections: result._tag === "Right" ? [] : result.left.flatMap(objection) };
  } catch (error) {
    return { part, objections: [{ code: "exception", message: (error as Error).message, path: [] }] };
  }
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
  const body = json ?? text ?? (base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("utf8"));
  return {
    method: method.toLowerCase() as PrismRequest["method"],
    url: { path, query: Object.fromEntries(query) },
    // Prism looks at the type of a body whose length is given only.
    headers: { ...headers, ...(body === undefined ? {} : { "content-length": "1" }) },
    body,
  };
}
