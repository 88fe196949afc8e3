/** Why one operation has become what it is: see `mcpgen inspect <spec> "GET /pets/{petId}"`. */
import type { Config } from "../config/config.js";
import { canBecome, testsOf } from "../config/match-route.js";
import type { McpType } from "../config/mcp.js";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.js";
import type { Decided, Decision } from "../mapping/decisions.js";
import type { Mapped } from "../mapping/map.js";
import { operationKey } from "../mapping/operation-key.js";
import type { Component, Tool } from "../project/project.js";
import type { ExplainedPart } from "./explained-part.js";
import { warningsOf, type InspectedOperation } from "./inspection.js";
import { wireParts } from "./wire-parts.js";

/** A route map and what it means for the operation. */
export interface ExplainedRule {
  /** `routeMaps[2]`. */
  readonly rule: string;
  readonly place?: Place;
  readonly mcpType: McpType;
  readonly tests: readonly { readonly test: string; readonly holds: boolean }[];
  /** `decides`; `late`: fits, but an earlier one decides; `unreadable`: makes resources of GET and HEAD only. */
  readonly outcome: "decides" | "does not fit" | "late" | "unreadable";
}

/** Everything about one operation. */
export interface Explanation extends InspectedOperation {
  /** Where the document has it. */
  readonly place: Place;
  /** Its file in the generated project. */
  readonly files: readonly string[];
  readonly rules: readonly ExplainedRule[];
  readonly parts: readonly ExplainedPart[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Explains an operation. */
export function explanation(
  summary: InspectedOperation,
  decision: Decision,
  mapped: Mapped,
  config: Config,
  diagnostics: readonly Diagnostic[],
): Explanation {
  const isOf = (each: Component): boolean => operationKey(each) === operationKey(decision.operation);
  const tool = mapped.project.tools.find(isOf);
  const resource = mapped.project.resources.find(isOf);
  const component: (Component & Pick<Tool, "body">) | undefined = tool ?? resource;
  return {
    ...summary,
    place: decision.operation.place,
    files: [
      ...(resource === undefined ? [] : [`src/generated/resources/${resource.file}.ts`]),
      ...(tool === undefined ? [] : [`src/generated/tools/${tool.file}.ts`]),
    ],
    rules: explainedRules(decision, config),
    parts: [
      ...ownParts(decision),
      ...(component === undefined ? [] : wireParts(decision, component, mapped.project, config)),
    ],
    diagnostics: warningsOf(decision, diagnostics),
  };
}

function explainedRules({ operation, rule }: Decision, config: Config): ExplainedRule[] {
  return config.routeMaps.map((routeMap, index) => {
    const tests = testsOf(routeMap).map(({ test, holds }) => ({ test, holds: holds(operation) }));
    const place = config.placeOf(`/routeMaps/${index}`);
    const fits = tests.every(({ holds }) => holds);
    const isReadable = canBecome(routeMap.mcpType, operation.method);
    const outcome = fits ? (isReadable ? "late" : "unreadable") : "does not fit";
    return {
      rule: `routeMaps[${index}]`,
      ...(place === undefined ? {} : { place }),
      mcpType: routeMap.mcpType,
      tests,
      outcome: index === rule ? "decides" : outcome,
    };
  });
}

/** What was decided about the operation by itself. */
function ownParts({ type, name, texts }: Decision): ExplainedPart[] {
  const part = (what: string, decided: Decided<unknown> | undefined): ExplainedPart[] =>
    decided === undefined ? [] : [{ part: what, value: String(decided.value), source: decided.source }];
  return [
    ...part("type", type),
    ...part("name", name),
    ...part("title", texts?.title),
    ...part("description", texts?.description),
    ...[...(texts?.annotations ?? [])].flatMap(([hint, decided]) => part(hint, decided)),
    ...(texts?.tags ?? []).map(({ value, source }) => ({ part: "tags", value: value.join(", "), source })),
  ];
}
