/** What `mcpgen inspect` prints of one operation. */
import { Locator } from "../diagnostics/locate.js";
import type { Place } from "../diagnostics/diagnostic.js";
import { visibleText } from "../diagnostics/visible-text.js";
import type { InspectReport } from "../inspect.js";
import type { ExplainedPart } from "../inspection/explained-part.js";
import type { ExplainedRule, Explanation } from "../inspection/explanation.js";
import { size } from "./inspect-table.js";
import { textOfDiagnostics } from "./report.js";
import { tableLines, type Column } from "./table.js";

/** Values are shown on one line; a description may be a page. */
const mostOfAValue = 60;

/** Which rules were tested, who decided what, and the warnings. */
export function textOfExplanation(
  explanation: Explanation,
  { sources, overlays }: Pick<InspectReport, "sources" | "overlays">,
  colour: boolean,
): string {
  const locator = new Locator(sources);
  const placed = (place: Place | undefined): string => positionOf(place, locator);
  const { operation, place, rules, parts, diagnostics } = explanation;
  const partRows = parts.map((part) => [
    part.part,
    shown(part.value),
    origin(part, overlays),
    placed(part.source.place),
  ]);
  return [
    `${visibleText(operation)}  ${placed(place)}`,
    ...becomes(explanation),
    "",
    ...(rules.length === 0 ? ["There are no route maps: everything is a tool."] : ruleLines(rules, placed)),
    "",
    ...tableLines(partColumns, partRows),
    ...(diagnostics.length === 0 ? [] : ["", textOfDiagnostics({ diagnostics, sources }, colour).trimEnd()]),
  ].join("\n");
}

const left = (heading: string): Column => ({ heading, align: "left" });
const partColumns = ["PART", "VALUE", "FROM", "PLACE"].map(left);
const ruleColumns = ["ROUTE MAP", "TESTS", "GIVES", "OUTCOME", "PLACE"].map(left);

function becomes({ component, name, files, uris, listed }: Explanation): string[] {
  if (name === undefined) return ["is excluded"];
  return [
    `becomes ${component} ${name}`,
    ...files.map((file) => `  in ${file}`),
    ...uris.map((uri) => `  ${visibleText(uri)}`),
    ...(listed === undefined ? [] : [`  ${size(listed)} of tools/list`]),
  ];
}

function ruleLines(rules: readonly ExplainedRule[], placed: (place: Place | undefined) => string): string[] {
  const deciding = rules.find(({ outcome }) => outcome === "decides")?.rule ?? "";
  const outcomes: Readonly<Record<ExplainedRule["outcome"], string>> = {
    decides: "fits, and decides",
    "does not fit": "does not fit",
    late: `fits, but ${deciding} comes first`,
    unreadable: "fits, but resources come of GET and HEAD only",
  };
  const rows = rules.map(({ rule, tests, mcpType, outcome, place }) => [
    rule,
    tests.map(({ test, holds }) => `${holds ? "yes" : "no"}: ${test}`).join("; ") || "none",
    mcpType,
    outcomes[outcome],
    placed(place),
  ]);
  return tableLines(ruleColumns, rows);
}

/** An overlay is part of the document, but another's. */
function origin({ source: { by, what, place } }: ExplainedPart, overlays: readonly string[]): string {
  if (place !== undefined && overlays.includes(place.file)) return `overlay: ${what}`;
  return by === "mcpgen" || by === "route map" ? what : `${by}: ${what}`;
}

function shown(value: string): string {
  const line = value.split("\n", 1)[0] ?? "";
  return line.length < value.length || line.length > mostOfAValue ? `${line.slice(0, mostOfAValue)} …` : line;
}

/** `openapi.yaml:12:5`. */
function positionOf(place: Place | undefined, locator: Locator): string {
  if (place === undefined) return "";
  const position = locator.position(place);
  return position === undefined ? place.file : `${place.file}:${position.line}:${position.column}`;
}
