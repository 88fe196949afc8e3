/** Parts of the runtime that a project has only where something in it uses them. */
import type { Project } from "./project.js";

/** Whether a tool sends XML that the server writes. */
export function writesXml({ tools }: Pick<Project, "tools">): boolean {
  return tools.some(({ wire }) => typeof wire?.body === "object" && wire.body.xml !== undefined);
}
