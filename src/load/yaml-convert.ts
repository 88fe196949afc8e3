/**
 * Turns the `yaml` library's tree into plain JSON. The library's own conversion turns the key `1.10` into `1.1`, makes
 * values that contain themselves, and can be kept busy for ever by aliases and merge keys.
 */
import { isAlias, isMap, isScalar, type Alias, type Pair, type ParsedNode, type Scalar } from "yaml";
import { isObject, type Json } from "../json/json.js";
import type { TextReporter } from "./reporter.js";

/** Aliases and merge keys may make a value larger than its text has characters by this many nodes. */
const aliasAllowance = 1_000_000;

/**
 * The JSON value of a node.
 * @param root a document's contents
 * @param reporter gets duplicate keys, aliases that lead nowhere or to too much, nesting that is too deep
 * @param depthLimit levels of mappings and lists, aliases expanded
 * @throws {ProblemsError} if there was any problem
 */
export function convertYaml(root: ParsedNode | null, reporter: TextReporter, depthLimit: number): Json {
  const problemsBefore = reporter.diagnostics.all.length;
  const { value } = new Conversion(reporter, depthLimit).node(root, 0);
  if (reporter.diagnostics.all.length > problemsBefore) reporter.end();
  return value;
}

/** A converted node, and what it is for those who walk it: aliases share a value, but every walk expands them. */
interface Converted {
  readonly value: Json;
  readonly nodes: number;
  readonly depth: number;
}

function scalar(value: Json): Converted {
  return { value, nodes: 1, depth: 0 };
}

function container(value: Json, children: readonly Converted[]): Converted {
  let nodes = 1;
  let depth = 0;
  for (const child of children) {
    nodes += child.nodes;
    depth = Math.max(depth, child.depth);
  }
  return { value, nodes, depth: depth + 1 };
}

class Conversion {
  readonly #reporter: TextReporter;
  readonly #depthLimit: number;
  /** The latest node of each anchor; undefined as long as it is being converted. */
  readonly #anchors = new Map<string, Converted | undefined>();
  /** How many nodes aliases may still add. */
  #allowance: number;

  constructor(reporter: TextReporter, depthLimit: number) {
    this.#reporter = reporter;
    this.#depthLimit = depthLimit;
    this.#allowance = reporter.text.length + aliasAllowance;
  }

  /** @param level how many mappings and lists are around the node */
  node(node: ParsedNode | null, level: number): Converted {
    if (node === null) return scalar(null);
    if (isAlias(node)) return this.#alias(node, level);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, undefined);
    const converted = this.#content(node, level);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, converted);
    return converted;
  }

  #content(node: Exclude<ParsedNode, Alias.Parsed>, level: number): Converted {
    if (isScalar(node)) return scalar(jsonOf(node));
    this.#checkDepth(level + 1, node.range[0]);
    if (isMap(node)) return this.#map(node.items, level + 1);
    const items = node.items.map((item) => this.node(item, level + 1));
    return container(
      items.map(({ value }) => value),
      items,
    );
  }

  #map(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], level: number): Converted {
    const members = new Map<string, Converted>();
    const offsets = new Map<string, number>();
    const merges: Converted[] = [];
    for (const { key: keyNode, value } of pairs) {
      const offset = keyNode.range[0];
      if (isMergeKey(keyNode)) {
        merges.push(this.#mergeSource(this.node(value, level), offset));
        continue;
      }
      const key = this.#key(keyNode);
      const first = offsets.get(key);
      if (first === undefined) offsets.set(key, offset);
      else
        this.#reporter.report("duplicate-key", { key }, offset, {
          offset: first,
          label: "first written here",
        });
      members.set(key, this.node(value, level));
    }
    return container(objectOf(members, merges), [...members.values(), ...merges]);
  }

  /** Keys keep their spelling, as JSON's would: `1.10` and `null` are texts here. */
  #key(node: ParsedNode): string {
    if (isScalar(node)) return typeof node.value === "string" ? node.value : node.source;
    if (isAlias(node)) {
      const { value } = this.#alias(node, 0);
      if (typeof value !== "object" || value === null) return String(value);
    }
    const [reason, fix] = [
      "a key is a list or a mapping",
      "Write a plain key; put a text that starts with { or [ in quotes.",
    ];
    return this.#reporter.fail("yaml-invalid", { reason, fix }, node.range[0]);
  }

  #alias(alias: Alias.Parsed, level: number): Converted {
    const [name, offset] = [alias.source, alias.range[0]];
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const known = this.#anchors.has(name);
      const reason = known
        ? `the alias *${name} stands inside what it refers to`
        : `the alias *${name} has no anchor &${name} before it`;
      const fix = known
        ? "Use $ref for a schema that contains itself."
        : "Add the anchor, or put a text that starts with * in quotes.";
      return this.#reporter.fail("yaml-invalid", { reason, fix }, offset);
    }
    this.#allowance -= target.nodes;
    if (this.#allowance < 0) this.#reporter.fail("yaml-alias-expansion", {}, offset);
    this.#checkDepth(level + target.depth, offset);
    return target;
  }

  #mergeSource(source: Converted, offset: number): Converted {
    const sources = Array.isArray(source.value) ? source.value : [source.value];
    if (sources.every(isObject)) return source;
    const [reason, fix] = [
      'a merge key "<<" has no mapping',
      'Give it an alias of a mapping, e.g. "<<: *common".',
    ];
    return this.#reporter.fail("yaml-invalid", { reason, fix }, offset);
  }

  #checkDepth(depth: number, offset: number): void {
    if (depth > this.#depthLimit)
      this.#reporter.fail("nested-too-deeply", { limit: this.#depthLimit }, offset);
  }
}

/** The written type is lost on what JSON lacks, `.inf` and `.nan`: they stay texts. */
function jsonOf({ value, source }: Scalar.Parsed): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : source;
}

function isMergeKey(key: ParsedNode): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

/** An object of its own members and, under them, those of its merge keys: the first that has a key wins. */
function objectOf(members: ReadonlyMap<string, Converted>, merges: readonly Converted[]): Json {
  const entries = new Map<string, Json>();
  for (const source of merges.flatMap(({ value }) => value).reverse())
    if (isObject(source)) for (const [key, value] of Object.entries(source)) entries.set(key, value);
  for (const [key, { value }] of members) entries.set(key, value);
  // Object.fromEntries defines its keys, so `__proto__` is one like any other.
  return Object.fromEntries(entries);
}
