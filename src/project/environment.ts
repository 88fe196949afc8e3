/** Every environment variable a generated server reads. */
import { httpVariables } from "../../templates/runtime/http/variables.js";
import { secretsOf, type OAuth2Options } from "../../templates/runtime/oauth/options.js";
import type { RateLimit } from "../../templates/runtime/policy.js";
import type { SecretSource } from "../../templates/runtime/secrets.js";
import { startVariables } from "../../templates/runtime/start-variables.js";
import { upstreamVariables } from "../../templates/runtime/upstream-variables.js";
import { variablesOfArguments } from "./argument-variables.js";
import { hasCache, sendsFiles } from "./parts.js";
import type { Credential, EnvironmentVariable, Project } from "./project.js";

/** The variables of a project, in the order of `.env.example`. */
export function environmentOf(project: Project): EnvironmentVariable[] {
  const [standard, ...others] = project.baseUrls;
  return merged([
    {
      name: standard.variable,
      comment: `Base URL of the API. ${standard.url === undefined ? "Required: the document names none." : "Optional."}`,
      ...(standard.url === undefined ? { optional: false } : { optional: true, fallback: standard.url }),
    },
    ...others.map(({ key, variable, url, credentials }) => ({
      name: variable,
      comment: [
        `Base URL of the operations that go to "${key}".`,
        url === undefined ? "Required: the document names none." : "Optional.",
        ...(credentials === false ? ["Credentials go there only when it is set."] : []),
      ].join(" "),
      ...(url === undefined ? { optional: false } : { optional: true, fallback: url }),
    })),
    ...project.credentials.flatMap(variablesOf),
    ...variablesOfArguments(project),
    ...variablesOfUpstream(project),
    ...variablesOfStore(project),
    ...variablesOfFiles(project),
    ...variablesOfStart(project),
    ...variablesOfHttp(project),
  ]);
}

/** Each name once: the config can have an argument read from any variable. */
function merged(variables: readonly EnvironmentVariable[]): EnvironmentVariable[] {
  const byName = new Map<string, EnvironmentVariable>();
  for (const variable of variables) {
    const known = byName.get(variable.name);
    const comment = `${known?.comment} ${variable.comment}`;
    byName.set(variable.name, known === undefined ? variable : { ...known, comment });
  }
  return [...byName.values()];
}

function variablesOfUpstream(project: Project): EnvironmentVariable[] {
  const { prefix, upstream } = project;
  const names = upstreamVariables(prefix);
  const about: readonly (readonly [name: string, comment: string, fallback?: number | string])[] = [
    [names.timeout, "Seconds that a call may take at most, all retries included.", upstream.deadlineSeconds],
    [names.retries, "How often a request that failed is sent again at most.", upstream.retry.attempts - 1],
    ...(hasCache(project)
      ? [[names.cache, "Whether answers of the API are kept for the next call: on or off.", "on"] as const]
      : []),
    [names.log, "Which requests to the API get a line on stderr: none, errors or all.", upstream.log],
    [
      names.rateLimit,
      "How many requests are sent in how many seconds, such as 100/60; off: any, whatever the API says.",
      windowOf(upstream.rateLimit),
    ],
  ];
  return about.map(([name, comment, fallback]) => ({
    name,
    comment: `${comment} Optional.`,
    ...(fallback === undefined ? {} : { fallback: String(fallback) }),
    optional: true,
  }));
}

function variablesOfStore({ storeVariable: name }: Project): EnvironmentVariable[] {
  const comment =
    "URL of the Redis or Valkey server that replicas share, e.g. redis://:password@host:6379, rediss:// for TLS. Optional; without it each process has only its own memory.";
  return name === undefined ? [] : [{ name, comment, optional: true }];
}

function windowOf(limit: RateLimit | false): string | undefined {
  if (limit === false || limit.maxRequests === undefined) return undefined;
  return `${limit.maxRequests}/${limit.windowSeconds}`;
}

function variablesOfFiles(project: Project): EnvironmentVariable[] {
  const comment =
    "Folder whose files a client may have sent as file:<path>, instead of base64. Optional; without it no file is read.";
  return sendsFiles(project) ? [{ name: project.filesVariable, comment, optional: true }] : [];
}

function variablesOfStart({ prefix, surface }: Project): EnvironmentVariable[] {
  const names = startVariables(prefix);
  const tools: EnvironmentVariable = {
    name: names.tools,
    comment:
      "Only these tools are listed and can be called, such as get_*,tag:pets,!delete_pet or read-only. Optional.",
    optional: true,
  };
  const comment = "search: a search over the tools is listed in their place; all: every tool is. Optional.";
  return surface === undefined
    ? [tools]
    : [tools, { name: names.surface, comment, fallback: "search", optional: true }];
}

