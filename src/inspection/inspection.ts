/** What a document and a config give, operation by operation, without generating it: see `mcpgen inspect`. */
import type { McpType } from "../config/mcp.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Decision } from "../mapping/decisions.js";
import type { Mapped } from "../mapping/map.js";
import { operationKey } from "../mapping/operation-key.js";
import type { Api } from "../openapi/api.js";
import {
  listedEntries,
  resourceListings,
  sizeOf,
  templateListings,
  toolEntries,
  type Size,
} from "../project/listing.js";
import type { Resource } from "../project/project.js";

/** One operation and what becomes of it. */
export interface InspectedOperation {
  /** `GET /pets/{petId}`. */
  readonly operation: string;
  readonly operationId?: string;
  /** What it becomes; `skipped` where it cannot be supported. */
  readonly component: McpType | "skipped";
  readonly name?: string;
  /** Who decided that: `routeMaps[2]`; why, where it is skipped. */
  readonly decidedBy: string;
  /** Of a resource: its URI, its template, or both. */
  readonly uris: readonly string[];
  /** Of its entry in `tools/list`, where it has one. */
  readonly listed?: Size;
  /** `code: title` of each warning about it. */
  readonly warnings: readonly string[];
}

/** Sums over all operations. */
export interface Totals {
  readonly operations: number;
  /** Of operations by what they become. */
  readonly components: Readonly<Partial<Record<InspectedOperation["component"], number>>>;
  readonly tools: number;
  /** All entries of `tools/list`. */
  readonly toolsList: Size;
  /** All entries of `resources/list` and `resources/templates/list`. */
  readonly resourcesLists: Size;
  readonly warnings: number;
}

/** All operations, in document order, and what they add up to. */
export interface Inspection {
  readonly operations: readonly InspectedOperation[];
  readonly totals: Totals;
}

/** Looks at what was decided. @param diagnostics of the run, those of loading too */
export function inspection(
  api: Pick<Api, "skipped">,
  mapped: Mapped,
  diagnostics: readonly Diagnostic[],
): Inspection {
  const { project, decisions } = mapped;
  const entries = toolEntries(project);
  const listed = listedEntries(project);
  const entryOf = new Map(project.tools.map((tool, index) => [operationKey(tool), entries[index]]));
  const resources = new Map(project.resources.map((resource) => [operationKey(resource), resource]));
  const operations = [
    ...decisions.map((decision) => {
      const key = operationKey(decision.operation);
      return inspected(decision, entryOf.get(key), resources.get(key), diagnostics);
    }),
    ...api.skipped.map(({ reason, ...operation }) => ({
      operation: operationKey(operation),
      component: "skipped" as const,
      decidedBy: reason,
      uris: [],
      warnings: [],
    })),
  ];
  const lists = JSON.stringify([resourceListings(project.resources), templateListings(project.resources)]);
  const isWarning = ({ severity }: Diagnostic): boolean => severity === "warning";
  return {
    operations,
    totals: {
      operations: operations.length,
      components: counted(operations.map(({ component }) => component)),
      tools: listed.length,
      toolsList: sizeOf(listed.join("")),
      resourcesLists: sizeOf(project.resources.length === 0 ? "" : lists),
      warnings: diagnostics.filter(isWarning).length,
    },
  };
}

function inspected(
  decision: Decision,
  entry: string | undefined,
  resource: Resource | undefined,
  diagnostics: readonly Diagnostic[],
): InspectedOperation {
  const { operation, type, name } = decision;
  const { operationId } = operation;
  return {
    operation: operationKey(operation),
    ...(operationId === undefined ? {} : { operationId }),
    component: componentOf(type.value, resource),
    ...(name === undefined ? {} : { name: name.value }),
    decidedBy: type.source.what,
    uris: [resource?.uri, resource?.uriTemplate].filter((uri) => uri !== undefined),
    ...(entry === undefined ? {} : { listed: sizeOf(entry) }),
    warnings: warningsOf(decision, diagnostics).map(({ code, title }) => `${code}: ${title}`),
  };
}

/** The two words for resources mean the same in a config; here they say which it is, the first where it is both. */
function componentOf(mcpType: McpType, resource: Resource | undefined): McpType {
  if (resource === undefined) return mcpType;
  return resource.uri === undefined ? "resource_template" : "resource";
}

/** The diagnostics about an operation: those that stand in it, and those that name it. */
export function warningsOf({ operation }: Decision, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const { file, pointer = "" } = operation.place;
  const key = operationKey(operation);
  return diagnostics.filter(
    ({ place, title }) =>
      (place?.file === file && `${place.pointer ?? ""}/`.startsWith(`${pointer}/`)) ||
      title.startsWith(`${key} `),
  );
}

function counted<T extends string>(items: readonly T[]): Partial<Record<T, number>> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return Object.fromEntries(counts) as Partial<Record<T, number>>;
}
