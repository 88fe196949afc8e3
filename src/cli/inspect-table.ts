/** What `mcpgen inspect` prints of a whole document. */
import type { InspectReport } from "../inspect.js";
import type { InspectedOperation, Totals } from "../inspection/inspection.js";
import type { Size } from "../project/listing.js";
import { plural } from "./report.js";
import { tableLines, type Column } from "./table.js";

/** Orders of the table. */
export const orders = ["document", "name", "tokens"] as const;

export type Order = (typeof orders)[number];

/** The operations in an order: the most expensive first, or by name in code unit order whatever the locale. */
export function sorted(operations: readonly InspectedOperation[], order: Order): InspectedOperation[] {
  const nameOf = ({ name = "\uffff" }: InspectedOperation): string => name;
  switch (order) {
    case "document":
      return [...operations];
    case "name":
      return [...operations].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
    case "tokens":
      return [...operations].sort((a, b) => (b.listed?.bytes ?? -1) - (a.listed?.bytes ?? -1));
  }
}

const columns: readonly Column[] = [
  { heading: "OPERATION", align: "left" },
  { heading: "COMPONENT", align: "left" },
  { heading: "NAME", align: "left" },
  { heading: "DECIDED BY", align: "left" },
  { heading: "BYTES", align: "right" },
  { heading: "TOKENS", align: "right" },
  { heading: "WARNINGS", align: "right" },
];

/** The table and its sums. */
export function textOfInspection({ operations, totals }: InspectReport, order: Order): string {
  const rows = sorted(operations, order).map((each) => [
    each.operation,
    each.component === "exclude" ? "excluded" : componentOf(each),
    each.name ?? "",
    each.decidedBy,
    each.listed === undefined ? "" : number(each.listed.bytes),
    each.listed === undefined ? "" : number(each.listed.tokens),
    each.warnings.length === 0 ? "" : String(each.warnings.length),
  ]);
  return [...(rows.length === 0 ? [] : [...tableLines(columns, rows), ""]), ...sums(totals)].join("\n");
}

/** A resource that has an entry in `tools/list` is mirrored. */
function componentOf({ component, listed }: InspectedOperation): string {
  const isTool = component === "tool" || listed === undefined;
  return isTool ? component : `${component}, tool`;
}

function sums({ operations, components, tools, toolsList, resourcesLists, warnings }: Totals): string[] {
  const { tool = 0, resource = 0, resource_template: templates = 0, exclude = 0, skipped = 0 } = components;
  const parts = [
    ...(tool === 0 ? [] : [plural(tool, "tool")]),
    ...(resource === 0 ? [] : [plural(resource, "resource")]),
    ...(templates === 0 ? [] : [plural(templates, "resource template")]),
    ...(exclude === 0 ? [] : [`${exclude} excluded`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ];
  return [
    `${plural(operations, "operation")}: ${parts.join(", ") || "none exposed"}`,
    `tools/list: ${plural(tools, "tool")}, ${size(toolsList)}`,
    ...(resourcesLists.bytes === 0 ? [] : [`lists of resources: ${size(resourcesLists)}`]),
    ...(warnings === 0 ? [] : [plural(warnings, "warning")]),
  ];
}

/** Bytes and tokens in words. */
export function size({ bytes, tokens }: Size): string {
  return `${number(bytes)} bytes, about ${number(tokens)} tokens`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
