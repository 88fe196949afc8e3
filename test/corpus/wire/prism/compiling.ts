/**
 * Prism accepts everything where its Ajv cannot compile a schema, and does not say so. This tells when it happened: such a
 * part of a request was not judged. The schemas are also taken out of Ajv again, which would hold thousands of them.
 */
import { Ajv } from "ajv";

type Compile = (this: Ajv, schema: object, meta?: boolean) => unknown;

// What all of prism's dialects of Ajv have in common.
const core = Object.getPrototypeOf(Ajv.prototype) as { compile: Compile };
const compile = core.compile;
let failure: string | undefined;

core.compile = function (schema, meta) {
  try {
    return compile.call(this, schema, meta);
  } catch (error) {
    failure = (error as Error).message;
    throw error;
  } finally {
    this.removeSchema(schema);
  }
};

/** What a step gives, and why a schema of it did not compile. */
export function watchCompiling<T>(step: () => T): { readonly result: T; readonly uncompilable?: string } {
  failure = undefined;
  const result = step();
  return { result, ...(failure === undefined ? {} : { uncompilable: failure }) };
}
