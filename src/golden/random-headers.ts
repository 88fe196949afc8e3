/** Headers whose value no golden request can know. */
import type { Project } from "../project/project.js";

/** The headers of idempotency keys, in lower case. */
export function randomHeadersOf({ upstream, tools }: Pick<Project, "upstream" | "tools">): string[] {
  const policies = [upstream, ...tools.map(({ policy }) => policy)];
  return [...new Set(policies.flatMap((each) => each?.idempotencyKey?.toLowerCase() ?? []))];
}
