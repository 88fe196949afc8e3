import type { Extensions } from "../generated/runtime/extensions.js";

/**
 * Your own tools, resources and prompts, changes of generated tools, and hooks around requests; the README has an example.
 * This file is yours: mcpgen never overwrites it.
 */
export const extensions: Extensions = {
  tools: [],
};
