/** `src/generated/api.ts`: the types of the document, printed by openapi-typescript. */
import openapiTS, { astToString } from "openapi-typescript";
import { code, join, printed, type Code } from "./code.js";
import { header } from "./source-file.js";

/** The text of `api.ts`. */
export async function emitTypes(typesDocument: object): Promise<Code> {
  const nodes = await openapiTS(structuredClone(typesDocument) as never, {
    readWriteMarkers: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    silent: true,
  });
  return join([header, printed(astToString(nodes))], code`\n`);
}
