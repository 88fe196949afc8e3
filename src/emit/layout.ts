/**
 * Laying out code as prettier does: what fits on the rest of the line stays there, everything else goes one part to a
 * line. Tool files are printed with it, because prettier itself takes 9 ms for each of them: 11 s for GitHub's API. The
 * snapshots are checked with prettier, which must not want to change anything.
 */
import { code, join, propertyKey, stringLiteral, type Code } from "./code.js";

/** Columns of a line. */
export const lineWidth = 110;

/** Something that can stand on one line or on several. */
export type Layout = Code | ObjectLayout | ArrayLayout | CallLayout;

interface ObjectLayout {
  readonly kind: "object";
  readonly entries: readonly Entry[];
}

/** A property; without a value its key stands for a variable of that name. */
interface Entry {
  readonly key: Code;
  readonly value?: Layout;
}

interface ArrayLayout {
  readonly kind: "array";
  readonly items: readonly Layout[];
}

/** `callee(arguments)`, behind `arrow` if there is one. */
interface CallLayout {
  readonly kind: "call";
  /** `(…) =>` */
  readonly arrow?: Code;
  readonly callee: Code;
  readonly args: readonly Layout[];
}

/** A key and what stands behind it. */
export type Property = readonly [key: Code, value: Layout];

/** A property of an object literal. */
export function property(key: Code, value: Layout): Property {
  return [key, value];
}

/** `{ key: value }`, or `{ key }` without a value. */
export function objectOf(entries: readonly (readonly [key: Code, value?: Layout])[]): Layout {
  return {
    kind: "object",
    entries: entries.map(([key, value]) => (value === undefined ? { key } : { key, value })),
  };
}

/** `{ Pet, Tag }` */
export function shorthandOf(names: readonly Code[]): Layout {
  return objectOf(names.map((name) => [name] as const));
}

/** `[listPets, getPet]` */
export function listOf(items: readonly Layout[]): Layout {
  return { kind: "array", items };
}

/** `(…) => callee(args)` */
export function arrowCall(arrow: Code, callee: Code, args: readonly Layout[]): Layout {
  return { kind: "call", arrow, callee, args };
}

/** `callee({ … })`: brace and parenthesis stay together. */
export function callOf(callee: Code, argument: Layout): Layout {
  return { kind: "call", callee, args: [argument] };
}

/** `callee(first, second)` */
export function callWith(callee: Code, args: readonly Layout[]): Layout {
  return { kind: "call", callee, args };
}

/** A value as a literal. */
export function valueOf(value: unknown): Layout {
  if (Array.isArray(value)) return listOf(value.map(valueOf));
  if (typeof value === "object" && value !== null) {
    return objectOf(Object.entries(value).map(([key, each]) => [propertyKey(key), valueOf(each)]));
  }
  return typeof value === "string" ? stringLiteral(value) : numberLike(value);
}

function numberLike(value: unknown): Code {
  return code`${JSON.stringify(value).replace("e+", "e") as Code}`;
}

/**
 * Prints a layout.
 * @param indent columns by which its lines are indented
 * @param column where its first character stands
 * @param after columns that must be left on its last line, for a comma or bracket
 */
export function print(layout: Layout, indent: number, column: number, after: number): Code {
  const line = isBroken(layout) ? undefined : onOneLine(layout, lineWidth - column - after);
  if (line !== undefined) return line;
  if (typeof layout === "string") return layout;
  switch (layout.kind) {
    case "object":
      return bracketed(
        code`{`,
        layout.entries.map((entry) => printEntry(entry, indent + 2)),
        code`}`,
        indent,
      );
    case "array":
      return printArray(layout, indent);
    case "call":
      return printCall(layout, indent, column, after);
  }
}

function printEntry({ key, value }: Entry, indent: number): Code {
  if (value === undefined) return key;
  const column = indent + key.length + 2;
  const breaksBefore =
    typeof value === "string" && isText(value) && key.length > 2 && column + value.length + 1 > lineWidth;
  if (breaksBefore) return code`${key}:\n${spaces(indent + 2)}${value}`;
  return code`${key}: ${print(value, indent, column, 1)}`;
}

function isText(value: Code): boolean {
  return value.startsWith('"') || value.startsWith("'");
}

