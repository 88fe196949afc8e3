/**
 * Finds JSON pointers in a JSON text without parsing it: a tree with positions of GitHub's 13 MB takes seconds and
 * hundreds of megabytes, going over the brackets that lie on the way takes milliseconds.
 */
import { endOfJsonString } from "./json-text.js";
import { pointerSteps } from "./pointer.js";

/** A member of an object, or an item of an array, whose "key" is then itself. */
interface Member {
  /** Offset of the key. */
  readonly key: number;
  /** Offset of the value. */
  readonly value: number;
}

/** The pointers of one valid JSON text. */
export class JsonLocator {
  readonly #text: string;
  /** Members by step, by the offset of the object or array; filled when one is first gone through. */
  readonly #members = new Map<number, ReadonlyMap<string, Member>>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset of a pointer's last key, or of the nearest one above that exists. */
  locate(pointer: string): number {
    const root = this.#skipBlank(0);
    let at: Member = { key: root, value: root };
    for (const step of pointerSteps(pointer)) {
      const next = this.#membersOf(at.value).get(step);
      if (next === undefined) break;
      at = next;
    }
    return at.key;
  }

  #membersOf(container: number): ReadonlyMap<string, Member> {
    const known = this.#members.get(container);
    if (known !== undefined) return known;
    const members = this.#scan(container);
    this.#members.set(container, members);
    return members;
  }

  #scan(container: number): Map<string, Member> {
    const members = new Map<string, Member>();
    const isObject = this.#text[container] === "{";
    if (!isObject && this.#text[container] !== "[") return members;
    for (let offset = this.#skipBlank(container + 1); !this.#isEnd(offset);) {
      const key = offset;
      const value = isObject ? this.#skipBlank(endOfJsonString(this.#text, key) + 1, ":") : key;
      members.set(isObject ? this.#string(key) : String(members.size), { key, value });
      offset = this.#skipBlank(this.#endOfValue(value), ",");
    }
    return members;
  }

  #isEnd(offset: number): boolean {
    return offset >= this.#text.length || this.#text[offset] === "}" || this.#text[offset] === "]";
  }

  #string(start: number): string {
    return String(JSON.parse(this.#text.slice(start, endOfJsonString(this.#text, start) + 1)));
  }

  /** The offset after blanks, and after one separator among them. */
  #skipBlank(offset: number, separator?: string): number {
    let end = offset;
    while (
      end < this.#text.length &&
      (this.#text[end] === separator || " \t\r\n".includes(this.#text.charAt(end)))
    )
      end++;
    return end;
  }

  #endOfValue(start: number): number {
    let depth = 0;
    for (let offset = start; offset < this.#text.length; offset++) {
      const character = this.#text.charAt(offset);
      if (character === '"') offset = endOfJsonString(this.#text, offset);
      else if (character === "{" || character === "[") depth++;
      else if (character === "}" || character === "]") depth--;
      else if (depth === 0 && character === ",") return offset;
      if (depth < 0) return offset;
    }
    return this.#text.length;
  }
}
