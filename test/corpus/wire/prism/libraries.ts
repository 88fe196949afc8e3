/** What is used of prism-http and http-spec, with types. */
import { createRequire } from "node:module";
import { validateInput } from "@stoplight/prism-http/dist/validator/index.js";

export { validateInput };

type Input = Parameters<typeof validateInput>[0];

/** An operation as prism knows it. */
export type PrismOperation = Input["resource"];
/** A request as prism knows it. */
export type PrismRequest = Input["element"];
/** What prism says of a request. */
export type PrismDiagnostic = Extract<ReturnType<typeof validateInput>, { _tag: "Left" }>["left"][number];

interface Transformed {
  readonly document: object;
  /** The path. */
  readonly name: string;
  readonly method: string;
  readonly config: { readonly type: "operation"; readonly documentProp: "paths"; readonly nameProp: "path" };
}

// By `require`: http-spec's own types lead to TypeScript sources that do not pass under our compiler options.
const load = createRequire(import.meta.url);

/** Turns one operation of a Swagger 2.0 document into prism's. */
export const { transformOas2Operation } = load("@stoplight/http-spec/oas2/operation") as {
  readonly transformOas2Operation: (operation: Transformed) => PrismOperation;
};

/** Turns one operation of an OpenAPI 3 document into prism's. */
export const { transformOas3Operation } = load("@stoplight/http-spec/oas3/operation") as {
  readonly transformOas3Operation: (operation: Transformed) => PrismOperation;
};

/** Turns a schema of a document into one of JSON Schema. */
export const { convertToJsonSchema } = load("@stoplight/http-spec/oas") as {
  readonly convertToJsonSchema: (document: object, schema: unknown) => object;
};
