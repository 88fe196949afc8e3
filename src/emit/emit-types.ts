/**
 * `src/generated/api.ts`: the types of the document, printed by openapi-typescript. Its transformation is called
 * directly: the bundling and linting before it are for documents from outside, take longer than the transformation
 * itself, and this document was written by `openapi/types-document.ts` a moment ago.
 */
import type { GlobalContext } from "openapi-typescript";
import type { TypesDocument } from "../project/project.js";
import { code, join, printed, type Code } from "./code.js";
import { withPercentSigns } from "./percent-signs.js";
import { loadOpenapiTypescript } from "./required.js";
import { header } from "./source-file.js";

const { astToString, transformSchema } = loadOpenapiTypescript();

/** The text of `api.ts`. */
export function emitTypes(document: TypesDocument): Code {
  const nodes = withPercentSigns(document, (each) =>
    transformSchema(each as Parameters<typeof transformSchema>[0], contextOf(each)),
  );
  return join([header, printed(astToString(nodes))], code`\n`);
}

/** What openapi-typescript's own entry function would pass on, but for the options named first. */
function contextOf({ components }: TypesDocument): GlobalContext {
  const schemas = new Map(Object.entries(components.schemas));
  const context: Omit<GlobalContext, "redoc"> = {
    readWriteMarkers: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    discriminators: { objects: {}, refsHandled: [] },
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: undefined,
    transformProperty: undefined,
    resolve: <T>($ref: string) => schemas.get($ref.replace("#/components/schemas/", "")) as T | undefined,
  };
  return context as GlobalContext;
}
