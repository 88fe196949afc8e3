/** Every environment variable a generated server reads. */
import { httpVariables } from "../../templates/runtime/http/variables.js";
import { upstreamVariables } from "../../templates/runtime/upstream-variables.js";

import { variablesOfArguments } from "./argument-variables.js";
import { sendsFiles } from "./parts.js";
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
    ...others.map(({ key, variable, url }) => ({
      name: variable,
      comment: `Base URL of the operations that go to "${key}". ${url === undefined ? "Required: the document names none." : "Optional."}`,
      ...(url === undefined ? { optional: false } : { optional: true, fallback: url }),
    })),
    ...project.credentials.flatMap(variablesOf),
    ...variablesOfArguments(project),
    ...variablesOfUpstream(project),
    ...variablesOfFiles(project),
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

function variablesOfUpstream({ prefix, upstream }: Project): EnvironmentVariable[] {
  const names = upstreamVariables(prefix);
  const about: readonly (readonly [name: string, comment: string, fallback: number | string])[] = [
    [
      names.timeout,
      "Seconds that a call may take, all retries included, unless a tool says otherwise.",
      upstream.deadlineSeconds,
    ],
    [
      names.retries,
      "How often a request that failed is sent again at most, unless a tool says otherwise.",
      upstream.retry.attempts - 1,
    ],
    [names.log, "Which requests to the API get a line on stderr: none, errors or all.", upstream.log],
  ];
  return about.map(([name, comment, fallback]) => ({
    name,
    comment: `${comment} Optional.`,
    fallback: String(fallback),
    optional: true,
  }));
}

function variablesOfFiles(project: Project): EnvironmentVariable[] {
  const comment =
    "Folder whose files a client may have sent as file:<path>, instead of base64. Optional; without it no file is read.";
  return sendsFiles(project) ? [{ name: project.filesVariable, comment, optional: true }] : [];
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
      return [
        {
          name: credential.variable,
          comment: `API key, sent in the ${credential.in} "${credential.name}".${about}`,
          optional: false,
        },
      ];
    case "bearer":
      return [
        {
          name: credential.variable,
          comment: `Access token, sent as "Authorization: Bearer ...".${about}`,
          optional: false,
        },
      ];
    case "authorization":
      return [
        {
          name: credential.variable,
          comment: `Credential, sent as "Authorization: ${credential.httpScheme} ...".${about}`,
          optional: false,
        },
      ];
    case "basic":
      return [
        {
          name: credential.username,
          comment: `User name for HTTP basic authentication.${about}`,
          optional: false,
        },
        { name: credential.password, comment: "Password that goes with it; may be empty.", optional: true },
      ];
  }
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
