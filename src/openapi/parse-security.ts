/** Security Scheme and Security Requirement Objects (OpenAPI 3.2 sections 4.27 and 4.30; Swagger 2.0's definitions). */
import type { OAuthFlow, Security, SecurityScheme, WrittenUrl } from "./api.js";
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
      return { type: "oauth2", ...flowsOf(node), ...description };
    case "openIdConnect":
      return openIdScheme(node, description);
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

function openIdScheme(node: SpecNode, description: { description?: string }): SecurityScheme {
  const discoveryUrl = writtenUrl(node, "openIdConnectUrl");
  return { type: "openIdConnect", ...(discoveryUrl === undefined ? {} : { discoveryUrl }), ...description };
}

/** The flows that go on without a person; Swagger 2.0 has one, in the scheme itself. */
function flowsOf(node: SpecNode): { clientCredentials?: OAuthFlow; authorizationCode?: OAuthFlow } {
  const only = node.text("flow");
  const flowOf = (name: string, swaggerName: string): SpecNode | undefined =>
    only === undefined ? node.get("flows")?.get(name) : only === swaggerName ? node : undefined;
  const clientCredentials = flowOf("clientCredentials", "application");
  const authorizationCode = flowOf("authorizationCode", "accessCode");
  return {
    ...(clientCredentials === undefined ? {} : { clientCredentials: parseFlow(clientCredentials) }),
    ...(authorizationCode === undefined ? {} : { authorizationCode: parseFlow(authorizationCode) }),
  };
}

function parseFlow(node: SpecNode): OAuthFlow {
  const tokenUrl = writtenUrl(node, "tokenUrl");
  const refreshUrl = writtenUrl(node, "refreshUrl");
  return {
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(refreshUrl === undefined ? {} : { refreshUrl }),
    scopes: (node.get("scopes")?.entries() ?? []).map(([scope]) => scope),
  };
}

function writtenUrl(node: SpecNode, key: string): WrittenUrl | undefined {
  const text = node.text(key)?.trim() ?? "";
  const place = node.get(key)?.place;
  return text === "" || place === undefined ? undefined : { text, place };
}

/** The `security` of an operation or of the document, `undefined` where it says nothing. */
export function parseSecurity(owner: SpecNode): Security | undefined {
  const node = owner.get("security");
  if (!Array.isArray(node?.value)) return undefined;
  const requirements = node.items().filter(({ value }) => isObject(value));
  return requirements.map((each) =>
    each.entries().map(([scheme, scopes]) => ({ scheme, scopes: textsOf(scopes) })),
  );
}

function textsOf(node: SpecNode): string[] {
  return node.items().flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}
