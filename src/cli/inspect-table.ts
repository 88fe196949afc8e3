/** What `mcpgen inspect` prints of a whole document. */
import { inWords } from "../budget/proposal-text.js";
import type { InspectReport } from "../inspect.js";
import type { InspectedOperation, Totals } from "../inspection/inspection.js";
import type { Size } from "../project/listing.js";
import { plural } from "./report.js";
import { tableLines, type Column } from "./table.js";

/** Orders of the table. */
export const orders = ["document", "operation", "name", "tokens"] as const;

export type Order = (typeof orders)[number];

/**
 * The operations in an order, in which those that are alike stay as in the document: the most expensive first; or by
 * path and method or by name, in code unit order whatever the locale.
 */
export function sorted(operations: readonly InspectedOperation[], order: Order): InspectedOperation[] {
  switch (order) {
    case "document":
      return [...operations];
    case "operation":
      return sortedBy(operations, ({ operation }) => operation.replace(/^(\S+) (.*)$/s, "$2 $1"));
    case "name":
      return sortedBy(operations, ({ name = "\uffff" }) => name);
    case "tokens":
      return [...operations].sort((a, b) => (b.listed?.tokens ?? -1) - (a.listed?.tokens ?? -1));
  }
}

function sortedBy(
  operations: readonly InspectedOperation[],
  wordOf: (operation: InspectedOperation) => string,
): InspectedOperation[] {
  const words = operations.map((operation) => ({ operation, word: wordOf(operation) }));
  words.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
  return words.map(({ operation }) => operation);
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

const billColumns: readonly Column[] = [
  { heading: "TAG OR PATH", align: "left" },
  { heading: "TOOLS", align: "right" },
  { heading: "BYTES", align: "right" },
  { heading: "TOKENS", align: "right" },
  { heading: "OF ALL", align: "right" },
];

/** What the parts of the API cost, for who sorts by that. */
function billLines({ bill, totals }: InspectReport): string[] {
  const rows = bill.map(({ tag, pattern, tools, listed }) => [
    tag ?? pattern ?? "",
    number(tools),
    number(listed.bytes),
    number(listed.tokens),
    `${Math.round((100 * listed.bytes) / totals.toolsList.bytes)} %`,
  ]);
  return rows.length === 0 ? [] : [...tableLines(billColumns, rows), ""];
}

/** The table and its sums. */
export function textOfInspection(report: InspectReport, order: Order): string {
  const { operations, totals } = report;
  const rows = sorted(operations, order).map((each) => [
    each.operation,
    each.component === "exclude" ? "excluded" : componentOf(each),
    each.name ?? "",
    each.decidedBy,
    each.listed === undefined ? "" : number(each.listed.bytes),
    each.listed === undefined ? "" : number(each.listed.tokens),
    each.warnings.length === 0 ? "" : String(each.warnings.length),
  ]);
  return [
    ...(rows.length === 0 ? [] : [...tableLines(columns, rows), ""]),
    ...(order === "tokens" ? billLines(report) : []),
    ...sums(totals),
  ].join("\n");
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
    `tools/list: ${inWords(tools, "tool")}, ${size(toolsList)}`,
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
