/** Security Scheme and Security Requirement Objects (OpenAPI 3.2 sections 4.27 and 4.30; Swagger 2.0's definitions). */
import type { Security, SecurityScheme } from "./api.js";
import type { ParseContext } from "./context.js";
import { isObject } from "../json/json.js";
import type { SpecNode } from "./node.js";
import { BrokenReference } from "./reader.js";

/** The document's security schemes by name. */
export function parseSecuritySchemes(context: ParseContext): Map<string, SecurityScheme> {
  const root = context.reader.root;
  const schemes =
    context.version === "2.0"
      ? root.get("securityDefinitions")
      : root.get("components")?.get("securitySchemes");
  return new Map(
    (schemes?.entries() ?? []).map(([name, written]) => [
      name,
      parseScheme(follow(context, written) ?? written),
    ]),
  );
}

function follow(context: ParseContext, node: SpecNode): SpecNode | undefined {
  try {
    return context.reader.follow(node);
  } catch (error) {
    if (error instanceof BrokenReference) return undefined;
    throw error;
  }
}

function parseScheme(node: SpecNode): SecurityScheme {
  const text = node.text("description");
  const description = text === undefined ? {} : { description: text };
  const type = node.text("type");
  switch (type) {
    case "apiKey":
      return apiKeyScheme(node, description);
    case "basic":
      return { type: "basic", ...description };
    case "http":
      return httpScheme(node.text("scheme") ?? "bearer", description);
    case "oauth2":
    case "openIdConnect":
      return { type: "bearer", ...description };
    default:
      return { type: "unsupported", reason: `security schemes of type "${type ?? ""}" are not supported` };
  }
}

function apiKeyScheme(node: SpecNode, description: { description?: string }): SecurityScheme {
  const place = node.text("in");
  const name = node.text("name");
  if (name === undefined || (place !== "header" && place !== "query" && place !== "cookie")) {
    return {
      type: "unsupported",
      reason: "the API key says neither header, query nor cookie, or has no name",
    };
  }
  return { type: "apiKey", in: place, name, ...description };
}

function httpScheme(scheme: string, description: { description?: string }): SecurityScheme {
  switch (scheme.toLowerCase()) {
    case "basic":
      return { type: "basic", ...description };
    case "bearer":
      return { type: "bearer", ...description };
    default:
      return { type: "http", scheme, ...description };
  }
}

/** The `security` of an operation or of the document, `undefined` where it says nothing. */
export function parseSecurity(owner: SpecNode): Security | undefined {
  const node = owner.get("security");
  if (!Array.isArray(node?.value)) return undefined;
  const requirements = node.items().filter(({ value }) => isObject(value));
  return requirements.map((each) => each.entries().map(([name]) => name));
}
