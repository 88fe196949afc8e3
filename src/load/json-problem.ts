/**
 * Says in words what is wrong with a text that is not JSON. `JSON.parse` fails fast but its messages differ between
 * versions of Node and often lack the offset, so only texts that it refused come here.
 */
import { endOfJsonString } from "../diagnostics/json-text.js";

/** What is wrong, where (0-based offset) and what to do about it. */
export interface JsonProblem {
  readonly offset: number;
  readonly reason: string;
  readonly fix: string;
  /** The offset of the bracket that is not closed, if that is the problem. */
  readonly opened?: number;
}

type TokenType = "{" | "}" | "[" | "]" | "," | ":" | "string" | "literal" | "end" | "unknown";

interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
}

type State = "value" | "item or end" | "key" | "key or end" | "colon" | "after item" | "after member" | "end";

const value: readonly TokenType[] = ["{", "[", "string", "literal"];
const states: Record<State, { readonly accepted: readonly TokenType[]; readonly words: string }> = {
  value: { accepted: value, words: "a value" },
  "item or end": { accepted: [...value, "]"], words: 'a value or "]"' },
  key: { accepted: ["string"], words: "a key in double quotes" },
  "key or end": { accepted: ["string", "}"], words: 'a key in double quotes or "}"' },
  colon: { accepted: [":"], words: '":" after the key' },
  "after item": { accepted: [",", "]"], words: '"," or "]"' },
  "after member": { accepted: [",", "}"], words: '"," or "}"' },
  end: { accepted: ["end"], words: "the end of the text" },
};

/** The first problem of a text that is meant to be JSON (RFC 8259); undefined if it has none. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const open: Token[] = [];
  let state: State = "value";
  let previous: Token | undefined;
  for (let offset = 0; ;) {
    const token = nextToken(text, offset);
    if (!states[state].accepted.includes(token.type)) return describe(text, token, { state, previous, open });
    if (token.type === "end") return undefined;
    state = follow(state, token, open);
    previous = token;
    offset = token.end;
  }
}

function follow(state: State, token: Token, open: Token[]): State {
  if (token.type === ":") return "value";
  if (token.type === ",") return state === "after member" ? "key" : "value";
  if (token.type === "string" && (state === "key" || state === "key or end")) return "colon";
  if (token.type === "{" || token.type === "[") {
    open.push(token);
    return token.type === "{" ? "key or end" : "item or end";
  }
  if (token.type === "}" || token.type === "]") open.pop();
  const around = open.at(-1);
  if (around === undefined) return "end";
  return around.type === "{" ? "after member" : "after item";
}

const blank = /[ \t\r\n]*/y;
const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const punctuation: readonly string[] = ["{", "}", "[", "]", ",", ":"] satisfies TokenType[];

function isPunctuation(character: string): character is TokenType {
  return punctuation.includes(character);
}

function nextToken(text: string, offset: number): Token {
  blank.lastIndex = offset;
  blank.test(text);
  const start = blank.lastIndex;
  if (start >= text.length) return { type: "end", start, end: start };
  const character = text.charAt(start);
  if (isPunctuation(character)) return { type: character, start, end: start + 1 };
  if (character === '"') return stringToken(text, start);
  literal.lastIndex = start;
  return literal.test(text)
    ? { type: "literal", start, end: literal.lastIndex }
    : { type: "unknown", start, end: start + 1 };
}

function stringToken(text: string, start: number): Token {
  const end = endOfJsonString(text, start);
  const problem = problemInString(text, start, end);
  if (problem !== undefined) return { type: "unknown", start: problem, end: problem + 1 };
  return { type: "string", start, end: end + 1 };
}

/** The offset of what may not stand in a string: a raw control character, a wrong escape, the end of the text. */
function problemInString(text: string, start: number, end: number): number | undefined {
  const wrong = /[\u0000-\u001f]|\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})|\\./g;
  for (const { 0: found, index } of text.slice(start, end).matchAll(wrong)) {
    const isGoodEscape = found.length === 2;
    if (!isGoodEscape) return start + index;
  }
  return end >= text.length ? text.length : undefined;
}

interface Situation {
  readonly state: State;
  readonly previous: Token | undefined;
  readonly open: readonly Token[];
}

function describe(text: string, token: Token, { state, previous, open }: Situation): JsonProblem {
  const offset = token.start;
  if (offset >= text.length) return cutOff(text, open);
  const found = text.charAt(offset);
  if (previous?.type === "," && (found === "}" || found === "]"))
    return {
      offset: previous.start,
      reason: `a comma before the closing "${found}"`,
      fix: "Remove the comma.",
    };
  if (found === "/" || found === "#")
    return { offset, reason: "comments are not allowed", fix: "Remove the comment." };
  if (found < " ")
    return {
      offset,
      reason: "a line break or control character in a string",
      fix: 'Write it as \\n, or add the missing ".',
    };
  if (found === "\\")
    return { offset, reason: "an unknown escape in a string", fix: "Write a backslash as \\\\." };
  if (found === "'") return { offset, reason: "single quotes", fix: 'Use double quotes: "…".' };
  const word = /^[^\s{}[\],:"]{1,40}/.exec(text.slice(offset, offset + 40))?.[0] ?? found;
  return {
    offset,
    reason: `expected ${states[state].words}, found ${JSON.stringify(word)}`,
    fix: "Correct it at this place.",
  };
}

function cutOff(text: string, open: readonly Token[]): JsonProblem {
  const offset = text.trimEnd().length;
  const around = open.at(-1);
  const what = around === undefined ? "its first value" : around.type === "{" ? "an object" : "an array";
  return {
    offset,
    reason: `the text ends in the middle of ${what}`,
    fix: "The file seems cut off: fetch or write it again.",
    ...(around && { opened: around.start }),
  };
}
