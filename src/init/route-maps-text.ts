/** The `routeMaps` of a config file: those of a strategy, each with what it decides in the document at hand. */
import { emptyConfig, type RouteMap } from "../config/config.js";
import { toRouteMap } from "../config/load-config.js";
import { fitsAll, fitsRoute } from "../config/match-route.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { decideTypes } from "../mapping/component-types.js";
import { routeOperations, type Routed } from "../mapping/routes.js";
import type { Operation } from "../openapi/api.js";
import type { Plan, Rule } from "./strategies.js";
import { commentedOut, flow, scalar } from "./yaml-text.js";

/** The lines, and what becomes of the operations by them. */
export interface RouteMapsText {
  readonly lines: readonly string[];
  readonly routed: readonly Routed[];
}

/** A rule of a plan, and what it does. */
interface Entry {
  readonly rule: Rule;
  readonly routeMap: RouteMap;
  readonly decided: number;
  /** How many operations it fits. */
  readonly fitting: number;
}

/** Prints the route maps of a plan. Those that decide nothing are comments, because `generate` warns of them. */
export function routeMapsText(
  { about, rules, examples = false }: Plan,
  operations: readonly Operation[],
): RouteMapsText {
  const routeMaps = rules.map(({ because: _, ...written }) => toRouteMap(written));
  const planned = route(operations, routeMaps);
  const entries = rules.flatMap((rule, index): Entry[] => {
    const routeMap = routeMaps[index];
    if (routeMap === undefined) return [];
    const fitting = operations.filter((operation) => fitsRoute(operation, routeMap)).length;
    return [{ rule, routeMap, fitting, decided: planned.filter((each) => each.rule === index).length }];
  });
  const lines = examples ? exampleLines(entries) : ruleLines(entries);
  const routed = examples ? route(operations, []) : planned;
  return { lines: [...prose(about), ...lines], routed };
}

function route(operations: readonly Operation[], routeMaps: readonly RouteMap[]): Routed[] {
  // What there is to say about these rules is said in the file.
  const config = { ...emptyConfig, routeMaps };
  const diagnostics = new Diagnostics();
  return decideTypes(routeOperations(operations, config, diagnostics), config, diagnostics);
}

function prose(about: readonly string[]): string[] {
  const rest = [
    "The first rule that fits an operation decides; what none fits is a tool.",
    "mcpType is tool, resource, resource_template or exclude.",
  ];
  return [...about, ...rest].map((line) => `# ${line}`);
}

function exampleLines(entries: readonly Entry[]): string[] {
  const items = entries
    .filter(({ fitting }) => fitting > 0)
    .flatMap(({ rule, fitting }) => itemLines(rule, operationsOf(fitting)));
  return items.length === 0 ? [] : commentedOut(["routeMaps:", ...items]);
}

function ruleLines(entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  const isActive = ({ decided, routeMap }: Entry): boolean => decided > 0 || fitsAll(routeMap);
  if (!entries.some(isActive))
    return commentedOut(["routeMaps:", ...entries.flatMap((entry) => itemLines(entry.rule, effect(entry)))]);
  const items = entries.flatMap((entry) => {
    const { because } = entry.rule;
    const lines = itemLines(entry.rule, effect(entry));
    return [...(because === undefined ? [] : [`  # ${because}`]), ...(isActive(entry) ? lines : idle(lines))];
  });
  return ["routeMaps:", ...items];
}

/** Stays where it would be a rule. */
function idle(lines: readonly string[]): string[] {
  return commentedOut(lines.map((line) => line.slice(indent.length))).map((line) => indent + line);
}

/** What a rule does, at the end of its line. */
function effect({ decided, fitting, routeMap }: Entry): string {
  const above = fitsAll(routeMap) ? 0 : fitting - decided;
  if (decided === 0 && above > 0) return `decides nothing: the rules above fit its ${operationsOf(above)}`;
  return above === 0
    ? operationsOf(decided)
    : `${operationsOf(decided)}, and ${above} that rules above decide`;
}

function operationsOf(count: number): string {
  return count === 0 ? "no operation" : `${count} operation${count === 1 ? "" : "s"}`;
}

const indent = "  ";
const widest = 110;

/** A rule as lines: one where it is not too long, else with one for each operationId. */
export function itemLines({ because: _, ...written }: Rule, note: string): string[] {
  const line = `${indent}- ${flow(written)} # ${note}`;
  const { operationIds, ...rest } = written;
  if (line.length <= widest || operationIds === undefined) return [line];
  const [first = "", ...others] = Object.entries(rest).map(([key, value]) => `${key}: ${flow(value)}`);
  const list = ["operationIds:", ...operationIds.map((id) => `${indent}- ${scalar(id)}`)];
  return [
    `${indent}- ${first} # ${note}`,
    ...[...others, ...list].map((each) => `${indent}${indent}${each}`),
  ];
}
