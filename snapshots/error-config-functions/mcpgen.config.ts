export default {
  spec: "openapi.yaml",
  routeMapFn(operation: { method: string; path: string }) {
    if (operation.path === "/metrics") throw new Error("nobody told me about metrics");
    return operation.method === "POST" ? "resource" : operation.path.includes("{") ? "toool" : undefined;
  },
  componentFn(operation: { operationId?: string }, component: { name: string }) {
    if (operation.operationId === "patients_list") return { nam: "list" };
    component.name = "changed";
    return component;
  },
};
