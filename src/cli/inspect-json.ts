/** `mcpgen inspect --json`. */
import type { Place } from "../diagnostics/diagnostic.js";
import { Locator } from "../diagnostics/locate.js";
import { diagnosticsToJson } from "../diagnostics/print.js";
import type { InspectReport } from "../inspect.js";
import type { Explanation } from "../inspection/explanation.js";
import { sorted, type Order } from "./inspect-table.js";

/** The report as one JSON object; places as file, line and column. */
export function jsonOfInspection(report: InspectReport, order: Order): string {
  const { operations, totals, bill, explanation, overlays, diagnostics, sources } = report;
  const locator = new Locator(sources);
  return JSON.stringify({
    ok: true,
    operations: sorted(operations, order),
    totals,
    bill,
    overlays,
    ...(explanation === undefined ? {} : { explanation: explained(explanation, locator, sources) }),
    diagnostics: diagnosticsToJson(diagnostics, sources),
  });
}

function explained(explanation: Explanation, locator: Locator, sources: ReadonlyMap<string, string>): object {
  const { rules, parts, place, diagnostics, ...rest } = explanation;
  const placed = (at: Place | undefined): object =>
    at === undefined ? {} : { place: { file: at.file, ...locator.position(at) } };
  return {
    ...rest,
    ...placed(place),
    rules: rules.map(({ place: at, ...rule }) => ({ ...rule, ...placed(at) })),
    parts: parts.map(({ source: { place: at, ...source }, ...part }) => ({
      ...part,
      source: { ...source, ...placed(at) },
    })),
    diagnostics: diagnosticsToJson(diagnostics, sources),
  };
}
