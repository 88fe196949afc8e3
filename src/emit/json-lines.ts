/** JSON of one entry a line, so that a diff shows which of them changed. */
import { code, join, json, type Code } from "./code.js";

/** An object below the root of a file, one entry a line. */
export function entries(all: readonly (readonly [name: string, value: unknown])[]): Code {
  const lines = all.map(([name, value]) => code`${json(name)}: ${json(value)}`);
  return lines.length === 0 ? code`{}` : code`{\n    ${join(lines, code`,\n    `)}\n  }`;
}

/** A list, one item a line. */
export function lines(items: readonly Code[], indent: Code = code``): Code {
  if (items.length === 0) return code`[]`;
  return code`[\n${indent}  ${join(items, code`,\n${indent}  `)}\n${indent}]`;
}
