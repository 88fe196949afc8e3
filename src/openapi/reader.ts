/** Follows references from one node of a document to the next, across files. */
import type { Code, Values } from "../diagnostics/catalogue.js";
import { escapeStep, pointerSteps } from "../diagnostics/pointer.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SpecDocument, SpecFile } from "../load/document.js";
import { referencedUrl } from "../load/reference-url.js";
import { anchorsOf } from "./anchors.js";
import { refOf, SpecNode } from "./node.js";

/** A reference could not be followed. It has been reported; what holds it cannot be read. */
export class BrokenReference extends Error {}

/** A pointer that leads through more references than this, each behind the other, is taken for a mistake. */
const maxThrough = 100;

/** Follows references. */
export class Reader {
  readonly #reported = new Set<string>();
  /** Where the chain of references ends that begins at a node, `undefined` for one that is broken. */
  readonly #ends = new Map<string, SpecNode | undefined>();
  /** The nodes behind whose reference a pointer is being looked up. */
  readonly #through = new Set<string>();
  readonly #anchors = new Map<SpecFile, ReadonlyMap<string, SpecNode>>();

  constructor(
    readonly document: SpecDocument,
    readonly diagnostics: Diagnostics,
  ) {}

  get root(): SpecNode {
    return new SpecNode(this.document.entry, "", this.document.entry.value);
  }

  /**
   * The node itself, or what its `$ref` leads to at the end of the chain.
   * @throws {BrokenReference} after reporting it
   */
  follow(node: SpecNode): SpecNode {
    const passed = new Set<string>();
    let end: SpecNode | undefined;
    try {
      return (end = this.#follow(node, passed));
    } finally {
      for (const id of passed) this.#ends.set(id, end);
    }
  }

  #follow(node: SpecNode, passed: Set<string>): SpecNode {
    let current = node;
    for (let ref = refOf(current); ref !== undefined; ref = refOf(current)) {
      if (this.#ends.has(current.id)) return this.#ends.get(current.id) ?? throwBroken(current.id);
      if (passed.has(current.id)) this.#broken(node, "circular-ref", { ref: refOf(node) ?? ref });
      passed.add(current.id);
      current = this.resolve(current, ref);
    }
    return current;
  }

  /**
   * The node that one reference names; a `$ref` there is not followed further.
   * @throws {BrokenReference} after reporting it
   */
  resolve(from: SpecNode, ref: string): SpecNode {
    const place = new SpecNode(from.file, `${from.pointer}/$ref`, ref);
    const [address = "", fragment = ""] = splitOnce(ref, "#");
    const file: SpecFile | undefined = address === "" ? from.file : this.#file(place, address, ref);
    const root = new SpecNode(file, "", file.value);
    return (
      this.#target(root, fragment) ??
      this.#broken(place, "unresolved-ref", { ref, ...this.#suggestion(root, address, fragment) })
    );
  }

  /** The node itself, or what its `$ref` leads to; `undefined` where that is nothing. Reports nothing. */
  find(node: SpecNode): SpecNode | undefined {
    let current: SpecNode | undefined = node;
    for (let hops = 0; current !== undefined && hops < maxThrough; hops += 1) {
      const ref = refOf(current);
      if (ref === undefined) return current;
      const [address = "", fragment = ""] = splitOnce(ref, "#");
      const url: string = current.file.url;
      const file: SpecFile | undefined =
        address === "" ? current.file : this.document.files.get(referencedUrl(address, url));
      current = file && this.#target(new SpecNode(file, "", file.value), fragment);
    }
    return undefined;
  }

  #file(place: SpecNode, address: string, ref: string): SpecFile {
    const url = referencedUrl(address, place.file.url);
    const file = this.document.files.get(url);
    if (file !== undefined) return file;
    const refused = this.document.refused.get(url);
    if (refused === undefined) return this.#broken(place, "unresolved-ref", { ref });
    return this.#broken(place, refused.code, { ref, reason: refused.reason, fix: refused.fix });
  }

  /** The node that a fragment names. Keys with a percent sign are often written as they are. */
  #target(root: SpecNode, fragment: string): SpecNode | undefined {
    return this.#at(root, decoded(fragment)) ?? this.#at(root, fragment);
  }

  /** The node at a pointer or of an anchor; where the way leads through a `$ref`, it goes on behind it. */
  #at(root: SpecNode, fragment: string): SpecNode | undefined {
    if (fragment === "") return root;
    if (!fragment.startsWith("/")) return this.#anchor(root, fragment);
    let node = root;
    for (const key of pointerSteps(fragment)) {
      const below = node.get(key) ?? this.#behind(node)?.get(key);
      if (below === undefined) return undefined;
      node = below;
    }
    return node;
  }

  /** What the reference of a node leads to, `undefined` if it is none. */
  #behind(node: SpecNode): SpecNode | undefined {
    const ref = refOf(node);
    if (ref === undefined || this.#through.size > maxThrough) return undefined;
    if (this.#through.has(node.id)) return this.#broken(node, "circular-ref", { ref });
    this.#through.add(node.id);
    try {
      return this.follow(node);
    } finally {
      this.#through.delete(node.id);
    }
  }

  #anchor(root: SpecNode, name: string): SpecNode | undefined {
    const anchors = this.#anchors.get(root.file) ?? anchorsOf(root);
    this.#anchors.set(root.file, anchors);
    return anchors.get(name);
  }

  #suggestion(root: SpecNode, address: string, fragment: string): { suggestion?: string } {
    const cut = fragment.lastIndexOf("/");
    const parent = cut < 0 ? undefined : this.#at(root, decoded(fragment.slice(0, cut)));
    const word = didYouMean(fragment.slice(cut + 1), parent?.entries().map(([key]) => key) ?? []);
    return word === undefined
      ? {}
      : { suggestion: `${address}#${fragment.slice(0, cut)}/${escapeStep(word)}` };
  }

  #broken<C extends Code>(node: SpecNode, code: C, values: Values<C>): never {
    const key = `${code} ${node.id}`;
    if (!this.#reported.has(key)) this.diagnostics.report(code, values, { place: node.place });
    this.#reported.add(key);
    return throwBroken(key);
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function throwBroken(what: string): never {
  throw new BrokenReference(what);
}

/** A fragment without its percent-encoding (RFC 6901 section 6), as it is where that is none. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
