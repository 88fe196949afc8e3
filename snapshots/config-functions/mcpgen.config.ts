export default {
  spec: "openapi.yaml",
  routeMaps: [{ pattern: "^/metrics", mcpType: "exclude" }],

  // Asked about every operation, excluded ones too; returns another type, or nothing.
  routeMapFn(operation: { path: string; extensions: Record<string, unknown> }, mcpType: string) {
    if (operation.extensions["x-audience"] === "staff") return "exclude";
    if (mcpType === "exclude") return "tool";
    return operation.path.includes("{") ? "resource_template" : undefined;
  },

  // Returns what changes.
  componentFn(
    operation: { tags: readonly string[] },
    component: { type: string; name: string; description: string },
  ) {
    return {
      name: `clinic_${component.name}`,
      title: component.type === "tool" ? "Clinic" : undefined,
      description: component.description.replace("[v2] ", ""),
      tags: [...operation.tags, component.type],
      annotations: { openWorldHint: false },
    };
  },
};
