/** A node of a document: a value and where it stands. */
import { escapeStep } from "../diagnostics/pointer.js";
import type { Place } from "../diagnostics/diagnostic.js";
import { placeIn, type SpecFile } from "../load/document.js";
import { isObject, own, type Json } from "../json/json.js";

/** A value of a document, with its file and JSON pointer. */
export class SpecNode {
  constructor(
    readonly file: SpecFile,
    /** RFC 6901, `""` for the whole file. */
    readonly pointer: string,
    readonly value: Json,
  ) {}

  get place(): Place {
    return placeIn(this.file, this.pointer);
  }

  /** Identifies the node within the document. */
  get id(): string {
    return `${this.file.url}#${this.pointer}`;
  }

  /** The node below a key or index, `undefined` when there is none. */
  get(key: string | number): SpecNode | undefined {
    const value = this.#below(key);
    return value === undefined
      ? undefined
      : new SpecNode(this.file, `${this.pointer}/${escapeStep(String(key))}`, value);
  }

  #below(key: string | number): Json | undefined {
    if (isObject(this.value)) return own(this.value, String(key));
    if (!Array.isArray(this.value)) return undefined;
    const items: readonly Json[] = this.value;
    return /^(0|[1-9]\d*)$/.test(String(key)) ? items[Number(key)] : undefined;
  }

  /** The nodes of an object by key, in document order; none for anything else. */
  entries(): [string, SpecNode][] {
    if (!isObject(this.value)) return [];
    return Object.entries(this.value).map(([key, value]) => [
      key,
      new SpecNode(this.file, `${this.pointer}/${escapeStep(key)}`, value),
    ]);
  }

  /** The nodes of an array; none for anything else. */
  items(): SpecNode[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((value: Json, index) => new SpecNode(this.file, `${this.pointer}/${index}`, value));
  }

  /** The text below a key; a number or boolean written without quotes counts as its text. */
  text(key: string): string | undefined {
    const value = this.get(key)?.value;
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }

  /** Whether the value below a key is `true`. */
  isTrue(key: string): boolean {
    return this.get(key)?.value === true;
  }
}

/** The `$ref` of a node, if it is a reference. */
export function refOf(node: SpecNode): string | undefined {
  const ref = isObject(node.value) ? own(node.value, "$ref") : undefined;
  return typeof ref === "string" ? ref : undefined;
}