function variablesOfHttp({ prefix }: Project): EnvironmentVariable[] {
  const names = httpVariables(prefix);
  const about: readonly (readonly [name: string, comment: string])[] = [
    [names.token, "With --http: the bearer token that clients have to send."],
    [
      names.issuer,
      "With --http: the OAuth 2.1 authorization server whose access tokens are taken, instead of one token.",
    ],
    [names.audience, `What those tokens have to be for; by default ${names.publicUrl}.`],
    [names.scopes, "Scopes that those tokens have to have, all of them."],
    [names.publicUrl, "With --http: the URL of /mcp as clients see it."],
    [names.allowedHosts, "With --http: names that requests may have in Host, besides localhost."],
    [names.allowedOrigins, "With --http: origins of web pages that may call, e.g. https://app.example.com."],
  ];
  return about.map(([name, comment]) => ({ name, comment: `${comment} Optional.`, optional: true }));
}

function variablesOf(credential: Credential): EnvironmentVariable[] {
  const about = credential.description === undefined ? "" : ` ${firstSentence(credential.description)}`;
  switch (credential.kind) {
    case "apiKey":
      return secretVariables(
        credential,
        `API key, sent in the ${credential.in} "${credential.name}".${about}`,
      );
    case "bearer":
      return secretVariables(credential, `Access token, sent as "Authorization: Bearer ...".${about}`);
    case "authorization": {
      const { httpScheme } = credential;
      return secretVariables(credential, `Credential, sent as "Authorization: ${httpScheme} ...".${about}`);
    }
    case "basic": {
      const { username, password: variable, passwordFile: file } = credential;
      const comment = "Password that goes with it; may be empty.";
      return [
        { name: username, comment: `User name for HTTP basic authentication.${about}`, optional: false },
        { name: variable, comment, optional: true },
        ...fileVariables({ variable, ...(file === undefined ? {} : { file }) }),
      ];
    }
    case "oauth2":
      return variablesOfOAuth(credential.options, about);
    case "custom":
      return [];
  }
}

/** The variable of a secret; one that can come from elsewhere is optional. */
function secretVariables(source: SecretSource, comment: string): EnvironmentVariable[] {
  const { variable: name, file, header } = source;
  const note =
    header === undefined ? "" : ` Over stdio only: over HTTP, clients send it in the header ${header}.`;
  const optional = file !== undefined || header !== undefined;
  return [{ name, comment: comment + note, optional }, ...fileVariables(source)];
}

function fileVariables({ variable, file }: SecretSource): EnvironmentVariable[] {
  if (file === undefined) return [];
  const comment = `Path of a file with it, instead of ${variable}; read again when it changes.`;
  return [{ name: file, comment, optional: false }];
}

/**
 * What a client of an authorization server needs, and what it may have. Where only a person can begin, a token that is
 * ready is what there is for a first try.
 */
function variablesOfOAuth(options: OAuth2Options, about: string): EnvironmentVariable[] {
  const { grants, variables, tokenUrl, scopes = [] } = options;
  const { client_credentials: secret, refresh_token: refresh, token } = secretsOf(variables);
  const isClient = grants.includes("client_credentials");
  const isKnown = tokenUrl !== undefined || options.discoveryUrl !== undefined;
  const optional = (all: EnvironmentVariable[]): EnvironmentVariable[] =>
    all.map((variable) => ({ ...variable, optional: true }));
  const ready = secretVariables(token, `Access token, sent as "Authorization: Bearer ...".${about}`);
  const client: EnvironmentVariable[] = [
    { name: variables.clientId, comment: `Client id at the authorization server.${about}`, optional: false },
    ...secretVariables(secret, `Client secret that goes with it${isClient ? "" : ", if it has one"}.`),
  ];
  const refreshed = secretVariables(refresh, "Refresh token that access tokens are had from.");
  return [
    ...(isClient ? client : ready),
    ...(isClient ? [] : optional(client)),
    ...(variables.refreshToken === undefined ? [] : optional(refreshed)),
    ...(isClient
      ? optional(secretVariables(token, "An access token, instead of client id and secret."))
      : []),
    {
      name: variables.scopes,
      comment: "Scopes to ask for, separated by spaces. Optional.",
      ...(scopes.length === 0 ? {} : { fallback: scopes.join(" ") }),
      optional: true,
    },
    {
      name: variables.tokenUrl,
      comment: `URL of the token endpoint. ${isKnown ? "Optional." : "Required: the document names none."}`,
      ...(tokenUrl === undefined ? {} : { fallback: tokenUrl }),
      optional: isKnown || !isClient,
    },
  ];
}

function firstSentence(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}

/** The variables that a first try needs: the base URL if the document has none, and one set of credentials. */
export function neededVariables(project: Project): string[] {
  const [first] =
    project.security.length > 0
      ? project.security
      : [...project.tools, ...project.resources].flatMap(({ security }) => security ?? []);
  const credentials = project.credentials.filter(({ scheme }) => first?.includes(scheme) === true);
  const { url, variable } = project.baseUrls[0];
  const needed = credentials.flatMap(variablesOf).filter(({ optional }) => !optional);
  const ofArguments = variablesOfArguments(project).filter(({ optional }) => !optional);
  const names = [...needed, ...ofArguments].map(({ name }) => name);
  return [...new Set([...(url === undefined ? [variable] : []), ...names])];
}
