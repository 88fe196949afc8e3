/** Parts of the runtime that a project has only where something in it uses them. */
import type { Project } from "./project.js";

/** Whether a tool sends bytes, which may come from a file. */
export function sendsFiles({ tools }: Pick<Project, "tools">): boolean {
  return tools.some(({ wire }) => {
    if (typeof wire?.body !== "object") return false;
    const { base64 = false, fields = {} } = wire.body;
    return base64 || Object.values(fields).some((field) => field.base64 === true);
  });
}
