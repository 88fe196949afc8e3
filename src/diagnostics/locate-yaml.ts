/** Finds JSON pointers in a YAML text. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type YAMLMap,
} from "yaml";
import { pointerSteps } from "./pointer.js";

type Nodes = YAMLMap<Node, Node | null>;

/** The pointers of one YAML text, valid or not. */
export class YamlLocator {
  readonly #root: Node | null | undefined;
  readonly #targets = new Map<Alias, Node | undefined>();

  constructor(text: string) {
    try {
      const document = parseDocument(text, { schema: "core", uniqueKeys: false, prettyErrors: false });
      this.#collectTargets(document);
      this.#root = document.contents;
    } catch {
      // What overflows the parser's stack has no positions; the message stands without them.
    }
  }

  /** All at once: the library looks through the whole document for each alias. */
  #collectTargets(document: Document.Parsed): void {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node)) this.#targets.set(node, anchors.get(node.source));
        else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      },
    });
  }

  /** The offset of a pointer's last key, or of the nearest one above that exists. Aliases and merge keys are followed. */
  locate(pointer: string): number {
    let node = this.#root;
    let offset = node?.range?.[0] ?? 0;
    for (const step of pointerSteps(pointer)) {
      const found = this.#find(node, step, new Set());
      if (found === undefined) break;
      node = found.node;
      offset = found.offset ?? offset;
    }
    return offset;
  }

  /** @param seen mappings that lack the step: merge keys can lead to one again, even to themselves */
  #find(parent: Node | null | undefined, step: string, seen: Set<Nodes>): Found | undefined {
    const node = this.#resolve(parent);
    if (isSeq<Node | null>(node)) {
      const item = /^\d+$/.test(step) ? node.items[Number(step)] : undefined;
      return item === undefined ? undefined : { node: item, offset: item?.range?.[0] };
    }
    if (!isMap<Node, Node | null>(node) || seen.has(node)) return undefined;
    seen.add(node);
    const pair = node.items.find(({ key }) => keyOf(this.#resolve(key)) === step);
    if (pair === undefined) return this.#findMerged(node, step, seen);
    return { node: pair.value, offset: pair.key.range?.[0] };
  }

  #findMerged(node: Nodes, step: string, seen: Set<Nodes>): Found | undefined {
    for (const { key, value } of node.items) {
      if (keyOf(key) !== "<<") continue;
      const source = this.#resolve(value);
      for (const merged of isSeq<Node | null>(source) ? source.items : [source]) {
        const found = this.#find(merged, step, seen);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #resolve(node: Node | null | undefined): Node | null | undefined {
    return isAlias(node) ? this.#targets.get(node) : node;
  }
}

interface Found {
  readonly node: Node | null;
  readonly offset: number | undefined;
}

/** A key as the loader reads it, in its own spelling. */
function keyOf(key: Node | null | undefined): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === "string" ? key.value : key.source;
}