function printArray({ items }: ArrayLayout, indent: number): Code {
  if (items.length > 1 && items.every(isNumber)) return filled(items, indent);
  const printed = items.map((item) => print(item, indent + 2, indent + 2, 1));
  return bracketed(code`[`, printed, code`]`, indent);
}

function isNumber(item: Layout): item is Code {
  return typeof item === "string" && /^-?\d/.test(item);
}

/** Numbers fill their lines. */
function filled(numbers: readonly Code[], indent: number): Code {
  const lines: Code[][] = [[]];
  let column = indent + 2;
  for (const number of numbers) {
    if (column + number.length + 1 > lineWidth && lines.at(-1)?.length !== 0) {
      lines.push([]);
      column = indent + 2;
    }
    lines.at(-1)?.push(number);
    column += number.length + 2;
  }
  const separator = code`, `;
  return bracketed(
    code`[`,
    lines.map((line) => join(line, separator)),
    code`]`,
    indent,
  );
}

function printCall({ arrow, callee, args }: CallLayout, indent: number, column: number, after: number): Code {
  const inner = arrow === undefined ? indent : indent + 2;
  const head = arrow === undefined ? code`` : code`${arrow}\n${spaces(inner)}`;
  const line =
    arrow === undefined ? undefined : onOneLine({ kind: "call", callee, args }, lineWidth - inner - after);
  if (line !== undefined) return code`${head}${line}`;
  const [only] = args;
  if (args.length === 1 && only !== undefined && typeof only !== "string") {
    return code`${head}${callee}(${print(only, inner, lineWidth, 1)})`;
  }
  const printed = args.map((argument) => print(argument, inner + 2, inner + 2, 1));
  return code`${head}${callee}${bracketed(code`(`, printed, code`)`, inner)}`;
}

function bracketed(open: Code, parts: readonly Code[], close: Code, indent: number): Code {
  if (parts.length === 0) return code`${open}${close}`;
  const lines = parts.map((part) => code`${spaces(indent + 2)}${part},\n`);
  return code`${open}\n${join(lines)}${spaces(indent)}${close}`;
}

const blank = " ".repeat(400) as Code;

function spaces(count: number): Code {
  return blank.slice(0, count) as Code;
}

/** The layout on one line, `undefined` when that is longer than the room for it. */
function onOneLine(layout: Layout, room: number): Code | undefined {
  if (typeof layout === "string") return layout.length <= room && !layout.includes("\n") ? layout : undefined;
  const [open, close] = brackets(layout);
  const parts: Code[] = [];
  let left = room - open.length - close.length;
  for (const part of partsOf(layout)) {
    const text = isBroken(part.value) ? undefined : onOneLine(part.value, left - part.before.length);
    if (text === undefined) return undefined;
    parts.push(code`${part.before}${text}`);
    left -= part.before.length + text.length + (parts.length > 1 ? 2 : 0);
  }
  return left < 0 ? undefined : code`${open}${join(parts, code`, `)}${close}`;
}

function brackets(layout: Exclude<Layout, Code>): readonly [Code, Code] {
  if (layout.kind === "array") return [code`[`, code`]`];
  if (layout.kind === "object")
    return layout.entries.length === 0 ? [code`{`, code`}`] : [code`{ `, code` }`];
  return [
    layout.arrow === undefined ? code`${layout.callee}(` : code`${layout.arrow} ${layout.callee}(`,
    code`)`,
  ];
}

function partsOf(
  layout: Exclude<Layout, Code>,
): readonly { readonly before: Code; readonly value: Layout }[] {
  if (layout.kind === "object") {
    return layout.entries.map(({ key, value }) =>
      value === undefined ? { before: code``, value: key } : { before: code`${key}: `, value },
    );
  }
  return (layout.kind === "array" ? layout.items : layout.args).map((value) => ({ before: code``, value }));
}

/** Lists of objects, or of lists, that have more than one part each never share a line. */
function isBroken(layout: Layout): boolean {
  if (typeof layout === "string" || layout.kind !== "array" || layout.items.length < 2) return false;
  return ["object", "array"].some((kind) =>
    layout.items.every((item) => typeof item !== "string" && item.kind === kind && sizeOf(item) > 1),
  );
}

function sizeOf(layout: Exclude<Layout, Code>): number {
  if (layout.kind === "object") return layout.entries.length;
  return layout.kind === "array" ? layout.items.length : 0;
}
