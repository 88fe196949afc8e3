/** What the config says about what the server lists: `surface`. */

/** What a server lists: every tool, or a search over them. */
export const surfaces = ["all", "search"] as const;

export type SurfaceMode = (typeof surfaces)[number];

/** As the config writes it. */
export type WrittenSurface = SurfaceMode | { readonly mode: SurfaceMode; readonly pin?: readonly string[] };

/** A search over the tools in their place. */
export interface SearchSurface {
  /** Selectors of tools that are listed beside it: see templates/runtime/selection.ts. */
  readonly pin: readonly string[];
}

/** The search surface; nothing where every tool is listed. */
export function toSurface(written: WrittenSurface | undefined): SearchSurface | undefined {
  const { mode, pin = [] } = typeof written === "object" ? written : { mode: written };
  return mode === "search" ? { pin } : undefined;
}

/** The config with what the command line says instead, if it says anything; what is pinned stays so. */
export function withSurface<Config extends { readonly surface?: SearchSurface }>(
  config: Config,
  mode: SurfaceMode | undefined,
): Config {
  if (mode === undefined) return config;
  const { surface = { pin: [] }, ...rest } = config;
  // What is left of a config without an optional key is a config.
  return (mode === "all" ? rest : { ...rest, surface }) as Config;
}

/** The part of the config's JSON Schema. */
export const surfaceSchema = {
  description: "What the server lists: all tools, or search over them; or mode and pin.",
  type: ["string", "object"],
  pattern: `^(${surfaces.join("|")})$`,
  additionalProperties: false,
  required: ["mode"],
  properties: {
    mode: { description: "all or search.", type: "string", enum: surfaces },
    pin: {
      description:
        "Tools that are listed beside the search: names, where * is any text, tag:<tag>, read-only.",
      type: "array",
      items: { type: "string", minLength: 1 },
    },
  },
};
