/** What the config says about the API's credentials: `upstream.credentials`. */
import type { ClientAuthentication } from "../../templates/runtime/oauth/options.js";

const sources = ["environment", "file", "header", "extension"] as const;

const clientAuthentications: readonly ClientAuthentication[] = ["client_secret_basic", "client_secret_post"];

/** What is said about the credential of one security scheme. */
export interface CredentialConfig {
  /** Where it is read from: the environment where nothing is said. */
  readonly source?: (typeof sources)[number];
  /** The header of the client's HTTP request that it is read from. */
  readonly header?: string;
  /** Where tokens are had. */
  readonly tokenUrl?: string;
  readonly scopes?: readonly string[];
  readonly audience?: string;
  readonly resource?: string;
  readonly clientAuthentication?: ClientAuthentication;
}

/** The keys that only the credential of an OAuth2 or OpenID Connect scheme has. */
export const oauthKeys = ["tokenUrl", "scopes", "audience", "resource", "clientAuthentication"] as const;

const url = { type: "string", format: "uri" };
const text = { type: "string", minLength: 1 };

/** The schema of one entry. */
export const credentialSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    source: {
      description: `Where the credential is read from: ${sources.join(", ")}.`,
      type: "string",
      enum: sources,
    },
    header: {
      description: "For `source: header`: a header of the client, other than Authorization and Cookie.",
      type: "string",
      format: "header-forwarded",
    },
    tokenUrl: {
      ...url,
      pattern: "^[Hh][Tt][Tt][Pp][Ss]?://[^@#]*$",
      description:
        "An absolute http(s) URL without user name and fragment, e.g. https://login.example.com/token",
    },
    scopes: {
      description: "What the access token has to allow, instead of what the operations ask for.",
      type: "array",
      items: { ...text, pattern: "^[!#-[\\]-~]+$", description: "A scope, without spaces." },
    },
    audience: { ...text, description: "The parameter `audience` of the token request." },
    resource: {
      ...url,
      pattern: "^[^#]*$",
      description: "The parameter `resource` of the token request, an absolute URI without a fragment.",
    },
    clientAuthentication: {
      description: `How the client is authenticated: ${clientAuthentications.join(" or ")}.`,
      type: "string",
      enum: clientAuthentications,
    },
  },
};
