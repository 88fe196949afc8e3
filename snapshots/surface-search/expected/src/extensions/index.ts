import type { Extensions } from "../generated/runtime/run.js";

/** Your own tools. This file is yours: mcpgen never overwrites it. */
export const extensions: Extensions = {
  tools: [],
};
