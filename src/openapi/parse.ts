/** From a loaded document to an `Api`. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { pointerSteps } from "../diagnostics/pointer.js";
import type { Api, SchemaId } from "./api.js";
import { withoutCircles } from "./circles.js";
import type { ParseContext } from "./context.js";
import { placeIn, type SpecDocument } from "../load/document.js";
import { isObject } from "../json/json.js";
import type { SpecNode } from "./node.js";
import { parseOperations } from "./parse-operation.js";
import { SchemaParser } from "./parse-schema.js";
import { parseSecurity, parseSecuritySchemes } from "./parse-security.js";
import { parseRootServers } from "./parse-server.js";
import { Reader } from "./reader.js";
import type { Version } from "./version.js";

/**
 * Reads what a document means. Problems go to `diagnostics`; an operation that cannot be supported is in `skipped`.
 * @throws {ProblemsError} when the document is no OpenAPI document at all
 */
export function parse(document: SpecDocument, diagnostics: Diagnostics): Api {
  const reader = new Reader(document, diagnostics);
  const version = versionOf(reader.root, diagnostics);
  const context: ParseContext = { reader, version, diagnostics, schemas: new SchemaParser(reader, version) };
  const info = reader.root.get("info");
  const description = info?.text("description");
  const servers = parseRootServers(context);
  const security = parseSecurity(reader.root) ?? [];
  const operations = parseOperations(context, { servers, security });
  const { schemas, circular } = withoutCircles(context.schemas.reached);
  for (const id of circular) reportCircle(document, id, diagnostics);
  return {
    title: info?.text("title") ?? "API",
    version: info?.text("version") ?? "0.0.0",
    ...(description === undefined ? {} : { description }),
    servers,
    security,
    ...operations,
    schemas,
    securitySchemes: parseSecuritySchemes(context),
  };
}

function reportCircle(document: SpecDocument, id: SchemaId, diagnostics: Diagnostics): void {
  const [url = "", pointer = ""] = id.split(/#(.*)/s);
  const name = pointerSteps(pointer).at(-1) ?? "";
  const file = document.files.get(url);
  const place = file === undefined ? { file: url, pointer } : placeIn(file, pointer);
  diagnostics.report("circular-schema", { name }, { place });
}

function versionOf(root: SpecNode, diagnostics: Diagnostics): Version {
  const place = root.place;
  if (!isObject(root.value)) diagnostics.fail("not-openapi", { found: "its root is no object" }, { place });
  const swagger = root.text("swagger");
  const openapi = root.text("openapi");
  const hasContent = ["paths", "webhooks", "components"].some((key) => root.get(key) !== undefined);
  const version =
    swagger === undefined ? readVersion(openapi) : /^2(\.0)?$/.test(swagger) ? "2.0" : undefined;
  if (version === undefined) {
    const found = { found: describeVersion(swagger, openapi) };
    diagnostics.fail("not-openapi", root.get("overlay") === undefined ? found : anOverlay, { place });
  }
  const paths = root.get("paths");
  if (paths !== undefined && paths.value !== null && !isObject(paths.value)) {
    const fix = "Write `paths` as a map from each path to its operations.";
    diagnostics.fail("not-openapi", { found: "its paths are no object", fix }, { place: paths.place });
  }
  if (!hasContent) {
    const found = "it has neither paths, webhooks nor components";
    diagnostics.fail(
      "not-openapi",
      { found, fix: "Describe the API's operations under `paths`." },
      { place },
    );
  }
  return version;
}

const anOverlay = {
  found: "it is an Overlay",
  fix: "Name the document that it changes: mcpgen generate <document> --overlay <this file>",
};

function readVersion(openapi: string | undefined): Version | undefined {
  // `openapi: 3.0` without quotes is the number 3.
  const [known, minor = "0"] = /^3(?:\.(\d+).*)?$/.exec(openapi ?? "") ?? [];
  if (known === undefined) return undefined;
  return minor === "0" ? "3.0" : minor === "1" ? "3.1" : "3.2";
}

function describeVersion(swagger: string | undefined, openapi: string | undefined): string {
  if (swagger === undefined && openapi === undefined)
    return 'it has neither "openapi" nor "swagger" at its root';
  return swagger === undefined ? `its version is "${openapi}"` : `its version is Swagger "${swagger}"`;
}
