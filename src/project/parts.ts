/** Which parts a project has; what only a part needs is left out where it is missing. */
import type { Project } from "./project.js";

/** Whether the server has resources. */
export function hasResources({ resources }: Pick<Project, "resources">): boolean {
  return resources.length > 0;
}

/** Whether answers of the API are kept. */
export function hasCache({ upstream }: Pick<Project, "upstream">): boolean {
  return upstream.cache !== false;
}

/** Whether access tokens are had from an authorization server. */
export function hasOAuth({ credentials }: Pick<Project, "credentials">): boolean {
  return credentials.some(({ kind }) => kind === "oauth2");
}

/** Whether the server lists a search over its tools. */
export function hasSurface({ surface }: Pick<Project, "surface">): boolean {
  return surface !== undefined;
}

/** Whether replicas of the server share a store. */
export function hasStore({ storeVariable }: Pick<Project, "storeVariable">): boolean {
  return storeVariable !== undefined;
}

/** Whether they share what is kept of the API's answers. */
export function sharesCache(project: Pick<Project, "storeVariable" | "upstream">): boolean {
  const { cache } = project.upstream;
  return hasStore(project) && cache !== false && cache.shared === true;
}

/** Whether a credential is the user's own code. */
export function hasCustom({ credentials }: Pick<Project, "credentials">): boolean {
  return credentials.some(({ kind }) => kind === "custom");
}

/** Whether a tool sends bytes, which may come from a file. */
export function sendsFiles({ tools }: Pick<Project, "tools">): boolean {
  return tools.some(({ wire }) => {
    if (typeof wire?.body !== "object") return false;
    const { base64 = false, fields = {} } = wire.body;
    return base64 || Object.values(fields).some((field) => field.base64 === true);
  });
}

/** Whether replicas share access tokens. */
export function sharesTokens(project: Pick<Project, "credentials" | "storeVariable">): boolean {
  return hasStore(project) && hasOAuth(project);
}
