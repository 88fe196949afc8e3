/** Credentials in golden requests: with values that are made up, and without an authorization server. */
import * as factories from "../../templates/runtime/credentials.js";
import type { Component, Credential, Project } from "../project/project.js";

/** Whether code of the user's may have a part in a request, which nobody knows here. */
export function needsOwnCode(
  project: Pick<Project, "credentials" | "security">,
  { security = project.security }: Pick<Component, "security">,
): boolean {
  const own = project.credentials.filter(({ kind }) => kind === "custom");
  return own.some(({ scheme }) => security.flat().includes(scheme));
}

/** The variables with which a credential can be sent without more ado. */
export function variablesOf(credential: Credential): string[] {
  switch (credential.kind) {
    case "basic":
      return [credential.username, credential.password];
    case "oauth2":
      return [credential.options.variables.token];
    case "custom":
      return [];
    default:
      return [credential.variable];
  }
}

/** What the runtime puts on a request for them. */
export function credentialsOf(credentials: readonly Credential[]): factories.Credentials {
  return Object.fromEntries(
    credentials.flatMap((each) => {
      const credential = credentialOf(each);
      return credential === undefined ? [] : [[each.scheme, credential] as const];
    }),
  );
}

/** A credential whose value is known here; what the user's own code does is not. */
function credentialOf(credential: Credential): factories.Credential | undefined {
  switch (credential.kind) {
    case "apiKey":
      return factories.apiKey(credential);
    case "bearer":
      return factories.bearer(credential);
    case "basic":
      return factories.basic(credential);
    case "authorization":
      return factories.authorization({ scheme: credential.httpScheme, variable: credential.variable });
    case "oauth2":
      return factories.bearer({ variable: credential.options.variables.token });
    case "custom":
      return undefined;
  }
}
