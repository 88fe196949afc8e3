/** Which parts a project has; what only a part needs is left out where it is missing. */
import type { Project } from "./project.js";

/** Whether the server has resources. */
export function hasResources({ resources }: Pick<Project, "resources">): boolean {
  return resources.length > 0;
}
